"""Extracts the features of a moment, so that what the libraries compile for it is cached."""

import numpy as np

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings

SAMPLE_RATE = 44100


def warm_up() -> None:
    """Extract every group of features of half a second of silence."""
    settings = FeatureSettings(sample_rate=SAMPLE_RATE, hop_frames=512, channels=2)
    FeatureExtractor(settings).extract(np.zeros((SAMPLE_RATE // 2, 2), dtype=np.float32))


if __name__ == "__main__":
    warm_up()
