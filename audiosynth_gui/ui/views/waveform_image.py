"""Turns columns of a waveform into pixels."""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.ui.views.waveform_scale import CLIPPED, WaveformScale

EVEN = WaveformScale()

BACKGROUND, PEAK, BODY, AXIS, CLIP = 0, 1, 2, 3, 4
"""Values of the image: nothing, between minimum and maximum, within ±RMS, the line of silence,
the sign of clipping."""

CLIP_PIXELS = 3
"""Height of the sign of clipping, at the edge that the sound runs into."""

LEAST_EXTENT_PIXELS = 1.0


def lane_image(
    minimum: NDArray[np.float32],
    maximum: NDArray[np.float32],
    rms: NDArray[np.float32],
    height: int,
    scale: WaveformScale = EVEN,
) -> NDArray[np.uint8]:
    """Draw one channel.

    Args:
        minimum, maximum, rms: shape (width,), full scale ±1, one value for each pixel column;
            NaN where there is no sound.
        height: in pixels, at least 1.
        scale: where values lie.

    Returns:
        uint8, shape (height, width), values as above. +1 lies at the top
        edge and -1 at the bottom edge; every column with sound has at least one pixel.
    """
    middle = height / 2.0
    with np.errstate(invalid="ignore"):
        top = middle - scale.places(maximum) * middle
        bottom = middle - scale.places(minimum) * middle
        thin = np.maximum(LEAST_EXTENT_PIXELS - (bottom - top), 0.0) / 2.0
        top, bottom = top - thin, bottom + thin
        body = scale.places(rms) * middle
        # A row is drawn when its middle lies inside: at most half a pixel of error.
        rows = (np.arange(height, dtype=np.float32) + 0.5)[:, None]
        within_peak = (rows >= top) & (rows <= bottom)
        within_body = within_peak & (np.abs(rows - middle) <= body)
    image = np.zeros((height, minimum.shape[0]), np.uint8)
    image[height // 2, :] = AXIS
    image[within_peak] = PEAK
    image[within_body] = BODY
    signs = min(CLIP_PIXELS, height)
    image[:signs, maximum >= CLIPPED] = CLIP
    image[height - signs :, minimum <= -CLIPPED] = CLIP
    return image
