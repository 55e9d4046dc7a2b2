"""All features of a batch of feature frames."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.chroma import Chroma, chroma
from audiosynth_gui.features.constant_q import ConstantQ, constant_q, relative_db
from audiosynth_gui.features.mel import ShortWindow, loudness_db, short_window
from audiosynth_gui.features.settings import Features, FeatureSettings


@dataclass(frozen=True)
class Analysis:
    """Measures windows of sound. Keeps no state: any thread may use it.

    Attributes:
        settings: what is measured.
        short: filters of loudness, MFCC and width.
        long: filters of the constant-Q spectrum; None where no group needs them.
        folding: constant-Q bins to pitch classes; None where chroma is not measured.
    """

    settings: FeatureSettings
    short: ShortWindow
    long: ConstantQ | None
    folding: Chroma | None

    def measure(self, windows: NDArray[np.float32]) -> Features:
        """The features of windows of sound.

        Args:
            windows: float32, shape (lanes, feature frames, window_frames): lane 0 is the mid
                signal, lane 1 (where width is measured) the side signal.

        Returns:
            float32, shape (feature frames, count).
        """
        settings = self.settings
        short_windows = _centre(windows, settings.mel_window_frames)
        loudness = loudness_db(short_windows[0])
        features = np.empty((windows.shape[1], settings.count), np.float32)
        slices = settings.slices
        if "loudness" in slices:
            features[:, slices["loudness"]] = loudness[:, np.newaxis]
        if "mfcc" in slices or "width" in slices:
            power = [self.short.power_spectra(lane) for lane in short_windows]
            if "mfcc" in slices:
                features[:, slices["mfcc"]] = self.short.mfcc(power[0])
            if "width" in slices:
                features[:, slices["width"]] = self.short.width_db(power[0], power[1])
        if self.long is not None:
            magnitudes = self.long.magnitudes(_centre(windows[0], settings.cqt_window_frames))
            if self.folding is not None:
                features[:, slices["chroma"]] = self.folding.classes(magnitudes)
            if "cqt" in slices:
                features[:, slices["cqt"]] = relative_db(magnitudes, loudness)
        return features


def analysis(settings: FeatureSettings) -> Analysis:
    """The analysis for these settings."""
    tonal = "cqt" in settings.groups or "chroma" in settings.groups
    return Analysis(
        settings=settings,
        short=short_window(settings),
        long=constant_q(settings) if tonal else None,
        folding=chroma(settings) if "chroma" in settings.groups else None,
    )


def _centre(windows: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """The middle of longer windows, copied so that memory always lies the same way."""
    start = (windows.shape[-1] - frames) // 2
    return np.ascontiguousarray(windows[..., start : start + frames])
