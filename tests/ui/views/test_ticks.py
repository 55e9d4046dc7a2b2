"""Where marks and lines lie."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.time_display import TIME_FORMS, TimeDisplay, TimeForm
from audiosynth_gui.ui.views.ticks import (
    GRID_PIXELS,
    LABEL_PIXELS,
    beat_lines,
    ruler_ticks,
    tick_step,
)

WALTZ = Tempo(bpm=60.0, first_beat_seconds=0.5, beats_a_bar=3)


@given(st.floats(1e-7, 1e3))
def test_marks_never_run_into_each_other(seconds_per_pixel: float) -> None:
    step = tick_step(seconds_per_pixel)
    assert step >= LABEL_PIXELS * seconds_per_pixel * (1 - 1e-6) or step >= 1e-6
    assert step <= max(LABEL_PIXELS * seconds_per_pixel * 10.001, 1e-6)


@pytest.mark.parametrize(
    ("wanted", "step"),
    [(0.0003, 0.0005), (0.02, 0.02), (0.9, 1.0), (1.5, 2.0), (12.0, 15.0), (45.0, 60.0),
     (61.0, 120.0), (1000.0, 1800.0), (4000.0, 7200.0)],
)  # fmt: skip
def test_steps_are_round(wanted: float, step: float) -> None:
    assert math.isclose(tick_step(wanted / LABEL_PIXELS), step)


@given(
    st.sampled_from(TIME_FORMS), st.floats(0.0, 3000.0), st.floats(0.001, 4000.0),
    st.floats(20.0, 400.0), st.integers(1, 32),
)  # fmt: skip
def test_labels_lie_apart_in_every_form_and_rise(
    form: TimeForm, start: float, length: float, bpm: float, beats: int
) -> None:
    scale = TimeScale(TimeSpan(start, start + length), 800.0)
    display = TimeDisplay(form, 48_000, Tempo(bpm, 0.3, beats))
    ticks = list(ruler_ticks(scale, 3600.0, display))
    places = [scale.x_of(tick.seconds) for tick in ticks if tick.is_main]
    gaps = [after - before for before, after in itertools.pairwise(places)]
    least = 20 if form == "samples" else LABEL_PIXELS * 0.999
    assert all(gap >= least for gap in gaps)
    assert len(ticks) < 800
    assert all((tick.label != "") == tick.is_main for tick in ticks)


def test_marks_of_bars_begin_at_the_first_beat() -> None:
    scale = TimeScale(TimeSpan(0.0, 10.0), 800.0)
    ticks = list(ruler_ticks(scale, 60.0, TimeDisplay("bars", 48_000, WALTZ)))
    labels = {tick.label: tick.seconds for tick in ticks if tick.label}
    assert (labels["1.1"], labels["1.2"], labels["2.1"]) == (0.5, 1.5, 3.5)
    wide = TimeScale(TimeSpan(0.0, 60.0), 800.0)
    ticks = list(ruler_ticks(wide, 60.0, TimeDisplay("bars", 48_000, WALTZ)))
    labels = {tick.label: tick.seconds for tick in ticks if tick.label}
    assert labels["3"] == 6.5


def test_beats_are_lines_and_bars_are_stronger() -> None:
    scale = TimeScale(TimeSpan(0.0, 10.0), 800.0)
    lines = list(beat_lines(scale, 60.0, TimeDisplay("bars", 48_000, WALTZ)))
    assert [line.seconds for line in lines] == [0.5 + beat for beat in range(10)]
    assert [line.seconds for line in lines if line.is_main] == [0.5, 3.5, 6.5, 9.5]


def test_lines_never_run_into_each_other() -> None:
    scale = TimeScale(TimeSpan(0.0, 3600.0), 800.0)
    lines = list(beat_lines(scale, 3600.0, TimeDisplay("bars", 48_000, WALTZ)))
    places = [scale.x_of(line.seconds) for line in lines]
    assert min(b - a for a, b in itertools.pairwise(places)) >= GRID_PIXELS
    assert all(line.is_main for line in lines)
