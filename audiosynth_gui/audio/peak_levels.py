"""The pyramid of buckets that `peaks` answers from.

Level 0 has a bucket for every `base_frames` frames, each next level a bucket for every four of
the level below.
"""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peak_buckets import (
    Buckets,
    Columns,
    gather_columns,
    measure,
    pick_columns,
)

_FACTOR = 4
_FEWEST_BUCKETS = 64  # a level smaller than this saves nothing
_FEWEST_PER_COLUMN = 4  # edges of columns are moved by half a bucket at most
_FIRST_CAPACITY = 1024


class PeakLevels:
    """Grows by `append`, answers for any stretch with the fitting level.

    One thread appends; any number of threads may read at the same time and see the sound up to
    some moment (`frames` grows after the buckets are in place, arrays are replaced, not resized).

    Attributes:
        channels: number of channels.
        base_frames: frames of the smallest bucket; a power of two.
        frames: how much sound has been measured.
    """

    def __init__(self, channels: int, base_frames: int, expected_frames: int = 0) -> None:
        """Begin with nothing; `expected_frames` of room are made at once."""
        self.channels = channels
        self.base_frames = base_frames
        self.frames = 0
        first = max(_FIRST_CAPACITY, -(-expected_frames // base_frames))
        self._levels = [Buckets.empty(first, channels)]
        while len(self._levels[-1]) >= _FEWEST_BUCKETS * _FACTOR:
            self._levels.append(Buckets.empty(-(-len(self._levels[-1]) // _FACTOR), channels))
        self._pending = np.zeros((0, channels), np.float32)

    @property
    def base(self) -> Buckets:
        """The buckets of level 0 measured so far."""
        return self._levels[0].part(0, self._count(0, self.frames))

    def append(self, samples: Samples) -> None:
        """Measure more sound: float32, shape (frames, channels)."""
        if samples.shape[0] == 0:
            return
        joined = np.concatenate((self._pending, samples)) if self._pending.size else samples
        first = (self.frames - self._pending.shape[0]) // self.base_frames
        self.put_base(first, measure(joined, self.base_frames), self.frames + samples.shape[0])
        unfinished = joined.shape[0] % self.base_frames
        self._pending = joined[joined.shape[0] - unfinished :].copy()

    def put_base(self, first: int, buckets: Buckets, frames: int) -> None:
        """Store measured buckets of level 0 from `first` on; `frames` is the length with them."""
        self._make_room(first + len(buckets))
        self._levels[0].put(first, buckets)
        for level in range(1, len(self._levels)):
            below = self._count(level - 1, frames)
            first //= _FACTOR
            group = self._levels[level - 1].part(first * _FACTOR, below)
            starts = np.arange(0, len(group), _FACTOR, dtype=np.int64)
            self._levels[level].put(first, group.gather(starts))
        self.frames = frames

    def columns(self, edges: NDArray[np.float64]) -> Columns:
        """Answer from the coarsest level that is fine enough.

        A bucket belongs to the column that most of it lies in, so every bucket is in exactly one
        column and no peak is lost or drawn twice. Columns narrower than the smallest bucket show
        the bucket they lie in.

        Args:
            edges: float64, shape (count + 1,), rising evenly, in frames. Where there is no sound
                (yet) the columns are 0.
        """
        frames = self.frames
        levels = self._levels
        width = (edges[-1] - edges[0]) / (edges.size - 1)
        level = 0
        while (
            self._bucket_frames(level + 1) * _FEWEST_PER_COLUMN <= width
            and self._bucket_frames(level + 1) * _FEWEST_BUCKETS <= frames
        ):
            level += 1
        bucket_frames = self._bucket_frames(level)
        count = self._count(level, frames)
        buckets = levels[level].part(0, count)
        if width < bucket_frames:
            frame_counts = np.full(count, bucket_frames)
            frame_counts[count - 1 :] = frames - (count - 1) * bucket_frames
            return pick_columns(buckets, frame_counts, edges[:-1] / bucket_frames)
        bounds = np.clip(np.floor(edges / bucket_frames + 0.5), 0, count).astype(np.int64)
        if edges[-1] >= frames:
            bounds[-1] = count  # a last bucket that is not full may lie nearer to the next column
        return gather_columns(buckets, bounds, np.minimum(bounds * bucket_frames, frames))

    def _bucket_frames(self, level: int) -> int:
        return self.base_frames * int(_FACTOR**level)

    def _count(self, level: int, frames: int) -> int:
        return -(-frames // self._bucket_frames(level))

    def _make_room(self, buckets: int) -> None:
        if buckets <= len(self._levels[0]):
            return
        room = max(buckets, 2 * len(self._levels[0]))
        levels: list[Buckets] = []
        level = 0
        while level == 0 or len(levels[-1]) >= _FEWEST_BUCKETS * _FACTOR:
            grown = Buckets.empty(room, self.channels)
            count = self._count(level, self.frames)
            if level < len(self._levels):
                grown.put(0, self._levels[level].part(0, count))
            elif count:
                below = levels[-1].part(0, self._count(level - 1, self.frames))
                grown.put(0, below.gather(np.arange(0, len(below), _FACTOR, dtype=np.int64)))
            levels.append(grown)
            room = -(-room // _FACTOR)
            level += 1
        self._levels = levels
