"""Where in the recordings it sounds as it does now: the search behind the planner's jumps."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import FeatureSettings

SHORT_SECONDS = 0.1
LONG_SECONDS = 0.6
STRIDE_FRAMES = 2
MFCC_USED = 13


@dataclass(frozen=True)
class Place:
    """A feature frame of a recording.

    Attributes:
        recording: index among the planner's recordings.
        frame: index of the feature frame.
    """

    recording: int
    frame: int


class Likeness:
    """An index of moments by what was heard just before them.

    A moment is described by the means of loudness, timbre (MFCC) and notes (chroma) over the last
    tenth of a second and over the last 0.6 s, each feature scaled to deviation 1. An hour of
    sound takes some 30 MB, and a search a few milliseconds.

    Attributes:
        usual_distance: median distance between two moments taken at random.
    """

    def __init__(
        self, features: Sequence[NDArray[np.float32]], settings: FeatureSettings, seed: int = 0
    ) -> None:
        """Describe every second feature frame of every recording.

        Args:
            features: raw features, float32 (frames, features), one array a recording.
            settings: what they are.
            seed: of the pairs that `usual_distance` is measured on.
        """
        slices = settings.slices
        columns = [slices["loudness"].start] if "loudness" in slices else []
        if "mfcc" in slices:
            first = slices["mfcc"].start
            columns += range(first, min(first + MFCC_USED, slices["mfcc"].stop))
        if "chroma" in slices:
            columns += range(slices["chroma"].start, slices["chroma"].stop)
        used = [np.asarray(part[:, columns or slice(None)], np.float32) for part in features]
        every = np.concatenate(used)
        deviation = np.maximum(every.std(axis=0), 1e-3)
        spans = [
            max(1, round(seconds * settings.sample_rate / settings.hop_frames))
            for seconds in (SHORT_SECONDS, LONG_SECONDS)
        ]
        described = [_described(part / deviation, spans) for part in used]
        self._points = np.concatenate(described)
        self._recordings = np.repeat(np.arange(len(used)), [len(part) for part in described])
        self._frames = np.concatenate(
            [np.arange(len(part), dtype=np.int64) * STRIDE_FRAMES for part in described]
        )
        self._starts = np.cumsum([0, *(len(part) for part in described)])
        self._squares = np.einsum("nd,nd->n", self._points, self._points)
        random = np.random.default_rng(seed)
        pairs = random.integers(0, len(self._points), (2, 512))
        gaps = self._points[pairs[0]] - self._points[pairs[1]]
        self.usual_distance = float(np.median(np.linalg.norm(gaps, axis=1)))

    def alike(
        self, place: Place, allowed: NDArray[np.bool_], count: int
    ) -> list[tuple[float, Place]]:
        """Find the moments most like a place.

        Args:
            place: what to look for.
            allowed: one truth value for each described moment; see `mask`.
            count: at most so many are returned.

        Returns:
            Distances and places, nearest first, at least ten feature frames apart.
        """
        row = min(place.frame // STRIDE_FRAMES, self._length(place.recording) - 1)
        wanted = self._points[self._starts[place.recording] + row]
        # not a matrix product: its last bits, and so the walk, would hang on the number of cores
        distances = self._squares - 2.0 * np.einsum("nd,d->n", self._points, wanted)
        distances = np.where(allowed, distances, np.inf)
        nearest = np.argpartition(distances, min(8 * count, len(distances) - 1))[: 8 * count]
        found: list[tuple[float, Place]] = []
        for index in nearest[np.argsort(distances[nearest], kind="stable")]:
            if not np.isfinite(distances[index]) or len(found) == count:
                break
            candidate = Place(int(self._recordings[index]), int(self._frames[index]))
            if all(_apart(candidate, other) for _, other in found):
                gap = float(np.linalg.norm(self._points[index] - wanted))
                found.append((gap, candidate))
        return found

    def mask(
        self, place: Place, around_frames: int, last_frames: Sequence[int]
    ) -> NDArray[np.bool_]:
        """Allow every moment but those near a place or too near the end of their recording.

        Args:
            place: moments of its recording within `around_frames` of it are refused.
            around_frames: see `place`.
            last_frames: the last allowed feature frame of each recording.
        """
        near = np.abs(self._frames - place.frame) < around_frames
        near &= self._recordings == place.recording
        ends = np.asarray(last_frames, dtype=np.int64)[self._recordings]
        allowed: NDArray[np.bool_] = ~near & (self._frames <= ends)
        return allowed

    def _length(self, recording: int) -> int:
        return int(self._starts[recording + 1] - self._starts[recording])


def _apart(one: Place, other: Place) -> bool:
    return one.recording != other.recording or abs(one.frame - other.frame) >= 10


def _described(scaled: NDArray[np.float32], spans: Sequence[int]) -> NDArray[np.float32]:
    """Means over the last `spans` frames at every second frame: (frames / 2, spans · columns)."""
    sums = np.cumsum(np.pad(scaled.astype(np.float64), ((1, 0), (0, 0))), axis=0)
    ends = np.arange(0, scaled.shape[0], STRIDE_FRAMES) + 1
    means = []
    for span in spans:
        begins = np.maximum(ends - span, 0)
        means.append((sums[ends] - sums[begins]) / (ends - begins)[:, None])
    return np.concatenate(means, axis=1).astype(np.float32)
