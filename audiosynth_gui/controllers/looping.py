"""A loop while it sounds: where it lies now, how its seam is made, and what of it is heard when."""

import bisect

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.time_span import TimeSpan

SHORTEST_LOOP_SECONDS = 0.02
SEAM_SECONDS = 0.003
"""The end of a loop turns into what lies before its start within this time."""

REMEMBERED_JUMPS = 512
"""More than the ring and a device can hold of the shortest loop."""


class LiveLoop:
    """Which stretch is looped; written by the window, read by the play thread between blocks.

    It is one reference, so neither side needs a lock.

    Attributes:
        span: the stretch, or None to play on.
    """

    def __init__(self, span: TimeSpan | None = None) -> None:
        """Begin with `span`."""
        self.span = span

    def frames(self, sample_rate: int, length_frames: int) -> tuple[int, int] | None:
        """Give first frame and the one after the last in a sound of this length.

        None where there is no loop, or one shorter than 20 ms.
        """
        span = self.span
        if span is None:
            return None
        start = max(0, round(span.start_seconds * sample_rate))
        stop = min(length_frames, round(span.stop_seconds * sample_rate))
        is_long_enough = stop - start >= SHORTEST_LOOP_SECONDS * sample_rate
        return (start, stop) if is_long_enough else None


class PlayPath:
    """Which place of a file is heard after how much sound; grows as it loops.

    The play thread writes, the window reads: the list of jumps is replaced as a whole.
    """

    def __init__(self, start_seconds: float) -> None:
        """Begin at a place of the file."""
        self._jumps: tuple[tuple[float, float], ...] = ((0.0, start_seconds),)

    def jump(self, heard_seconds: float, place_seconds: float) -> None:
        """Say that after `heard_seconds` of sound it goes on at `place_seconds`. Play thread."""
        self._jumps = (*self._jumps[1 - REMEMBERED_JUMPS :], (heard_seconds, place_seconds))

    def place_seconds(self, heard_seconds: float) -> float:
        """Give the place that is heard after `heard_seconds` of sound. Any thread."""
        jumps = self._jumps
        index = bisect.bisect_right(jumps, heard_seconds, key=lambda jump: jump[0]) - 1
        heard, place = jumps[max(index, 0)]
        return place + max(0.0, heard_seconds - heard)


def seam_frames(loop: tuple[int, int], sample_rate: int) -> int:
    """Give how many frames at the end of a loop turn into what lies before its start."""
    return min(max(1, round(SEAM_SECONDS * sample_rate)), (loop[1] - loop[0]) // 2)


def blend_seam(block: Samples, lead: Samples, weights: NDArray[np.float32]) -> Samples:
    """Turn the end of a loop into what lies before its start.

    The loop keeps its length to the frame, and goes on at its first frame as the file does there.

    Args:
        block: the end of the loop, float32 (frames, channels).
        lead: what lies before the loop's start, as long; silence before the file begins.
        weights: 0 for the block, 1 for the lead, float32 (frames,).
    """
    mixed: Samples = block + (lead - block) * weights[:, None]
    return mixed
