"""What a waveform view draws, at any zoom, for sound of any length.

A pyramid of minima, maxima and energies answers for wide views (as Sonic Visualiser's peak
summaries do); where a column is narrower than the smallest bucket the samples themselves are read.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.atomic import AtomicFile
from audiosynth_gui.audio.buffer import Samples, only_numbers
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.peak_buckets import (
    Buckets,
    Columns,
    gather_columns,
    pick_columns,
)
from audiosynth_gui.audio.peak_levels import PeakLevels

__all__ = ["Columns", "GrowingPeaks", "PeakPyramid"]

_BASE_FRAMES = 256
_MOST_BUCKETS = 1 << 22  # memory stays under 140 MB in stereo, whatever the length
_CHUNK_FRAMES = 1 << 18
_KEY_PATTERN = re.compile(r"[0-9A-Za-z_-]{1,128}")

ReadSamples = Callable[[int, int], Samples]
"""Reads frames [start, stop), clamped to what is there: float32, shape (frames, channels)."""


class GrowingPeaks:
    """Peaks of a take that is still growing.

    One thread appends; any thread may ask for columns meanwhile.
    """

    def __init__(self, channels: int, read: ReadSamples | None = None) -> None:
        """Begin with nothing.

        Args:
            channels: number of channels.
            read: reads the samples themselves for close views; without it those show steps of
                256 frames.
        """
        self._levels = PeakLevels(channels, _BASE_FRAMES)
        self._read = read

    @property
    def frames(self) -> int:
        """Length of the sound so far, in frames."""
        return self._levels.frames

    def append(self, samples: Samples) -> None:
        """Add sound: float32, shape (frames, channels)."""
        self._levels.append(samples)

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """See `PeakPyramid.columns`."""
        return _columns(self._levels, self._read, start_frame, stop_frame, count)


class PeakPyramid:
    """Peaks of a sound file.

    One thread builds or loads; any thread may ask for columns meanwhile: what is not measured yet
    is 0 in wide views, close views are right from the start.
    """

    def __init__(self, source: WavSource) -> None:
        """Begin with nothing measured; `source` must stay open."""
        self._source = source
        base_frames = _BASE_FRAMES
        while source.frames > base_frames * _MOST_BUCKETS:
            base_frames *= 2
        self._levels = PeakLevels(source.channels, base_frames, source.frames)

    @property
    def frames(self) -> int:
        """How many frames are measured."""
        return self._levels.frames

    @property
    def is_complete(self) -> bool:
        """Whether the whole file is measured."""
        return self._levels.frames == self._source.frames

    def build(self) -> Iterator[float]:
        """Measure what is not measured yet, chunk by chunk, without loading the file.

        Yields:
            How much is done after each chunk, up to 1.

        Raises:
            AudioFileError: the file cannot be read.
        """
        while not self.is_complete:
            start = self._levels.frames
            self._levels.append(self._source.read(start, start + _CHUNK_FRAMES))
            yield self._levels.frames / self._source.frames

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Measure a view.

        Args:
            start_frame: begin of the first column; may lie before the sound.
            stop_frame: end of the last column, after `start_frame`; may lie behind the sound.
            count: number of columns, from 1.

        Returns:
            Columns of equal width, 0 outside the sound. A column less than a frame wide shows the
            frame it lies in.

        Raises:
            AudioFileError: the file cannot be read.
            ValueError: nothing to show (count or length not positive).
        """
        return _columns(self._levels, self._source.read, start_frame, stop_frame, count)

    def save(self, folder: Path, key: str) -> bool:
        """Keep the measurements of a whole file for the next time.

        Args:
            folder: the cache folder, which exists.
            key: names the content of the file (its hash); letters, digits, - and _ only.

        Returns:
            Whether they could be stored: a cache that cannot be written is no loss.

        Raises:
            ValueError: the file is not measured yet, or the key has other characters.
        """
        if not self.is_complete:
            raise ValueError("only the peaks of a whole file are kept")
        base = self._levels.base
        try:
            with AtomicFile(_cache_path(folder, key)) as file:
                file.write(_cache_header(base))
                for numbers in (base.minimum, base.maximum, base.energy):
                    file.write(numbers.astype("<f4").tobytes())
        except OSError:
            return False
        return True

    def load(self, folder: Path, key: str) -> bool:
        """Take the measurements that `save` kept.

        Returns:
            Whether they were there and fit this file; otherwise nothing changes.

        Raises:
            ValueError: the key has characters other than letters, digits, - and _.
        """
        path = _cache_path(folder, key)
        base_frames = self._levels.base_frames
        count = -(-self._source.frames // base_frames)
        shape = (3, count, self._source.channels)
        # Nothing of the file is believed: it has to begin as `save` would begin it.
        header = _cache_header(Buckets.empty(count, self._source.channels))
        try:
            if path.stat().st_size != len(header) + 4 * int(np.prod(shape)):
                return False
            data = path.read_bytes()
        except OSError:
            return False
        if not data.startswith(header):
            return False
        numbers = np.frombuffer(data, "<f4", offset=len(header)).astype(np.float32).reshape(shape)
        minimum, maximum, energy = numbers
        sound = np.isfinite(numbers).all() and (minimum <= maximum).all() and (energy >= 0).all()
        if sound:
            levels = PeakLevels(self._source.channels, base_frames, self._source.frames)
            levels.put_base(0, Buckets(minimum, maximum, energy), self._source.frames)
            self._levels = levels
        return bool(sound)


def _columns(
    levels: PeakLevels,
    read: ReadSamples | None,
    start_frame: float,
    stop_frame: float,
    count: int,
) -> Columns:
    if count < 1 or stop_frame <= start_frame:
        raise ValueError("a view has at least one column and some length")
    edges = np.linspace(start_frame, stop_frame, count + 1)
    width = (stop_frame - start_frame) / count
    if read is None or width >= levels.base_frames:
        return levels.columns(edges)
    first = max(0, int(np.floor(edges[0])))
    samples, _ = only_numbers(read(first, int(np.ceil(edges[-1])) + 1))
    single = Buckets(samples, samples, np.square(samples))
    if width < 1:
        return pick_columns(single, np.ones(len(single), np.int64), edges[:-1] - first)
    bounds = np.clip(np.floor(edges + 0.5) - first, 0, len(single)).astype(np.int64)
    return gather_columns(single, bounds, bounds)


def _cache_path(folder: Path, key: str) -> Path:
    # The key comes from a document that may be a stranger's.
    if not _KEY_PATTERN.fullmatch(key):
        raise ValueError(f"no key for a cache: {key!r}")
    return folder / f"peaks-{key}.npy"


def _cache_header(base: Buckets) -> bytes:
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        header,
        {"descr": "<f4", "fortran_order": False, "shape": (3, *base.minimum.shape)},
    )
    return header.getvalue()
