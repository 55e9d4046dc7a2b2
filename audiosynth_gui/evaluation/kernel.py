"""Kernel distance between two sounds' patches, on a scale of one recording.

Maximum mean discrepancy as KAD has it (Chung et al., arXiv 2502.15602): unbiased, with a Gaussian
kernel whose bandwidth hangs on the median distance of the recording's own patches.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import cdist

from audiosynth_gui.evaluation.excerpts import Rows

PART_SECONDS = 0.125
PARTS = 4
"""A patch is the means of so many parts that follow each other."""
STEP_SECONDS = 0.1
MOST_PATCHES = 1500
"""More are thinned out at random."""

BANDWIDTH = 0.6
"""Of the kernel, times the median distance between two patches of the recording."""

BLOCK_SECONDS = (2.0, 4.0, 6.0)
"""Lengths of the blocks that make the two halves in turn; at most a quarter of the recording."""


@dataclass(frozen=True, eq=False)
class Patches:
    """Half seconds of a sound, as points.

    Attributes:
        points: float32 (patches, numbers).
        moments: seconds from the first to each, gaps between excerpts left out; (patches,).
    """

    points: Rows
    moments: NDArray[np.float64]

    def thinned(self, seed: int) -> "Patches":
        """At most `MOST_PATCHES` of them, drawn with the seed, in order."""
        if len(self.points) <= MOST_PATCHES:
            return self
        drawn = np.random.default_rng(seed).choice(len(self.points), MOST_PATCHES, replace=False)
        drawn.sort()
        return Patches(self.points[drawn], self.moments[drawn])


def cut_patches(excerpts: Sequence[Rows], hop_seconds: float) -> Patches:
    """Cut patches out of excerpts; none reaches over two of them.

    Args:
        excerpts: float32 (frames, numbers) each, of half a second or more.
        hop_seconds: between two frames.
    """
    part = max(1, round(PART_SECONDS / hop_seconds))
    step = max(1, round(STEP_SECONDS / hop_seconds))
    points, moments, before = [], [], 0
    for rows in excerpts:
        starts = np.arange(0, len(rows) - PARTS * part + 1, step)
        sums = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=float)])
        means = [
            (sums[starts + (index + 1) * part] - sums[starts + index * part]) / part
            for index in range(PARTS)
        ]
        points.append(np.concatenate(means, axis=1).astype(np.float32))
        moments.append((before + starts) * hop_seconds)
        before += len(rows)
    return Patches(np.concatenate(points), np.concatenate(moments))


class KernelScale:
    """Measures patches against a recording's: 0 as its one half from the other, 1 as noise."""

    def __init__(self, recording: Patches, noise: Patches) -> None:
        """Learn both ends of the scale.

        Args:
            recording: its patches, thinned.
            noise: those of noise as loud, thinned.
        """
        self._points = recording.points
        apart = cdist(self._points, self._points)
        self._bandwidth = BANDWIDTH * float(np.median(apart[np.triu_indices(len(apart), 1)]))
        kernel = np.exp(-np.square(apart) / (2 * self._bandwidth**2))
        self._likeness = _likeness(kernel)
        self._zero = _between_halves(kernel, recording.moments)
        self._one = self._raw(noise.points)

    def measure(self, patches: Patches) -> float:
        """The distance of thinned patches; never below 0."""
        raw = self._raw(patches.points)
        return max(0.0, (raw - self._zero) / (self._one - self._zero))

    def _raw(self, points: Rows) -> float:
        between = self._kernel(self._points, points).mean()
        return _root(self._likeness + _likeness(self._kernel(points, points)) - 2 * between)

    def _kernel(self, first: Rows, second: Rows) -> NDArray[np.float64]:
        apart = cdist(first, second, "sqeuclidean")
        kernel: NDArray[np.float64] = np.exp(-apart / (2 * self._bandwidth**2))
        return kernel


def _between_halves(kernel: NDArray[np.float64], moments: NDArray[np.float64]) -> float:
    """How far two halves made of alternating blocks are from each other, over several cuts."""
    found = []
    for wished in BLOCK_SECONDS:
        block = min(wished, float(moments[-1]) / 4)
        for shift in (0.0, block / 2):
            first = (moments + shift) // block % 2 == 0
            between = kernel[first][:, ~first].mean()
            within = sum(_likeness(kernel[half][:, half]) for half in (first, ~first))
            found.append(_root(within - 2 * between))
    return float(np.mean(found))


def _likeness(kernel: NDArray[np.float64]) -> float:
    """Mean over all pairs of different points."""
    count = len(kernel)
    return float((kernel.sum() - np.trace(kernel)) / (count * (count - 1)))


def _root(squared: float) -> float:
    # the unbiased estimate can fall below 0
    return float(np.sqrt(max(0.0, squared)))
