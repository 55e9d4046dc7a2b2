"""Constant-Q spectrum: one bin a semitone, what the long window hears."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import scipy.fft
import scipy.sparse
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings

CONSTANT_Q_RANGE_DB = (-60.0, 20.0)

_SPARSITY = 0.002
"""Share of each filter's spectrum that is dropped (the weakest part of it)."""

_MAGNITUDE_FLOOR = np.float32(1e-10)

Spectra = NDArray[np.complex64]
"""Spectra of the long window: complex64, shape (spectrum bins, feature frames), contiguous."""


@dataclass(frozen=True)
class ConstantQ:
    """Filters at musical pitches, applied in the frequency domain.

    Source: Brown and Puckette 1992 (kernels on the spectrum); the filters are those of
    `librosa.filters.wavelet`, none longer than the long window.

    Attributes:
        kernels: sparse complex64, shape (bins, spectrum bins); times the spectrum of a window it
            gives the correlation of the window with each filter, scaled so that a sine at a
            bin's pitch reads as its root mean square.
    """

    kernels: scipy.sparse.csr_array

    @property
    def spectrum_bins(self) -> int:
        """Lowest bins of a spectrum that the filters look at."""
        return int(self.kernels.shape[1])

    def magnitudes(self, spectra: Spectra) -> Features:
        """Magnitude of every bin, linear, shape (bins, feature frames)."""
        magnitudes: Features = np.abs(self.kernels @ spectra[: self.spectrum_bins])
        return magnitudes


def long_spectra(frames: NDArray[np.float32], spectrum_bins: int) -> Spectra:
    """The lowest bins of the spectra of frames of sound.

    Args:
        frames: float32, shape (feature frames, cqt_window_frames), not windowed.
        spectrum_bins: how many bins are kept.
    """
    return np.ascontiguousarray(scipy.fft.rfft(frames, axis=-1)[:, :spectrum_bins].T)


def relative_db(magnitudes: Features, loudness: Features) -> Features:
    """Magnitudes in decibels relative to the loudness, so that no gain changes them.

    Args:
        magnitudes: float32, shape (bins, feature frames).
        loudness: in dBFS, shape (feature frames,).

    Returns:
        float32, shape (bins, feature frames), from −60 to 20. A steady sine reads 0 in its bin.
    """
    decibels: Features = 20 * np.log10(np.maximum(magnitudes, _MAGNITUDE_FLOOR)) - loudness
    return np.clip(decibels, *CONSTANT_Q_RANGE_DB)


@lru_cache(maxsize=8)
def constant_q(settings: FeatureSettings) -> ConstantQ:
    """The filters of the constant-Q group for these settings; built once for each."""
    return build_constant_q(settings, settings.cqt_hertz, settings.cqt_bins_per_octave)


def build_constant_q(
    settings: FeatureSettings, hertz: tuple[float, ...], bins_per_octave: int
) -> ConstantQ:
    """Filters at any pitches.

    Args:
        settings: give the sample rate and the window.
        hertz: pitch of each filter, rising.
        bins_per_octave: how narrow the filters are; as many to the octave just meet.
    """
    import librosa.util  # slow to import: the window opens without it

    window_frames = settings.cqt_window_frames
    filters = wavelets(settings, hertz, bins_per_octave)
    centred = librosa.util.pad_center(filters, size=window_frames)
    # By Parseval the correlation in time is the product with the conjugate spectrum. The filters
    # have next to nothing below 0 Hz, so half of the spectrum is enough.
    kernels = np.conj(scipy.fft.fft(centred, axis=-1))[:, : window_frames // 2 + 1]
    kernels *= np.sqrt(2.0) / window_frames
    sparse = librosa.util.sparsify_rows(kernels, quantile=_SPARSITY)
    spectrum_bins = int(sparse.indices.max()) + 1
    return ConstantQ(scipy.sparse.csr_array(sparse[:, :spectrum_bins], dtype=np.complex64))


def wavelets(
    settings: FeatureSettings, hertz: tuple[float, ...], bins_per_octave: int
) -> NDArray[np.complex64]:
    """The filters in time: complex Hann-windowed sines whose magnitudes sum to 1.

    Returns:
        complex64, shape (bins, frames of the longest), centred.
    """
    import librosa.filters

    # One number in librosa's annotation; its own vqt passes one for each filter.
    alpha: Any = relative_bandwidths(settings, hertz, bins_per_octave)
    filters, _ = librosa.filters.wavelet(
        freqs=np.array(hertz), sr=settings.sample_rate, alpha=alpha, pad_fft=False
    )
    return np.asarray(filters, np.complex64)


def relative_bandwidths(
    settings: FeatureSettings, hertz: tuple[float, ...], bins_per_octave: int
) -> NDArray[np.float64]:
    """Bandwidth of each filter divided by its pitch (librosa's alpha), shape (bins,).

    A low filter that would be longer than the window is shortened to it, so it is wider than its
    neighbours' distance. (`gamma` of `librosa.vqt` makes filters fit too, but widens those of
    the middle octaves as well: on music they then follow `librosa.cqt` less.)
    """
    ratio = 2 ** (2 / bins_per_octave)
    longest_frames = settings.cqt_window_frames - 1  # librosa rounds lengths outwards
    fitting = settings.sample_rate / longest_frames / np.array(hertz)
    bandwidths: NDArray[np.float64] = np.maximum((ratio - 1) / (ratio + 1), fitting)
    return bandwidths
