"""What a waveform is drawn from."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns
from audiosynth_gui.controllers.time_span import TimeScale


class WaveformSource(Protocol):
    """What the waveform asks of a sound; all calls in the GUI thread, so all of them quick."""

    @property
    def sample_rate(self) -> int:
        """Frames a second."""

    @property
    def channels(self) -> int:
        """Number of lanes."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Give minimum, maximum and RMS of `count` equal parts, each (count, channels)."""

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give the samples themselves, float32 (frames, channels)."""


def visible_columns(source: WaveformSource, scale: TimeScale, width: int) -> Columns:
    """Give one column for each of `width` pixels; NaN where the sound has not begun or is over.

    Source frames under pixel p are those from p·d to (p+1)·d of the visible stretch, where d is
    the time under a pixel.
    """
    first = min(max(round(scale.x_of(0.0)), 0), width)
    last = min(max(round(scale.x_of(source.frames / source.sample_rate)), first), width)
    shape = (width, source.channels)
    whole = [np.full(shape, np.nan, np.float32) for _ in range(3)]
    if last > first:
        start = max(0, round(scale.seconds_at(first) * source.sample_rate))
        stop = min(source.frames, round(scale.seconds_at(last) * source.sample_rate))
        if stop > start:
            part = source.columns(start, stop, last - first)
            found: tuple[NDArray[np.float32], ...] = (part.minimum, part.maximum, part.rms)
            for target, values in zip(whole, found, strict=True):
                target[first:last] = values
    return Columns(*whole)
