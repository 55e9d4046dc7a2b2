"""Where a cut makes no click: places at which a sound rises through zero."""

from collections.abc import Callable

import numpy as np

from audiosynth_gui.audio.buffer import Samples, only_numbers

WINDOW_SECONDS = 0.01
"""How far from the pointer a crossing is looked for by default: half a period of 50 Hz."""


def nearest_rising_zero_crossing(
    read: Callable[[int, int], Samples], frame: int, window_frames: int
) -> int | None:
    """The frame nearest to another at which the mean of all channels rises through zero.

    Any thread; reads only the window.

    Args:
        read: gives frames [start, stop), clamped to what is there, shape (frames, channels); a
            start below 0 is never asked for.
        frame: where to look, from 0.
        window_frames: how far before and behind it to look.

    Returns:
        the first frame at or above zero after one below, the earlier one of two that are equally
        near; None where there is none in the window.
    """
    start = max(0, frame - window_frames)
    first = max(0, start - 1)
    samples, _ = only_numbers(read(first, max(first, frame + window_frames + 1)))
    if samples.shape[0] < 2:
        return None
    mono = samples.astype(np.float64) @ np.ones(samples.shape[1])
    crossings = np.flatnonzero((mono[:-1] < 0) & (mono[1:] >= 0)) + 1 + first
    if crossings.size == 0:
        return None
    return int(crossings[np.argmin(np.abs(crossings - frame))])
