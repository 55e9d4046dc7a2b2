"""Where the marks of a ruler and the lines of a grid lie."""

import bisect
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from audiosynth_gui.controllers.time_span import TimeScale
from audiosynth_gui.ui.time_display import TimeDisplay

LABEL_PIXELS = 80.0
GRID_PIXELS = 24.0
"""Least distance of two lines of a grid."""

_MINUTE_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0)
_BEAT_PARTS = (1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1.0)


def tick_step(seconds_per_pixel: float, apart_pixels: float = LABEL_PIXELS) -> float:
    """Give the smallest round step in seconds whose marks lie `apart_pixels` apart or more.

    Below a second: 1, 2, 5 × a power of ten; above: steps that divide minutes and hours.
    """
    wanted = max(seconds_per_pixel * apart_pixels, 1e-6)
    if wanted <= 1.0:
        return _decimal_step(wanted)
    for unit in (1.0, 60.0, 3600.0):
        for step in _MINUTE_STEPS:
            if step * unit >= wanted:
                return step * unit
    return math.ceil(wanted / 36000.0) * 36000.0


@dataclass(frozen=True)
class Tick:
    """A mark.

    Attributes:
        seconds: where it lies.
        is_main: whether it is labelled or longer; for a grid of beats, whether a bar begins.
        label: its time, or empty.
    """

    seconds: float
    is_main: bool
    label: str = ""


def ruler_ticks(scale: TimeScale, duration_seconds: float, display: TimeDisplay) -> Iterator[Tick]:
    """Give the marks of a ruler from left to right, not beyond the sound."""
    step, parts, origin = _labelled_step(scale.seconds_per_pixel, display)
    small = step / parts
    stop = min(scale.visible.stop_seconds, duration_seconds)
    for index in itertools.count(math.floor((scale.visible.start_seconds - origin) / small)):
        seconds = origin + index * small
        if seconds > stop + 1e-12:
            return
        is_main = index % parts == 0
        yield Tick(seconds, is_main, display.label(seconds, step) if is_main else "")


def beat_lines(scale: TimeScale, duration_seconds: float, display: TimeDisplay) -> Iterator[Tick]:
    """Give the lines of a grid of bars and beats, those of bars as main ones.

    Beats that would lie too close to each other are left out, and so are bars.
    """
    tempo = display.tempo
    step = _beats_step(scale.seconds_per_pixel * GRID_PIXELS / tempo.beat_seconds, display)
    step = max(1.0, step)
    stop = min(scale.visible.stop_seconds, duration_seconds)
    for index in itertools.count(math.ceil(tempo.beats_at(scale.visible.start_seconds) / step)):
        seconds = tempo.seconds_at(index * step)
        if seconds > stop:
            return
        if seconds >= 0:
            yield Tick(seconds, round(index * step) % tempo.beats_a_bar == 0)


def heard_lines(scale: TimeScale, beats_seconds: Sequence[float]) -> Iterator[Tick]:
    """Give the lines of beats that were heard, rising; none where they would lie too close."""
    first = bisect.bisect_left(beats_seconds, scale.visible.start_seconds)
    last = bisect.bisect_right(beats_seconds, scale.visible.stop_seconds)
    if (last - first) * GRID_PIXELS / 2 <= scale.width:
        for index in range(first, last):
            yield Tick(beats_seconds[index], is_main=True)


def _labelled_step(seconds_per_pixel: float, display: TimeDisplay) -> tuple[float, int, float]:
    """Give the seconds between labels, in how many parts they are divided, and where 0 lies."""
    wanted = max(seconds_per_pixel * LABEL_PIXELS, 1e-6)
    if display.form == "seconds":
        return _decimal_step(wanted), 5, 0.0
    if display.form == "samples":
        samples = max(1.0, _decimal_step(wanted * display.sample_rate))
        return samples / display.sample_rate, 5 if samples >= 5 else 1, 0.0
    if display.form == "bars":
        tempo = display.tempo
        beats = _beats_step(wanted / tempo.beat_seconds, display)
        parts = tempo.beats_a_bar if beats == tempo.beats_a_bar else 4
        return beats * tempo.beat_seconds, parts, tempo.first_beat_seconds
    return tick_step(seconds_per_pixel), 5, 0.0


def _decimal_step(wanted: float) -> float:
    power: float = 10.0 ** math.floor(math.log10(wanted))
    return next(power * n for n in (1, 2, 5, 10) if power * n >= wanted * (1 - 1e-9))


def _beats_step(wanted_beats: float, display: TimeDisplay) -> float:
    """Give parts of a beat, a beat, a bar, or 2, 4, 8… bars, in beats."""
    for part in _BEAT_PARTS:
        if part >= wanted_beats * (1 - 1e-9):
            return part
    bars = 1
    while bars * display.tempo.beats_a_bar < wanted_beats * (1 - 1e-9):
        bars *= 2
    return float(bars * display.tempo.beats_a_bar)
