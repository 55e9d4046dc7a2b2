"""A take while it is being made: what of it can be drawn, in memory that hardly grows."""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns, GrowingPeaks
from audiosynth_gui.audio.spectrogram import SpectrogramSettings, spectrogram_columns
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramPicture
from audiosynth_gui.controllers.time_span import TimeSpan

REMEMBERED_SECONDS = 60.0
COLUMN_FRAMES = 1024
ROWS = 128


class LiveTake:
    """Peaks and spectrogram of all of it, the samples of its last minute. GUI thread.

    An hour of 44.1 kHz takes about 20 MB of spectrogram and 15 MB of peaks.
    """

    def __init__(self, sample_rate: int, channels: int) -> None:
        """Begin with nothing."""
        self._sample_rate = sample_rate
        self._channels = channels
        self._peaks = GrowingPeaks(channels, self.read)
        self._settings = SpectrogramSettings(sample_rate=sample_rate, rows=ROWS)
        self._kept = np.zeros((round(REMEMBERED_SECONDS * sample_rate), channels), np.float32)
        self._frames = 0
        self._pixels = np.zeros((ROWS, 1024), np.uint8)
        self._columns = 0

    @property
    def sample_rate(self) -> int:
        """Frames a second."""
        return self._sample_rate

    @property
    def channels(self) -> int:
        """Number of lanes."""
        return self._channels

    @property
    def frames(self) -> int:
        """Length so far, in frames."""
        return self._frames

    @property
    def duration_seconds(self) -> float:
        """Length so far, in seconds."""
        return self._frames / self._sample_rate

    def append(self, samples: Samples) -> None:
        """Add what was made, float32 (frames, channels)."""
        size = len(self._kept)
        for start in range(0, len(samples), size):
            block = samples[start : start + size]
            place = (self._frames + np.arange(len(block))) % size
            self._kept[place] = block
            self._frames += len(block)
        self._peaks.append(samples)
        self._grow_spectrogram()

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Give minimum, maximum and RMS of `count` equal parts, each (count, channels)."""
        return self._peaks.columns(start_frame, stop_frame, count)

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give samples, float32 (frames, channels); silence where they are not remembered."""
        start = min(max(start_frame, 0), self._frames)
        stop = min(max(stop_frame, start), self._frames)
        wanted = np.arange(start, stop)
        found = self._kept[wanted % len(self._kept)]
        found[wanted < self._frames - len(self._kept)] = 0.0
        return found

    def picture(self, span: TimeSpan) -> SpectrogramPicture | None:
        """Give what there is of the spectrogram of `span`, or None where that is nothing."""
        column_seconds = COLUMN_FRAMES / self._sample_rate
        first = max(0, int(span.start_seconds / column_seconds))
        last = min(self._columns, int(np.ceil(span.stop_seconds / column_seconds)))
        if last <= first:
            return None
        drawn = TimeSpan(first * column_seconds, last * column_seconds)
        return SpectrogramPicture(drawn, self._pixels[:, first:last], self._settings)

    def _grow_spectrogram(self) -> None:
        """Draw the columns whose windows have sound on both sides of their middle."""
        ready = max(0, self._frames - self._settings.window_frames // 2) // COLUMN_FRAMES
        if ready <= self._columns:
            return
        start = self._columns * COLUMN_FRAMES
        fresh: NDArray[np.uint8] = spectrogram_columns(
            self.read, start, ready * COLUMN_FRAMES, ready - self._columns, self._settings
        )
        while ready > self._pixels.shape[1]:
            self._pixels = np.hstack([self._pixels, np.zeros_like(self._pixels)])
        self._pixels[:, self._columns : ready] = fresh
        self._columns = ready
