"""What a waveform is drawn from."""

import math
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


def peak_under(source: WaveformSource, scale: TimeScale, x: float, lane: int) -> float | None:
    """Give the highest amplitude of a channel in the time of the pixel at `x`, at least a sample.

    None beside the sound, and beside the view.
    """
    rate, pixel = source.sample_rate, math.floor(x)
    start = scale.seconds_at(pixel) * rate
    stop = min(max(scale.seconds_at(pixel + 1) * rate, start + 1.0), source.frames)
    if not 0 <= pixel < scale.width or start < 0 or start >= stop:
        return None
    found = source.columns(start, stop, 1)
    return max(-float(found.minimum[0, lane]), float(found.maximum[0, lane]), 0.0)


def line_columns(source: WaveformSource, scale: TimeScale, width: int) -> Columns:
    """Give what a line through the samples covers of each of `width` pixels, all of it as RMS.

    For views with fewer samples than pixels; NaN where the sound has not begun or is over.
    """
    rate, visible = source.sample_rate, scale.visible
    start = max(0, int(visible.start_seconds * rate) - 1)
    stop = min(source.frames, int(visible.stop_seconds * rate) + 2)
    lines = np.full((2, width, source.channels), np.nan, np.float32)
    if stop > start:
        samples = source.read(start, stop)
        xs = (np.arange(start, stop) / rate - visible.start_seconds) / scale.seconds_per_pixel
        inside = (xs >= 0) & (xs < width)
        pixels = xs[inside].astype(np.int64)
        for lane in range(source.channels):
            at_edges = np.interp(
                np.arange(width + 1), xs, samples[:, lane], left=np.nan, right=np.nan
            ).astype(np.float32)
            lines[0, :, lane] = np.fmin(at_edges[:-1], at_edges[1:])
            lines[1, :, lane] = np.fmax(at_edges[:-1], at_edges[1:])
            np.fmin.at(lines[0, :, lane], pixels, samples[inside, lane])
            np.fmax.at(lines[1, :, lane], pixels, samples[inside, lane])
    return Columns(lines[0], lines[1], np.ones_like(lines[0]))
