"""A steady tempo: where its beats and bars lie."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SLOWEST_BPM, FASTEST_BPM = 20.0, 400.0
MOST_BEATS_A_BAR = 32


@dataclass(frozen=True)
class Tempo:
    """Bars at a tempo. Beats go on evenly before the first one, too.

    Attributes:
        bpm: beats a minute, 20 to 400.
        first_beat_seconds: a beat that begins a bar.
        beats_a_bar: 1 to 32.
    """

    bpm: float = 120.0
    first_beat_seconds: float = 0.0
    beats_a_bar: int = 4

    def __post_init__(self) -> None:
        """Refuse what is no tempo (ValueError)."""
        if not SLOWEST_BPM <= self.bpm <= FASTEST_BPM:
            raise ValueError(f"a tempo has {SLOWEST_BPM:g} to {FASTEST_BPM:g} beats a minute")
        if not math.isfinite(self.first_beat_seconds):
            raise ValueError("the first beat is at no time")
        if not 1 <= self.beats_a_bar <= MOST_BEATS_A_BAR:
            raise ValueError(f"a bar has 1 to {MOST_BEATS_A_BAR} beats")

    @property
    def beat_seconds(self) -> float:
        """Length of a beat."""
        return 60.0 / self.bpm

    def beats_at(self, seconds: float) -> float:
        """Beats since the first one; negative before it."""
        return (seconds - self.first_beat_seconds) / self.beat_seconds

    def seconds_at(self, beats: float) -> float:
        """The moment so many beats after the first one."""
        return self.first_beat_seconds + beats * self.beat_seconds

    def nearest_beat_seconds(self, seconds: float) -> float:
        """The beat nearest to a moment."""
        return self.seconds_at(round(self.beats_at(seconds)))


DEFAULT_TEMPO = Tempo()


def tempo_of_beats(beats_seconds: Sequence[float], beats_a_bar: int = 4) -> Tempo | None:
    """The steady tempo that fits beats best; None for fewer than two or no tempo.

    The middle interval gives each beat its number, then a straight line is laid through them.
    """
    if len(beats_seconds) < 2:
        return None
    beats = np.asarray(beats_seconds, np.float64)
    intervals = np.diff(beats)
    middle = float(np.median(intervals))
    if not middle > 0:
        return None
    numbers = np.concatenate(([0.0], np.cumsum(np.maximum(np.round(intervals / middle), 1.0))))
    slope, begin = np.polyfit(numbers, beats, 1)
    bpm = 60.0 / float(slope)
    if not SLOWEST_BPM <= bpm <= FASTEST_BPM:
        return None
    return Tempo(bpm, float(begin), beats_a_bar)
