"""A limiter that sees peaks coming: it turns down gently around them instead of clipping them."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d
from scipy.signal import oaconvolve
from scipy.signal.windows import hann

_WINDOW_SECONDS = 0.08


def limit(samples: NDArray[np.float64], sample_rate: int, ceiling: float) -> NDArray[np.float64]:
    """Keep every sample within ±ceiling, all channels turned down together.

    The gain each frame needs is held over a window around it and then smoothed by a window of the
    same length, so the smoothed gain is nowhere above what is needed and never moves abruptly.

    Args:
        samples: shape (frames, channels).
        ceiling: above 0, full scale is 1.

    Returns:
        Same shape; the input itself where nothing reaches the ceiling.
    """
    peaks = np.max(np.abs(samples), axis=1, initial=0.0)
    if np.max(peaks, initial=0.0) <= ceiling:
        return samples
    needed = ceiling / np.maximum(peaks, ceiling)
    window_frames = round(_WINDOW_SECONDS * sample_rate) // 2 * 2 + 1
    held = minimum_filter1d(needed, window_frames, mode="nearest")
    half = window_frames // 2
    shape = hann(window_frames + 2)[1:-1]
    smooth = oaconvolve(np.pad(held, half, mode="edge"), shape / shape.sum(), mode="valid")
    # The convolution's rounding may leave the gain a hair too high.
    gain: NDArray[np.float64] = np.minimum(smooth, needed)
    return samples * gain[:, None]
