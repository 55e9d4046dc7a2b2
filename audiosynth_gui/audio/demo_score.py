"""The demo score as data: what is in `resources/demo_score.json`, checked.

The bars are written in the notation of `demo_notation`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from audiosynth_gui.audio.demo_instruments import (
    STRICT,
    Hertz,
    Instrument,
    Milliseconds,
    PercussionInstrument,
)
from audiosynth_gui.audio.demo_notation import (
    ScoreError,
    WrittenNote,
    parse_bar,
    pitch_number,
)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Humanise:
    """How far players stray: standard deviations, in milliseconds and as a share of velocity."""

    timing_ms: Annotated[float, Field(ge=0.0, le=30.0)]
    velocity: Annotated[float, Field(ge=0.0, le=0.5)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Room:
    """The reverb: time to fall by 60 dB, a roll-off of the highs, and the delay before it."""

    decay_seconds: Annotated[float, Field(gt=0.0, le=5.0)]
    highs_above_hz: Hertz
    delay_ms: Milliseconds


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Mix:
    """What is done to the sum of all instruments."""

    loudness_lufs: Annotated[float, Field(ge=-40.0, le=-10.0)]
    peak_dbfs: Annotated[float, Field(ge=-20.0, le=0.0)]
    low_cut_hz: Hertz
    fade_in_ms: Annotated[float, Field(gt=0.0, le=300.0)]
    fade_out_ms: Annotated[float, Field(gt=0.0, le=300.0)]
    room: Room


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Section:
    """Some bars of music.

    Attributes:
        velocity: how strongly it is played, 0 to 1.
        chords: one line a bar, `name:beats`.
        parts: for each instrument its bars; fewer bars than chords are repeated in turn.
    """

    velocity: Annotated[float, Field(gt=0.0, le=1.0)]
    chords: Annotated[tuple[str, ...], Field(min_length=1)]
    parts: Mapping[str, Annotated[tuple[str, ...], Field(min_length=1)]]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DemoScore:
    """The whole piece.

    Attributes:
        swing: where the off-beat eighth falls within its beat; 0.5 is straight.
        seed: for the players' small deviations and the percussion's noise.
        chords: each chord's notes from low to high, separated by spaces.
        form: the names of the sections in the order played.

    Raises:
        ScoreError: on construction, where the bars do not fit chords, instruments or the metre.
    """

    title: str
    key: str
    tempo_bpm: Annotated[float, Field(ge=30.0, le=240.0)]
    beats_per_bar: Annotated[int, Field(ge=2, le=12)]
    swing: Annotated[float, Field(ge=0.5, le=0.75)]
    seed: Annotated[int, Field(ge=0)]
    lead_in_ms: Annotated[float, Field(ge=50.0, le=1_000.0)]
    humanise: Humanise
    instruments: Mapping[str, Instrument]
    mix: Mix
    chords: Mapping[str, str]
    sections: Mapping[str, Section]
    form: Annotated[tuple[str, ...], Field(min_length=1)]

    def __post_init__(self) -> None:
        for name, notes in self.chords.items():
            if not notes.split():
                raise ScoreError(f"The chord “{name}” has no notes.", "Write its notes.")
            for note in notes.split():
                pitch_number(note)
        for name in self.form:
            if name not in self.sections:
                raise ScoreError(f"The form names a section “{name}” that is not written.")
        for name in self.sections:
            self._check_section(name)

    @property
    def beat_seconds(self) -> float:
        """Length of a beat."""
        return 60.0 / self.tempo_bpm

    @property
    def bar_count(self) -> int:
        """Bars of the whole form."""
        return sum(len(self.sections[name].chords) for name in self.form)

    @property
    def lead_in_seconds(self) -> float:
        """Time before the first beat."""
        return self.lead_in_ms / 1_000.0

    @property
    def duration_seconds(self) -> float:
        """Length of the recording: the lead-in and every bar."""
        return self.lead_in_seconds + self.bar_count * self.beats_per_bar * self.beat_seconds

    def chord_notes(self, name: str) -> tuple[str, ...]:
        """The pitches of a chord from low to high."""
        return tuple(self.chords[name].split())

    def bar_chords(self, section: Section, bar: int) -> tuple[WrittenNote, ...]:
        """The chords of one bar of a section: each note's only symbol is the chord's name."""
        return parse_bar(section.chords[bar], self.beats_per_bar)

    def bar_notes(self, section: Section, part: str, bar: int) -> tuple[WrittenNote, ...]:
        """What an instrument plays in one bar of a section."""
        bars = section.parts[part]
        return parse_bar(bars[bar % len(bars)], self.beats_per_bar)

    def _check_section(self, name: str) -> None:
        section = self.sections[name]
        for part, bars in section.parts.items():
            if part not in self.instruments:
                raise ScoreError(
                    f"Section “{name}” has a part for “{part}”, which is no instrument."
                )
            if len(section.chords) % len(bars):
                raise ScoreError(
                    f"The part “{part}” of section “{name}” has {len(bars)} bars, "
                    f"which do not go into {len(section.chords)} bars evenly."
                )
        for bar in range(len(section.chords)):
            try:
                self._check_bar(section, bar)
            except ScoreError as error:
                where = f"Bar {bar + 1} of section “{name}”:"
                raise ScoreError(f"{where} {error.message}", error.advice) from error

    def _check_bar(self, section: Section, bar: int) -> None:
        chords = self.bar_chords(section, bar)
        names = [symbol for chord in chords for symbol in chord.symbols]
        for name in names:
            if name not in self.chords:
                raise ScoreError(f"The chord “{name}” is not written.", "Add it to the chords.")
        fewest_notes = min(len(self.chord_notes(name)) for name in names)
        for part in section.parts:
            for note in self.bar_notes(section, part, bar):
                for symbol in note.symbols:
                    self._check_symbol(part, symbol, fewest_notes)
                if note.grace is not None:
                    pitch_number(note.grace)

    def _check_symbol(self, part: str, symbol: str, chord_size: int) -> None:
        instrument = self.instruments[part]
        if isinstance(instrument, PercussionInstrument):
            if symbol not in instrument.sounds:
                raise ScoreError(f"“{part}” has no sound “{symbol}”.")
        elif symbol.isdecimal():
            if not 1 <= int(symbol) <= chord_size:
                raise ScoreError(f"The chord has no note {symbol}.", f"It has {chord_size} notes.")
        else:
            pitch_number(symbol)


def load_demo_score(path: Path) -> DemoScore:
    """Read a score.

    Raises:
        ScoreError: the file cannot be read, is not JSON, or does not describe a playable score;
            the message names the place.
    """
    try:
        text = path.read_bytes()
    except OSError as error:
        raise ScoreError(f"The score {path.name} cannot be read: {error.strerror}.") from error
    try:
        return TypeAdapter(DemoScore).validate_json(text)
    except ValidationError as error:
        raise ScoreError(
            f"The score {path.name} cannot be played: {'; '.join(_complaints(error))}.",
            "Correct it, or install the program again to get the original back.",
        ) from error


def _complaints(error: ValidationError) -> Iterator[str]:
    for problem in error.errors(include_url=False)[:3]:
        place = " → ".join(str(step) for step in problem["loc"])
        yield f"{place}: {problem['msg']}" if place else str(problem["msg"])
