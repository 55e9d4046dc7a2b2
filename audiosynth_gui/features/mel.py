"""Loudness, MFCC and stereo width: what the short window hears."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft
import scipy.sparse
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings

SILENCE_DB = -90.0
"""Floor of the loudness."""

MEL_POWER_FLOOR = 1e-10
"""Floor of the power of a mel band, as in `librosa.power_to_db`."""

WIDTH_RANGE_DB = (-60.0, 20.0)

Frames = NDArray[np.float32]
"""Stretches of sound: float32, shape (feature frames, frames of the window)."""


@dataclass(frozen=True)
class ShortWindow:
    """The window and the filters of the short window.

    Attributes:
        hann: float32, shape (mel_window_frames,).
        mel: sparse float32, shape (mel_bands, bins): librosa's slaney filters.
        width: sparse float32, shape (width_bands, bins): the same in fewer bands.
        mfcc_count: MFCC kept.
    """

    hann: NDArray[np.float32]
    mel: scipy.sparse.csr_array
    width: scipy.sparse.csr_array
    mfcc_count: int

    def power_spectra(self, frames: Frames) -> Features:
        """Power spectra of frames of sound, shape (feature frames, bins)."""
        spectra = scipy.fft.rfft(frames * self.hann, axis=-1)
        power: Features = np.square(spectra.real) + np.square(spectra.imag)
        return power

    def mfcc(self, power: Features) -> Features:
        """MFCC of power spectra, shape (feature frames, mfcc_count).

        The values are those of `librosa.feature.mfcc` (orthonormal DCT-II of decibels, no top_db).
        """
        mel_db = 10 * np.log10(np.maximum((self.mel @ power.T).T, np.float32(MEL_POWER_FLOOR)))
        cepstra: Features = scipy.fft.dct(
            np.ascontiguousarray(mel_db), type=2, norm="ortho", axis=-1
        )
        return cepstra[:, : self.mfcc_count]

    def width_db(self, mid_power: Features, side_power: Features) -> Features:
        """Side power over mid power in decibels, shape (feature frames, width_bands).

        From −60 (mono) to 20 (hardly anything in common); 0 for silence.
        """
        floor = np.float32(MEL_POWER_FLOOR)
        mid, side = (self.width @ power.T + floor for power in (mid_power, side_power))
        width: Features = np.clip(10 * np.log10(side / mid), *WIDTH_RANGE_DB).T
        return width


def loudness_db(frames: Frames) -> Features:
    """Root mean square of frames of sound in dBFS, at least −90, shape (feature frames,).

    A full-scale square wave has 0 dBFS, a full-scale sine −3.
    """
    power = np.mean(np.square(frames), axis=-1)
    floor = np.float32(10 ** (SILENCE_DB / 10))
    loudness: Features = 10 * np.log10(np.maximum(power, floor))
    return loudness


@lru_cache(maxsize=8)
def short_window(settings: FeatureSettings) -> ShortWindow:
    """The window and the filters for these settings; built once for each."""
    import librosa.filters  # slow to import: the window opens without it

    hann = librosa.filters.get_window("hann", settings.mel_window_frames)
    return ShortWindow(
        hann=hann.astype(np.float32),
        mel=_mel_filters(settings, settings.mel_bands),
        width=_mel_filters(settings, settings.width_bands),
        mfcc_count=settings.mfcc_count,
    )


def _mel_filters(settings: FeatureSettings, bands: int) -> scipy.sparse.csr_array:
    import librosa.filters

    filters = librosa.filters.mel(
        sr=settings.sample_rate, n_fft=settings.mel_window_frames, n_mels=bands
    )
    return scipy.sparse.csr_array(filters)
