"""Plays the demo score: from written bars to notes with a time, a length and a velocity."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.audio.demo_instruments import TonalInstrument
from audiosynth_gui.audio.demo_notation import Stress, WrittenNote
from audiosynth_gui.audio.demo_score import DemoScore, Section

_STRESS_FACTOR = {Stress.ACCENT: 1.2, Stress.NORMAL: 1.0, Stress.GHOST: 0.6}
_GRACE_SECONDS = 0.075
_GRACE_FACTOR = 0.6
_GREATEST_DEVIATION = 2.0
"""Deviations beyond this many standard deviations are held back: nobody plays that badly."""


@dataclass(frozen=True)
class PlayedNote:
    """One sound to be made.

    Attributes:
        part: the instrument's name.
        symbol: a pitch ("A4") or the name of a percussion sound.
        start_seconds: from the start of the recording; never below 0.
        length_seconds: until it is let go.
        velocity: how hard it is played, above 0 and at most 1.
    """

    part: str
    symbol: str
    start_seconds: float
    length_seconds: float
    velocity: float


@dataclass(frozen=True)
class _Bar:
    """A bar in its place: `number` counts from the start of the piece, `index` in its section."""

    section: Section
    index: int
    number: int


def perform(score: DemoScore) -> tuple[PlayedNote, ...]:
    """All notes of the piece, bar by bar and part by part; the same for the same score.

    Each player's deviations are drawn anew from the seed for each bar, so a change to one bar
    leaves the others as they were.
    """
    notes: list[PlayedNote] = []
    for bar in _bars(score):
        for part in bar.section.parts:
            notes.extend(_play_bar(score, bar, part))
    return tuple(notes)


def _bars(score: DemoScore) -> Iterator[_Bar]:
    number = 0
    for name in score.form:
        section = score.sections[name]
        for index in range(len(section.chords)):
            yield _Bar(section, index, number)
            number += 1


def _play_bar(score: DemoScore, bar: _Bar, part: str) -> Iterator[PlayedNote]:
    instrument = score.instruments[part]
    part_number = list(score.instruments).index(part)
    rng = np.random.default_rng((score.seed, part_number, bar.number))
    chords = score.bar_chords(bar.section, bar.index)
    for note in score.bar_notes(bar.section, part, bar.index):
        chord = _sounding_chord(chords, note)
        end_beats = note.start_beats + note.length_beats
        if isinstance(instrument, TonalInstrument) and instrument.pedal:
            end_beats = max(end_beats, chord.start_beats + chord.length_beats)
        straight = _seconds(score, bar, note.start_beats)
        late = _deviation(rng) * score.humanise.timing_ms + instrument.strip.late_ms
        start = max(straight + late / 1_000.0, 0.0)
        length = _seconds(score, bar, end_beats) - straight
        velocity = bar.section.velocity * _STRESS_FACTOR[note.stress]
        pitches = [_resolve(score, chord, symbol) for symbol in note.symbols]
        if note.grace is not None:
            early = max(start - _GRACE_SECONDS, 0.0)
            soft = _vary(score, rng, velocity * _GRACE_FACTOR)
            yield PlayedNote(part, note.grace, early, _GRACE_SECONDS, soft)
        strum = instrument.strum_ms / 1_000.0 if isinstance(instrument, TonalInstrument) else 0.0
        for order, symbol in enumerate(pitches):
            played = _vary(score, rng, velocity)
            yield PlayedNote(part, symbol, start + order * strum, length, played)


def _sounding_chord(chords: tuple[WrittenNote, ...], note: WrittenNote) -> WrittenNote:
    return [chord for chord in chords if chord.start_beats <= note.start_beats + 1e-9][-1]


def _resolve(score: DemoScore, chord: WrittenNote, symbol: str) -> str:
    """A number means that note of the chord; anything else stands for itself."""
    if not symbol.isdecimal():
        return symbol
    return score.chord_notes(chord.symbols[0])[int(symbol) - 1]


def _seconds(score: DemoScore, bar: _Bar, beats: float) -> float:
    """When a place in a bar is reached, the second half of each beat shortened by the swing."""
    whole = float(np.floor(beats))
    half = beats - whole
    if half <= 0.5:
        swung = 2.0 * half * score.swing
    else:
        swung = score.swing + (2.0 * half - 1.0) * (1.0 - score.swing)
    bar_start = bar.number * score.beats_per_bar
    return score.lead_in_seconds + (bar_start + whole + swung) * score.beat_seconds


def _deviation(rng: np.random.Generator) -> float:
    drawn = float(rng.standard_normal())
    return min(max(drawn, -_GREATEST_DEVIATION), _GREATEST_DEVIATION)


def _vary(score: DemoScore, rng: np.random.Generator, velocity: float) -> float:
    return min(velocity * (1.0 + _deviation(rng) * score.humanise.velocity), 1.0)
