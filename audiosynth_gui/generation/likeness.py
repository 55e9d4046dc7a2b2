"""Where in the recordings it sounds as it does now: the search behind the planner's jumps."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.reduction import known_columns
from audiosynth_gui.features.settings import FeatureSettings

SHORT_SECONDS = 0.1
LONG_SECONDS = 0.6
STRIDE_FRAMES = 2


@dataclass(frozen=True)
class Place:
    """A feature frame of a recording.

    Attributes:
        recording: index among the planner's recordings.
        frame: index of the feature frame.
    """

    recording: int
    frame: int


class Region(NamedTuple):
    """A stretch of a recording.

    Attributes:
        recording: index among the planner's recordings.
        start_frame: its first feature frame.
        stop_frame: the feature frame after its last.
    """

    recording: int
    start_frame: int
    stop_frame: int


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
        columns = known_columns(settings)
        used = [np.asarray(part[:, columns], np.float32) for part in features]
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
        wanted = self._points[self._row(place)]
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

    def distance(self, one: Place, other: Place) -> float:
        """How unlike two places are, in the measure of `usual_distance`."""
        points = [self._points[self._row(place)] for place in (one, other)]
        return float(np.linalg.norm(points[0] - points[1]))

    def mask(self, regions: Sequence[Region], refused: Sequence[Region]) -> NDArray[np.bool_]:
        """Allow every moment that lies in one of `regions` and in none of `refused`.

        Frames before the start or after the end of a recording may be named; there are no moments.
        """
        allowed = np.zeros(len(self._points), dtype=np.bool_)
        for region in regions:
            allowed[self._rows(region)] = True
        for region in refused:
            allowed[self._rows(region)] = False
        return allowed

    def _row(self, place: Place) -> int:
        """The moment of a place."""
        row = min(place.frame // STRIDE_FRAMES, self._length(place.recording) - 1)
        return int(self._starts[place.recording]) + row

    def _rows(self, region: Region) -> slice:
        """The moments of a region."""
        first, count = int(self._starts[region.recording]), self._length(region.recording)
        rows = (-(-frame // STRIDE_FRAMES) for frame in (region.start_frame, region.stop_frame))
        start, stop = (min(max(row, 0), count) for row in rows)
        return slice(first + start, first + max(start, stop))

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
