"""Constant-Q spectrum: one bin a semitone, what the long window hears."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft
import scipy.sparse
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings

CONSTANT_Q_RANGE_DB = (-60.0, 20.0)

_SPARSITY = 0.002
"""Share of each filter's spectrum that is dropped (the weakest part of it)."""

_MAGNITUDE_FLOOR = np.float32(1e-10)


@dataclass(frozen=True)
class ConstantQ:
    """Filters of a variable-Q transform, applied in the frequency domain.

    Source: Brown and Puckette 1992 (kernels on the spectrum), Schörkhuber et al. 2014 (gamma);
    the filters are those of `librosa.filters.wavelet`.

    Attributes:
        kernels: sparse complex64, shape (bins, spectrum bins); times the spectrum of a window it
            gives the correlation of the window with each filter, scaled so that a sine at a
            bin's pitch reads as its root mean square.
    """

    kernels: scipy.sparse.csr_array

    def magnitudes(self, frames: NDArray[np.float32]) -> Features:
        """Magnitude of every bin, linear.

        Args:
            frames: float32, shape (feature frames, cqt_window_frames).

        Returns:
            float32, shape (feature frames, bins).
        """
        spectra = scipy.fft.rfft(frames, axis=-1)[:, : self.kernels.shape[1]]
        return np.ascontiguousarray(np.abs(self.kernels @ spectra.T).T)


def relative_db(magnitudes: Features, loudness: Features) -> Features:
    """Magnitudes in decibels relative to the loudness, so that no gain changes them.

    Args:
        magnitudes: float32, shape (feature frames, bins).
        loudness: in dBFS, shape (feature frames,).

    Returns:
        float32, shape (feature frames, bins), from −60 to 20. A steady sine reads 0 in its bin.
    """
    decibels = 20 * np.log10(np.maximum(magnitudes, _MAGNITUDE_FLOOR)) - loudness[:, np.newaxis]
    return np.clip(decibels, *CONSTANT_Q_RANGE_DB)


@lru_cache(maxsize=8)
def constant_q(settings: FeatureSettings) -> ConstantQ:
    """The filters for these settings; built once for each."""
    import librosa.util  # slow to import: the window opens without it

    window_frames = settings.cqt_window_frames
    filters = librosa.util.pad_center(wavelets(settings), size=window_frames)
    # By Parseval the correlation in time is the product with the conjugate spectrum. The filters
    # have next to nothing below 0 Hz, so half of the spectrum is enough.
    kernels = np.conj(scipy.fft.fft(filters, axis=-1))[:, : window_frames // 2 + 1]
    sparse = librosa.util.sparsify_rows(kernels, quantile=_SPARSITY).tocsc()
    used = int(np.flatnonzero(np.diff(sparse.indptr))[-1]) + 1
    scaled = sparse[:, :used] * (np.sqrt(2.0) / window_frames)
    return ConstantQ(kernels=scipy.sparse.csr_array(scaled, dtype=np.complex64))


def wavelets(settings: FeatureSettings) -> NDArray[np.complex64]:
    """The filters in time, centred, shape (bins, frames of the longest); each sums to 1."""
    import librosa.filters

    filters, _ = librosa.filters.wavelet(
        freqs=np.array(settings.cqt_hertz),
        sr=settings.sample_rate,
        gamma=settings.cqt_gamma_hertz,
        alpha=settings.cqt_alpha,
        pad_fft=False,
    )
    return np.asarray(filters, np.complex64)
