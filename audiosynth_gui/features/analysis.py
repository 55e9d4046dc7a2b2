"""All features of a batch of feature frames."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.chroma import Chroma, chroma
from audiosynth_gui.features.constant_q import ConstantQ, constant_q, long_spectra, relative_db
from audiosynth_gui.features.mel import ShortWindow, loudness_db, short_window
from audiosynth_gui.features.settings import FeatureGroup, Features, FeatureSettings


@dataclass(frozen=True)
class Analysis:
    """Measures windows of sound. Keeps no state: any thread may use it.

    Attributes:
        settings: what is measured.
        slices: where each group stands in a feature frame.
        short: filters of loudness, MFCC and width.
        pitches: filters of the constant-Q spectrum; None where it is not measured.
        classes: filters of the chroma; None where it is not measured.
    """

    settings: FeatureSettings
    slices: dict[FeatureGroup, slice]
    short: ShortWindow
    pitches: ConstantQ | None
    classes: Chroma | None

    @property
    def spectrum_bins(self) -> int:
        """Bins of the long spectrum that are needed; 0 where no group needs it."""
        filters = [self.pitches, self.classes.bins if self.classes is not None else None]
        return max((bank.spectrum_bins for bank in filters if bank is not None), default=0)

    def measure(self, windows: NDArray[np.float32]) -> Features:
        """The features of windows of sound.

        Args:
            windows: float32, shape (lanes, feature frames, window_frames): lane 0 is the mid
                signal, lane 1 (where width is measured) the side signal.

        Returns:
            float32, shape (feature frames, count).
        """
        settings, slices = self.settings, self.slices
        short_windows = _centre(windows, settings.mel_window_frames)
        loudness = loudness_db(short_windows[0])
        count = max(part.stop for part in slices.values())
        features = np.empty((windows.shape[1], count), np.float32)
        if "loudness" in slices:
            features[:, slices["loudness"]] = loudness[:, np.newaxis]
        if "mfcc" in slices or "width" in slices:
            power = [self.short.power_spectra(lane) for lane in short_windows]
            if "mfcc" in slices:
                features[:, slices["mfcc"]] = self.short.mfcc(power[0])
            if "width" in slices:
                features[:, slices["width"]] = self.short.width_db(power[0], power[1])
        if self.spectrum_bins > 0:
            long_windows = _centre(windows[0], settings.cqt_window_frames)
            spectra = long_spectra(long_windows, self.spectrum_bins)
            if self.classes is not None:
                features[:, slices["chroma"]] = self.classes.classes(spectra).T
            if self.pitches is not None:
                magnitudes = self.pitches.magnitudes(spectra)
                features[:, slices["cqt"]] = relative_db(magnitudes, loudness).T
        return features


def analysis(settings: FeatureSettings) -> Analysis:
    """The analysis for these settings."""
    return Analysis(
        settings=settings,
        slices=settings.slices,
        short=short_window(settings),
        pitches=constant_q(settings) if "cqt" in settings.groups else None,
        classes=chroma(settings) if "chroma" in settings.groups else None,
    )


def _centre(windows: NDArray[np.float32], frames: int) -> NDArray[np.float32]:
    """The middle of longer windows, copied so that memory always lies the same way."""
    start = (windows.shape[-1] - frames) // 2
    return np.ascontiguousarray(windows[..., start : start + frames])
