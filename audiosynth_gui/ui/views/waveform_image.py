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
    there = np.flatnonzero(~np.isnan(top + bottom + body))
    # Where each column becomes lighter and darker again, then the sum down the rows: a twentieth
    # of the time of looking at every pixel.
    steps = np.zeros((height + 1, minimum.shape[0]), np.int8)
    first, last = _rows_inside(top[there], bottom[there], height)
    steps[first, there] += 1
    steps[last + 1, there] -= 1
    body_first, body_last = _rows_inside(
        np.maximum(top[there], middle - body[there]),
        np.minimum(bottom[there], middle + body[there]),
        height,
    )
    loud = body_last >= body_first
    steps[body_first[loud], there[loud]] += 1
    steps[body_last[loud] + 1, there[loud]] -= 1
    for row in range(1, height):
        steps[row] += steps[row - 1]
    image = steps[:height].view(np.uint8)
    image[height // 2, image[height // 2] == BACKGROUND] = AXIS
    signs = min(CLIP_PIXELS, height)
    image[:signs, maximum >= CLIPPED] = CLIP
    image[height - signs :, minimum <= -CLIPPED] = CLIP
    return image


def _rows_inside(
    top: NDArray[np.floating], bottom: NDArray[np.floating], height: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the first and last row whose middle lies inside: at most half a pixel of error.

    Where there is none, the last comes before the first.
    """
    first = np.clip(np.ceil(top - 0.5), 0, height - 1).astype(np.int64)
    last = np.clip(np.floor(bottom - 0.5), -1, height - 1).astype(np.int64)
    return first, np.maximum(last, first - 1)
