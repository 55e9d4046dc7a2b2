"""Features of whole recordings and of streams: the same numbers, bit for bit."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.features.analysis import analysis
from audiosynth_gui.features.settings import Features, FeatureSettings

_BATCH = 8
"""Feature frames measured together.

Every feature frame sits in the same row of a batch of this very size, whichever way the sound
arrived, so its numbers go through the same instructions and come out the same to the last bit.
"""

_PIECE_FRAMES = 32_768
"""Audio frames taken in at a time; bounds the memory beside the samples and the features."""

_READ_SECONDS = 10.0


class FeatureExtractor:
    """Measures the features of recordings. Keeps no state between calls: any thread may use it.

    Attributes:
        settings: what is measured.
    """

    def __init__(self, settings: FeatureSettings) -> None:
        self.settings = settings

    def extract(self, samples: Samples) -> Features:
        """The features of a whole recording.

        Feature frame t belongs to audio frames [t * hop_frames, (t + 1) * hop_frames); its windows
        are centred on t * hop_frames + hop_frames // 2, with silence outside the recording.

        Args:
            samples: finite float32, shape (frames, channels), full scale is ±1.

        Returns:
            float32, shape (ceil(frames / hop_frames), count).

        Raises:
            ValueError: the channels are not those of the settings.
        """
        frames = samples.shape[0]
        features = np.empty(
            (-(-frames // self.settings.hop_frames), self.settings.count), np.float32
        )
        filled = 0
        for part, _ in self.extract_from(lambda start, stop: samples[start:stop], frames):
            features[filled : filled + len(part)] = part
            filled += len(part)
        return features

    def extract_from(
        self, read: Callable[[int, int], Samples], frames: int
    ) -> Iterator[tuple[Features, float]]:
        """The features of a long recording part by part, in constant memory.

        Args:
            read: gives the samples from a start to a stop frame, shape (stop - start, channels).
            frames: length of the recording.

        Yields:
            the next features, shape (n, count), and the fraction done, from 0 to 1. Joined they
            are what `extract` gives, bit for bit.
        """
        stream = FeatureStream(self.settings)
        step = round(_READ_SECONDS * self.settings.sample_rate)
        for start in range(0, frames, step):
            stop = min(start + step, frames)
            yield stream.push(read(start, stop)), stop / frames
        yield stream.flush(), 1.0


class FeatureStream:
    """Measures the features of sound that arrives in parts of any length.

    One thread at a time may use it.

    Attributes:
        settings: what is measured.
    """

    def __init__(self, settings: FeatureSettings) -> None:
        self.settings = settings
        self._analysis = analysis(settings)
        lanes = 2 if "width" in settings.groups else 1
        half = settings.window_frames // 2
        self._history = np.zeros((lanes, settings.window_frames + _PIECE_FRAMES), np.float32)
        self._windows = np.zeros((lanes, _BATCH, settings.window_frames), np.float32)
        self._half_window = half
        self._restart()

    def push(self, samples: Samples) -> Features:
        """Take in more sound; give the feature frames that it completes.

        Args:
            samples: finite float32, shape (frames, channels), any number of frames.

        Returns:
            float32, shape (n, count), n from 0 on. A feature frame comes out as soon as
            `settings.latency_frames` audio frames from its start on have been pushed.

        Raises:
            ValueError: the channels are not those of the settings.
        """
        if samples.ndim != 2 or samples.shape[1] != self.settings.channels:
            raise ValueError(f"samples of shape (frames, {self.settings.channels}) are needed")
        self._received += samples.shape[0]
        parts = [np.empty((0, self.settings.count), np.float32)]
        for start in range(0, samples.shape[0], _PIECE_FRAMES):
            parts.extend(self._take_in(self._lanes(samples[start : start + _PIECE_FRAMES])))
        return np.concatenate(parts)

    def flush(self) -> Features:
        """End the sound: give the remaining feature frames; the stream is then as new.

        Returns:
            float32, shape (n, count): with all that `push` gave, ceil(frames / hop_frames) in all.
        """
        total = -(-self._received // self.settings.hop_frames)
        parts = [np.empty((0, self.settings.count), np.float32)]
        silence = np.zeros((self._history.shape[0], _PIECE_FRAMES), np.float32)
        while self._next_feature < total:
            parts.extend(self._take_in(silence, total))
        self._restart()
        return np.concatenate(parts)

    def _restart(self) -> None:
        self._received = 0
        self._next_feature = 0
        # The windows of the first feature frames reach back before the sound, into silence.
        self._history[:, : self._half_window] = 0
        self._first_frame = -self._half_window
        self._filled = self._half_window

    def _lanes(self, samples: Samples) -> NDArray[np.float32]:
        """Mid signal and, where it is needed, side signal, shape (lanes, frames)."""
        channels: NDArray[np.float32] = np.asarray(samples.T, np.float32)
        if len(channels) == 1:
            return channels
        half = np.float32(0.5)
        mid: NDArray[np.float32] = (channels[0] + channels[1]) * half
        if len(self._history) == 1:
            return mid.reshape(1, -1)
        return np.stack([mid, (channels[0] - channels[1]) * half])

    def _take_in(self, lanes: NDArray[np.float32], limit: int | None = None) -> list[Features]:
        """Append at most a piece to the history; measure what it completes, below the limit."""
        frames = lanes.shape[1]
        if self._filled + frames > self._history.shape[1]:
            self._forget()
        self._history[:, self._filled : self._filled + frames] = lanes
        self._filled += frames
        known = self._first_frame + self._filled - self.settings.latency_frames
        stop = max(known // self.settings.hop_frames + 1, self._next_feature)
        stop = stop if limit is None else min(stop, limit)
        parts = []
        while self._next_feature < stop:
            parts.append(self._measure_batch(stop))
        return parts

    def _forget(self) -> None:
        """Drop what no window needs any more; at most a window's length is kept."""
        drop = min(max(self._window_start(self._next_feature), 0), self._filled)
        kept = self._history[:, drop : self._filled].copy()
        self._history[:, : kept.shape[1]] = kept
        self._first_frame += drop
        self._filled = kept.shape[1]

    def _window_start(self, feature: int) -> int:
        """Column of the history at which the window of a feature frame starts."""
        centre = feature * self.settings.hop_frames + self.settings.hop_frames // 2
        return centre - self._half_window - self._first_frame

    def _measure_batch(self, stop: int) -> Features:
        """Measure the next feature frames up to the end of their batch or the stop."""
        first = self._next_feature
        batch_start = first - first % _BATCH
        last = min(batch_start + _BATCH, stop)
        for feature in range(first, last):
            start = self._window_start(feature)
            window = self._history[:, start : start + self._windows.shape[2]]
            self._windows[:, feature - batch_start] = window
        self._next_feature = last
        measured = self._analysis.measure(self._windows)
        features: Features = measured[first - batch_start : last - batch_start]
        return features
