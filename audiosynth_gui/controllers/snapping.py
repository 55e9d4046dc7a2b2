"""Moments that others are drawn to: zero crossings and beats."""

import bisect
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.features.tempo import Tempo

REACH_SECONDS = 0.01
"""A zero crossing further away than this is not looked for: the lowest notes have one nearer."""


class Snapper(Protocol):
    """Gives moments that it is good to cut or begin at."""

    def snap(self, seconds: float) -> float:
        """Give the moment meant by `seconds`; `seconds` itself where there is none. GUI thread."""


class ZeroCrossings:
    """Snaps to the nearest frame where the sound goes through silence, reading only near it."""

    def __init__(self, read: Callable[[int, int], Samples], sample_rate: int, frames: int) -> None:
        """Take a sound.

        Args:
            read: gives frames start to stop, float32 (frames, channels); quick.
            sample_rate: in hertz.
            frames: length of the sound.
        """
        self._read = read
        self._sample_rate = sample_rate
        self._frames = frames

    def snap(self, seconds: float) -> float:
        """Give the nearest frame at most 10 ms away where the mean of the channels changes sign.

        Of the two frames around a change it is the quieter one.
        """
        wanted = round(seconds * self._sample_rate)
        reach = max(1, round(REACH_SECONDS * self._sample_rate))
        first = max(0, wanted - reach)
        try:
            samples = self._read(first, min(self._frames, wanted + reach + 1))
        except AudioFileError:
            return seconds  # the file is gone; whoever draws or plays it says so
        if len(samples) == 0:
            return seconds
        level = np.nan_to_num(samples.mean(axis=1))
        before, after = level[:-1], level[1:]
        changes = np.flatnonzero((before < 0) & (after > 0) | (before > 0) & (after < 0))
        quieter = changes + (np.abs(after[changes]) < np.abs(before[changes]))
        places = np.concatenate([np.flatnonzero(level == 0), quieter])
        if len(places) == 0:
            return seconds
        nearest = places[np.argmin(np.abs(places + first - wanted))]
        return float(first + nearest) / self._sample_rate


class TempoBeats:
    """Snaps to the nearest beat of a steady tempo."""

    def __init__(self, tempo: Tempo) -> None:
        """Take the tempo."""
        self._tempo = tempo

    def snap(self, seconds: float) -> float:
        """Give the nearest beat."""
        return self._tempo.nearest_beat_seconds(seconds)


class HeardBeats:
    """Snaps to the nearest of the beats that were found in the sound."""

    def __init__(self, beats_seconds: Sequence[float]) -> None:
        """Take their moments, ascending."""
        self._beats = beats_seconds

    def snap(self, seconds: float) -> float:
        """Give the nearest beat; `seconds` itself without any."""
        index = bisect.bisect_left(self._beats, seconds)
        near = self._beats[max(0, index - 1) : index + 1]
        return min(near, key=lambda beat: abs(beat - seconds), default=seconds)


class InTurn:
    """Snaps with one after the other: to the beat, then to the zero crossing nearest to it."""

    def __init__(self, *snappers: Snapper) -> None:
        """Take them in their order."""
        self._snappers = snappers

    def snap(self, seconds: float) -> float:
        """Give what the last one makes of what those before made of it."""
        for snapper in self._snappers:
            seconds = snapper.snap(seconds)
        return seconds
