"""Minimum, maximum and energy of stretches of sound: the arithmetic under `peaks`.

Sums of squares are kept instead of means, so that stretches of any length can be put together
exactly.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, only_numbers


@dataclass(frozen=True)
class Columns:
    """What a view draws: one column for each of its pixels.

    Attributes:
        minimum: float32, shape (count, channels), lowest sample.
        maximum: float32, shape (count, channels), highest sample.
        rms: float32, shape (count, channels), root of the mean square.
    """

    minimum: Samples
    maximum: Samples
    rms: Samples

    @staticmethod
    def silence(count: int, channels: int) -> "Columns":
        """Columns of no sound, to be filled."""
        return Columns(*(np.zeros((count, channels), np.float32) for _ in range(3)))


@dataclass(frozen=True)
class Buckets:
    """Consecutive stretches of sound, each as three numbers a channel.

    Attributes:
        minimum: float32, shape (buckets, channels).
        maximum: float32, shape (buckets, channels).
        energy: float32, shape (buckets, channels), sum of squares.
    """

    minimum: Samples
    maximum: Samples
    energy: Samples

    @staticmethod
    def empty(count: int, channels: int) -> "Buckets":
        """Room for so many buckets."""
        shape = (count, channels)
        return Buckets(*(np.zeros(shape, np.float32) for _ in range(3)))

    def __len__(self) -> int:
        return int(self.minimum.shape[0])

    def part(self, start: int, stop: int) -> "Buckets":
        """A view of some of them."""
        return Buckets(self.minimum[start:stop], self.maximum[start:stop], self.energy[start:stop])

    def pick(self, indices: NDArray[np.int64]) -> "Buckets":
        """A copy of some of them, in this order."""
        return Buckets(self.minimum[indices], self.maximum[indices], self.energy[indices])

    def put(self, start: int, others: "Buckets") -> None:
        """Overwrite some of them."""
        stop = start + len(others)
        self.minimum[start:stop] = others.minimum
        self.maximum[start:stop] = others.maximum
        self.energy[start:stop] = others.energy

    def gather(self, starts: NDArray[np.int64]) -> "Buckets":
        """Put them together: group i goes from starts[i] to starts[i + 1], the last to the end.

        Args:
            starts: int64, strictly rising, below the number of buckets.
        """
        return Buckets(
            np.minimum.reduceat(self.minimum, starts, axis=0),
            np.maximum.reduceat(self.maximum, starts, axis=0),
            np.add.reduceat(self.energy, starts, axis=0),
        )


def measure(samples: Samples, bucket_frames: int) -> Buckets:
    """Cut sound into buckets; a last one that is not full counts as it is.

    Args:
        samples: float32, shape (frames, channels).
        bucket_frames: frames of one bucket; a power of two.

    Returns:
        ceil(frames / bucket_frames) buckets.
    """
    frames, channels = samples.shape
    full = frames // bucket_frames
    clean, _ = only_numbers(samples)
    rows = np.ascontiguousarray(clean[: full * bucket_frames]).reshape(
        full, bucket_frames * channels
    )
    by_channel = rows.reshape(full, bucket_frames, channels)
    buckets = Buckets.empty(full + (full * bucket_frames < frames), channels)
    buckets.minimum[:full] = _halve(rows, channels, np.minimum)
    buckets.maximum[:full] = _halve(rows, channels, np.maximum)
    for channel in range(channels):
        one = by_channel[:, :, channel]
        np.einsum("bf,bf->b", one, one, out=buckets.energy[:full, channel])
    rest = clean[full * bucket_frames :]
    if rest.shape[0]:
        buckets.minimum[full] = rest.min(axis=0)
        buckets.maximum[full] = rest.max(axis=0)
        buckets.energy[full] = np.square(rest).sum(axis=0)
    return buckets


def _halve(rows: Samples, channels: int, smaller: np.ufunc) -> Samples:
    """Reduce interleaved rows to one frame each, halves against halves.

    NumPy's own reduction over the middle axis of (buckets, frames, channels) runs loops as long
    as there are channels and is 30 times slower.
    """
    width = rows.shape[1]
    while width > channels:
        width //= 2
        rows = smaller(rows[:, :width], rows[:, width : 2 * width])
    return rows


def gather_columns(
    buckets: Buckets, bounds: NDArray[np.int64], frame_bounds: NDArray[np.int64]
) -> Columns:
    """Put buckets together to columns.

    Args:
        buckets: all of them.
        bounds: int64, shape (count + 1,), never falling: column i has the buckets from bounds[i]
            to bounds[i + 1]; one without buckets is 0.
        frame_bounds: int64, shape (count + 1,), the same in frames.
    """
    filled = bounds[1:] > bounds[:-1]
    if not filled.any():
        return Columns.silence(filled.size, buckets.minimum.shape[1])
    part = buckets.part(int(bounds[0]), int(bounds[-1]))
    groups = part.gather(bounds[:-1][filled] - bounds[0])
    return _shown_at(filled, groups, np.diff(frame_bounds)[filled])


def pick_columns(
    buckets: Buckets, frame_counts: NDArray[np.int64], places: NDArray[np.float64]
) -> Columns:
    """Show in each column the one bucket it lies in.

    Args:
        buckets: all of them.
        frame_counts: int64, shape (buckets,), frames in each.
        places: float64, shape (count,), begin of each column counted in buckets; 0 outside.
    """
    indices = np.floor(places).astype(np.int64)
    inside = (indices >= 0) & (indices < len(buckets))
    chosen = indices[inside]
    return _shown_at(inside, buckets.pick(chosen), frame_counts[chosen])


def _shown_at(
    places: NDArray[np.bool_], buckets: Buckets, frame_counts: NDArray[np.int64]
) -> Columns:
    """One bucket, of so many frames, for every column that is marked; the others are 0."""
    columns = Columns.silence(places.size, buckets.minimum.shape[1])
    columns.minimum[places] = buckets.minimum
    columns.maximum[places] = buckets.maximum
    frames = frame_counts.astype(np.float32)
    columns.rms[places] = np.sqrt(buckets.energy / frames[:, np.newaxis])
    return columns
