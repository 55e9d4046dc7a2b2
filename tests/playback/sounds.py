"""Sounds whose every stretch is different, so that what was heard can be aligned with them."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples


def sweep(sample_rate: int, seconds: float, channels: int = 2) -> Samples:
    """Return a rising sine at -6 dB, quieter in each further channel.

    Args:
        sample_rate: in hertz.
        seconds: length.
        channels: how many.

    Returns:
        float32, shape (frames, channels).
    """
    time_seconds = np.arange(round(seconds * sample_rate)) / sample_rate
    sine = np.sin(2.0 * np.pi * (200.0 * time_seconds + 250.0 * time_seconds**2))
    gains = 0.5 / np.arange(1, channels + 1)
    return np.asarray(sine[:, np.newaxis] * gains, np.float32)
