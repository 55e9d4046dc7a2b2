"""Bars and beats at a steady tempo."""

import math
from dataclasses import dataclass

SLOWEST_BPM, FASTEST_BPM = 20.0, 400.0
MOST_BEATS = 32
TAP_PAUSE_SECONDS = 3.0
"""After a pause as long as this the next tap begins anew: as long as a beat at the slowest."""

REMEMBERED_TAPS = 9


@dataclass(frozen=True)
class Tempo:
    """A steady beat.

    Attributes:
        bpm: beats a minute, 20 to 400.
        first_beat_seconds: where beat 1 of bar 1 lies; may lie before the sound.
        beats_a_bar: 1 to 32.
    """

    bpm: float = 120.0
    first_beat_seconds: float = 0.0
    beats_a_bar: int = 4

    def __post_init__(self) -> None:
        """Refuse what is no tempo (ValueError)."""
        if not SLOWEST_BPM <= self.bpm <= FASTEST_BPM:
            raise ValueError(f"no tempo: {self.bpm} beats a minute")
        if not math.isfinite(self.first_beat_seconds):
            raise ValueError("the first beat has to lie somewhere")
        if not 1 <= self.beats_a_bar <= MOST_BEATS:
            raise ValueError(f"no bar: {self.beats_a_bar} beats")

    @property
    def beat_seconds(self) -> float:
        """Length of a beat."""
        return 60.0 / self.bpm

    def beats_at(self, seconds: float) -> float:
        """Give how many beats lie between the first one and a moment; negative before it."""
        return (seconds - self.first_beat_seconds) / self.beat_seconds

    def seconds_of(self, beats: float) -> float:
        """Give the moment so many beats after the first one."""
        return self.first_beat_seconds + beats * self.beat_seconds


DEFAULT_TEMPO = Tempo()


class Taps:
    """Finds the tempo that somebody taps. One thread."""

    def __init__(self) -> None:
        """Begin without a tap."""
        self._moments: list[float] = []

    def tap(self, moment_seconds: float) -> float | None:
        """Take a tap at a moment of any steady clock.

        Returns:
            beats a minute since the first of the last nine taps, 20 to 400; None at the first.
        """
        moments = self._moments
        if moments and not 0.0 < moment_seconds - moments[-1] < TAP_PAUSE_SECONDS:
            moments.clear()
        moments.append(moment_seconds)
        del moments[:-REMEMBERED_TAPS]
        if len(moments) < 2:
            return None
        bpm = 60.0 * (len(moments) - 1) / (moments[-1] - moments[0])
        return min(max(bpm, SLOWEST_BPM), FASTEST_BPM)

    @property
    def count(self) -> int:
        """How many taps are remembered of the present series."""
        return len(self._moments)
