"""A take while it is being made: what of it can be drawn, in memory that hardly grows."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns, GrowingPeaks
from audiosynth_gui.audio.spectrogram_kinds import SpectrogramKind
from audiosynth_gui.controllers.spectrogram_tiles import SpectrogramPicture
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.live_pictures import LivePictures

REMEMBERED_SECONDS = 60.0


class LiveTake:
    """Peaks and spectrogram of all of it, the samples of its last minute. GUI thread.

    An hour of 44.1 kHz takes about 40 MB of spectrogram and 15 MB of peaks.
    """

    def __init__(self, sample_rate: int, channels: int, has_pictures: bool = True) -> None:
        """Begin with nothing; with `has_pictures` False no spectrogram is computed."""
        self._sample_rate = sample_rate
        self._channels = channels
        self._peaks = GrowingPeaks(channels, self.read)
        self._kept = np.zeros((round(REMEMBERED_SECONDS * sample_rate), channels), np.float32)
        self._frames = 0
        self._pictures = LivePictures(sample_rate, self.read) if has_pictures else None

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
        if self._pictures is not None:
            self._pictures.grow(self._frames, max(0, self._frames - size))

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

    def show_kind(self, kind: SpectrogramKind) -> None:
        """Draw another kind of spectrogram, as far back as samples are remembered."""
        if self._pictures is not None:
            self._pictures.show_kind(kind, self._frames)

    def picture(self, span: TimeSpan) -> SpectrogramPicture | None:
        """Give what there is of the spectrogram of `span`, or None where that is nothing."""
        return None if self._pictures is None else self._pictures.picture(span)
