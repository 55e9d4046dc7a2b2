"""Turns columns of a waveform into pixels."""

import numpy as np
from numpy.typing import NDArray

BACKGROUND, PEAK, BODY, AXIS = 0, 1, 2, 3
"""Values of the image: nothing, between minimum and maximum, within ±RMS, the line of silence."""

LEAST_EXTENT_PIXELS = 1.0


def lane_image(
    minimum: NDArray[np.float32],
    maximum: NDArray[np.float32],
    rms: NDArray[np.float32],
    height: int,
) -> NDArray[np.uint8]:
    """Draw one channel.

    Args:
        minimum, maximum, rms: shape (width,), full scale ±1, one value for each pixel column;
            NaN where there is no sound.
        height: in pixels, at least 1.

    Returns:
        uint8, shape (height, width), values BACKGROUND, PEAK, BODY, AXIS. +1 lies at the top
        edge and -1 at the bottom edge; every column with sound has at least one pixel.
    """
    middle = height / 2.0
    with np.errstate(invalid="ignore"):
        top = middle - np.clip(maximum, -1.0, 1.0) * middle
        bottom = middle - np.clip(minimum, -1.0, 1.0) * middle
        thin = np.maximum(LEAST_EXTENT_PIXELS - (bottom - top), 0.0) / 2.0
        top, bottom = top - thin, bottom + thin
        body = np.clip(rms, 0.0, 1.0) * middle
        # A row is drawn when its middle lies inside: at most half a pixel of error.
        rows = (np.arange(height, dtype=np.float32) + 0.5)[:, None]
        within_peak = (rows >= top) & (rows <= bottom)
        within_body = within_peak & (np.abs(rows - middle) <= body)
    image = np.zeros((height, minimum.shape[0]), np.uint8)
    image[height // 2, :] = AXIS
    image[within_peak] = PEAK
    image[within_body] = BODY
    return image
