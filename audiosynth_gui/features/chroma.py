"""Chroma: how strong each of the twelve pitch classes sounds, whatever the octave."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.sparse

from audiosynth_gui.features.constant_q import (
    ConstantQ,
    Spectra,
    build_constant_q,
    relative_bandwidths,
)
from audiosynth_gui.features.settings import CHROMA_CLASSES, Features, FeatureSettings

_BINS_PER_OCTAVE = 36
"""Three bins a semitone: narrow filters keep neighbouring notes apart."""

_MAGNITUDE_FLOOR = np.float32(1e-5)
"""Below this (−100 dBFS) the chroma fades to 0 instead of showing the pitch of next to nothing."""


@dataclass(frozen=True)
class Chroma:
    """Folds a fine constant-Q spectrum into pitch classes, as `librosa.feature.chroma_cqt` does.

    Attributes:
        bins: the fine constant-Q spectrum.
        fold: sparse float32, shape (12, bins): how much each bin counts in each class, C first.
    """

    bins: ConstantQ
    fold: scipy.sparse.csr_array

    def classes(self, spectra: Spectra) -> Features:
        """Strength of every pitch class, the strongest being 1.

        Args:
            spectra: of the long window, shape (spectrum bins, feature frames).

        Returns:
            float32, shape (12, feature frames), C first, from 0 to 1; all 0 for silence.
        """
        strength: Features = self.fold @ self.bins.magnitudes(spectra)
        classes: Features = strength / np.maximum(np.max(strength, axis=0), _MAGNITUDE_FLOOR)
        return classes


@lru_cache(maxsize=8)
def chroma(settings: FeatureSettings) -> Chroma:
    """The folding for these settings, over the pitches of the constant-Q bins; built once."""
    import librosa.filters  # slow to import: the window opens without it

    lowest_hertz, highest_hertz = settings.cqt_hertz[0], settings.cqt_hertz[-1]
    count = round(_BINS_PER_OCTAVE * np.log2(highest_hertz / lowest_hertz)) + 1
    hertz = tuple(lowest_hertz * 2 ** (index / _BINS_PER_OCTAVE) for index in range(count))
    fold = librosa.filters.cq_to_chroma(
        count, bins_per_octave=_BINS_PER_OCTAVE, n_chroma=CHROMA_CLASSES, fmin=lowest_hertz
    )
    # A low filter shortened to the window hears its neighbours too, so it counts for less.
    bandwidths = relative_bandwidths(settings, hertz, _BINS_PER_OCTAVE)
    weights = np.sqrt(bandwidths.min() / bandwidths)
    return Chroma(
        bins=build_constant_q(settings, hertz, _BINS_PER_OCTAVE),
        fold=scipy.sparse.csr_array((fold * weights).astype(np.float32)),
    )
