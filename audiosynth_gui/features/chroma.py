"""Chroma: how strong each of the twelve pitch classes sounds, whatever the octave."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import CHROMA_CLASSES, Features, FeatureSettings

_ENERGY_FLOOR = np.float32(1e-10)
"""Below this energy the chroma fades to 0 instead of showing the pitch of next to nothing."""


@dataclass(frozen=True)
class Chroma:
    """Folds constant-Q bins into pitch classes.

    Attributes:
        fold: float32, shape (bins, 12): share of each bin in each class, C first.
    """

    fold: NDArray[np.float32]

    def classes(self, magnitudes: Features) -> Features:
        """Energy of every pitch class, the strongest being 1.

        Args:
            magnitudes: constant-Q magnitudes, float32, shape (feature frames, bins).

        Returns:
            float32, shape (feature frames, 12), C first, from 0 to 1; all 0 for silence.
        """
        energy = np.square(magnitudes) @ self.fold
        strongest = np.max(energy, axis=-1, keepdims=True)
        classes: Features = energy / np.maximum(strongest, _ENERGY_FLOOR)
        return classes


@lru_cache(maxsize=8)
def chroma(settings: FeatureSettings) -> Chroma:
    """The folding for these settings; built once for each."""
    import librosa.filters  # slow to import: the window opens without it

    fold = librosa.filters.cq_to_chroma(
        len(settings.cqt_hertz),
        bins_per_octave=settings.cqt_bins_per_octave,
        n_chroma=CHROMA_CLASSES,
        fmin=settings.cqt_lowest_hertz,
    )
    return Chroma(fold=np.ascontiguousarray(fold.T, np.float32))
