"""The one-line notation in which the demo score's bars are written.

A bar is a line of notes, each `what:beats`, played one after the other:

    C5:0.5 A4+C5:0.5 G4>A4:2! -:1

- `what` is a pitch (`A4`, `Bb3`, `F#5`), a number (that note of the sounding chord, counted from
  its lowest), or the name of a percussion sound (`brush`); `+` joins what sounds together.
- `-` is a rest.
- `G4>A4` plays G4 as a quick grace note into A4.
- A trailing `!` makes the note louder, a trailing `?` makes it softer.
"""

import re
from dataclasses import dataclass
from enum import Enum

from audiosynth_gui.errors import AudioSynthError

REST = "-"

_NOTE = re.compile(
    r"(?:(?P<grace>[^:+>!?\s]+)>)?(?P<symbols>[^:>!?\s]+):(?P<beats>\d+(?:\.\d+)?)(?P<stress>[!?]?)"
)
_PITCH = re.compile(r"(?P<letter>[A-G])(?P<accidental>[#b]?)(?P<octave>\d)")
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_ACCIDENTALS = {"": 0, "#": 1, "b": -1}


class ScoreError(AudioSynthError):
    """A score cannot be read, or asks for something that cannot be played."""


class Stress(Enum):
    """How strongly a note is played, as marked in the score."""

    NORMAL = ""
    ACCENT = "!"
    GHOST = "?"


@dataclass(frozen=True)
class WrittenNote:
    """One note (or several at once) as written in a bar.

    Attributes:
        start_beats: where in the bar it starts, in beats from the bar line.
        length_beats: how long it is written, in beats; above 0.
        symbols: what sounds; never empty and never a rest.
        grace: the pitch of the grace note before it, or None.
        stress: its mark.
    """

    start_beats: float
    length_beats: float
    symbols: tuple[str, ...]
    grace: str | None
    stress: Stress


def parse_bar(line: str, beats: float) -> tuple[WrittenNote, ...]:
    """Read one bar; rests are left out of the result.

    Raises:
        ScoreError: a note is not written as above, or the bar does not last `beats` beats.
    """
    notes: list[WrittenNote] = []
    position_beats = 0.0
    for word in line.split():
        match = _NOTE.fullmatch(word)
        if match is None or float(match["beats"]) <= 0.0:
            raise ScoreError(
                f"“{word}” is not a note.", "Write a note as what:beats, for example A4:0.5."
            )
        length_beats = float(match["beats"])
        if match["symbols"] != REST:
            symbols = tuple(match["symbols"].split("+"))
            stress = Stress(match["stress"])
            notes.append(WrittenNote(position_beats, length_beats, symbols, match["grace"], stress))
        position_beats += length_beats
    if abs(position_beats - beats) > 1e-6:
        raise ScoreError(
            f"The bar “{line}” lasts {position_beats:g} beats instead of {beats:g}.",
            "Change the note lengths so that they add up.",
        )
    return tuple(notes)


def pitch_number(name: str) -> int:
    """The MIDI note number of a pitch name: "C4" is 60, "A4" is 69.

    Raises:
        ScoreError: the name is not a letter A to G, an optional # or b, and an octave 0 to 9.
    """
    match = _PITCH.fullmatch(name)
    if match is None:
        raise ScoreError(f"“{name}” is not a pitch.", "Write a pitch like A4, Bb3 or F#5.")
    octave_start = 12 * (int(match["octave"]) + 1)
    return octave_start + _SEMITONES[match["letter"]] + _ACCIDENTALS[match["accidental"]]


def pitch_hz(number: float) -> float:
    """The frequency of a MIDI note number in equal temperament, A4 (69) being 440 Hz."""
    return float(440.0 * 2.0 ** ((number - 69.0) / 12.0))
