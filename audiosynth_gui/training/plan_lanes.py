"""What the plan network learns from: windows of reduced frames, read from features on demand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.reduction import frames_in_reduced, reduced, reduced_otherwise
from audiosynth_gui.features.settings import CHROMA_CLASSES, FeatureSettings
from audiosynth_gui.networks.scaling import PlanScaling
from audiosynth_gui.training.dataset import Stretch

LANES = 16
WINDOW_FRAMES = 64
LEAST_FRAMES = 2
"""Reduced frames in a stretch of which anything can be learnt."""
SHORTEST_STRETCH_SECONDS = 30.0
LONGEST_STRETCH_SECONDS = 60.0

MOST_NOISE = 0.5
"""Deviation of the noise on what the network hears, of standardised features; in most windows it
is less. What it hears in playing is never quite what it has learnt."""
CLEAN_SHARE = 0.2
"""Of the windows, without noise."""

TRANSPOSED_SHARE = 0.8
GAIN_DEVIATION_DB = 4.0
"""Most stretches are learnt in another key and at another loudness: of some minutes of music, the
network would otherwise soon know every moment by heart (see docs/engine.md)."""

STATISTICS_PARTS = 64
STATISTICS_PART_FRAMES = 512
"""Feature frames. The scaling is measured on that many parts, spread over each stretch."""


@dataclass(frozen=True, eq=False)
class PlanWindow:
    """What one step of training reads: lanes B, reduced frames T, inputs I.

    Attributes:
        entering: float32 (B, T, I), with noise.
        following: float32 (B, T, I): what came after each, without.
        counted: float32 (B, T): 1 where both are there, 0 behind the end of a recording.
        restarted: bool (B,): the lane has jumped, its state is to be forgotten.
    """

    entering: NDArray[np.float32]
    following: NDArray[np.float32]
    counted: NDArray[np.float32]
    restarted: NDArray[np.bool_]


def plan_scaling(stretches: Sequence[Stretch], settings: FeatureSettings) -> PlanScaling:
    """Mean and deviation of the reduced frames of these stretches."""
    every = np.concatenate(_samples(stretches, settings)).astype(np.float64)
    return PlanScaling(
        means=tuple(every.mean(axis=0).tolist()),
        deviations=tuple(np.maximum(every.std(axis=0), 1e-2).tolist()),
    )


def usual_changes(
    stretches: Sequence[Stretch], settings: FeatureSettings, scaling: PlanScaling
) -> NDArray[np.float32]:
    """By how much standardised reduced frames differ from those before: deviations (inputs,)."""
    parts = [scaling.standardised(part) for part in _samples(stretches, settings)]
    squares = np.concatenate([np.diff(part, axis=0) for part in parts]).astype(np.float64) ** 2
    made: NDArray[np.float32] = np.sqrt(squares.mean(axis=0)).astype(np.float32)
    return made


def _samples(stretches: Sequence[Stretch], settings: FeatureSettings) -> list[NDArray[np.float32]]:
    """Reduced frames of parts spread over each stretch, so that hours cost no more than minutes."""
    parts = []
    for stretch in stretches:
        last = max(stretch.start_frame, stretch.stop_frame - STATISTICS_PART_FRAMES)
        wanted = -(-stretch.feature_frames // STATISTICS_PART_FRAMES)
        starts = np.linspace(stretch.start_frame, last, min(STATISTICS_PARTS, wanted))
        for start in starts.astype(int).tolist():
            stop = min(start + STATISTICS_PART_FRAMES, stretch.stop_frame)
            parts.append(reduced(stretch.recording.plan.features[start:stop], settings))
    return parts


def read_standardised(
    stretch: Stretch, most_frames: int, settings: FeatureSettings, scaling: PlanScaling
) -> NDArray[np.float32]:
    """Read the start of a stretch, at most so many feature frames, as standardised reduced ones."""
    stop = min(stretch.start_frame + most_frames, stretch.stop_frame)
    features = stretch.recording.plan.features[stretch.start_frame : stop]
    return scaling.standardised(reduced(features, settings))


class PlanLanes:
    """Draws windows; each lane reads a stretch of half a minute to a minute, then another.

    Deterministic for a seed; not for use by two threads at once. Memory does not grow with the
    recordings.

    Attributes:
        count: lanes.
    """

    def __init__(
        self,
        stretches: Sequence[Stretch],
        scaling: PlanScaling,
        settings: FeatureSettings,
        seed: int,
    ) -> None:
        self.count = LANES
        self._length = frames_in_reduced(settings)
        least = LEAST_FRAMES * self._length
        self._stretches = [part for part in stretches if part.feature_frames >= least]
        self._scaling = scaling
        self._settings = settings
        self._random = np.random.default_rng(seed)
        lengths = np.array([part.feature_frames for part in self._stretches], dtype=float)
        self._chances = lengths / lengths.sum()
        longest = int(lengths.max()) // self._length - 1
        self._window = min(WINDOW_FRAMES, longest)
        self._readings: list[_Reading | None] = [None] * LANES

    def next_window(self) -> PlanWindow:
        """Read on in every lane."""
        inputs, length = len(self._scaling.means), self._length
        shape = (LANES, self._window + 1, inputs)
        clean = np.zeros(shape, dtype=np.float32)
        counted = np.zeros(shape[:2], dtype=np.float32)
        restarted = np.zeros(LANES, dtype=np.bool_)
        for lane in range(LANES):
            reading = self._readings[lane]
            if reading is None or reading.left < LEAST_FRAMES * length:
                reading = self._draw_reading()
                restarted[lane] = True
            frames = self._read(reading)
            clean[lane, : len(frames)] = frames
            counted[lane, : len(frames)] = 1.0
            self._readings[lane] = reading.further(self._window * length)
        noise = self._random.standard_normal((LANES, self._window, inputs), dtype=np.float32)
        level = MOST_NOISE * self._random.random((LANES, 1, 1), dtype=np.float32)
        level[self._random.random(LANES) < CLEAN_SHARE] = 0.0
        return PlanWindow(clean[:, :-1] + level * noise, clean[:, 1:], counted[:, 1:], restarted)

    def _read(self, reading: "_Reading") -> NDArray[np.float32]:
        stop = reading.first + min(reading.left, (self._window + 1) * self._length)
        raw = reduced(reading.stretch.recording.plan.features[reading.first : stop], self._settings)
        moved = reduced_otherwise(raw, self._settings, reading.gain_db, reading.semitones)
        return self._scaling.standardised(moved)

    def _draw_reading(self) -> "_Reading":
        """Draw a place; its first frame may be any, so reduced frames are never the same."""
        stretch = self._stretches[self._random.choice(len(self._stretches), p=self._chances)]
        seconds = self._random.uniform(SHORTEST_STRETCH_SECONDS, LONGEST_STRETCH_SECONDS)
        wanted = round(seconds * self._settings.sample_rate / self._settings.hop_frames)
        # a short recording is read from near its start, or little of it would ever be learnt
        room = max(stretch.feature_frames - wanted, self._length)
        room = min(room, stretch.feature_frames - 2 * self._length)
        first = stretch.start_frame + int(self._random.integers(0, room + 1))
        is_transposed = self._random.random() < TRANSPOSED_SHARE
        return _Reading(
            stretch,
            first,
            min(first + wanted, stretch.stop_frame),
            float(self._random.normal(0.0, GAIN_DEVIATION_DB)),
            int(self._random.integers(1, CHROMA_CLASSES)) if is_transposed else 0,
        )


@dataclass(frozen=True, eq=False)
class _Reading:
    """Where a lane reads, in feature frames of the stretch's recording, and how it is changed."""

    stretch: Stretch
    first: int
    stop: int
    gain_db: float
    semitones: int

    @property
    def left(self) -> int:
        """Feature frames left."""
        return self.stop - self.first

    def further(self, frames: int) -> "_Reading":
        """The same, after reading that many."""
        return replace(self, first=self.first + frames)
