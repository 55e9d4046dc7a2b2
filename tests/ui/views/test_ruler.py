"""Marks of time."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.ruler import Ruler
from audiosynth_gui.ui.views.ticks import LABEL_PIXELS, tick_step
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.views.pixels import picture_of, where


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


def test_the_prompt_is_a_bar_where_it_lies(qtbot: QtBot, dark: Theme) -> None:
    timeline = Timeline()
    ruler = Ruler(timeline, dark)
    ruler.resize(600, ruler.height())
    qtbot.addWidget(ruler)
    timeline.reset(60.0)
    assert not where(picture_of(ruler), dark.colours.accent).any()
    timeline.show_prompt(TimeSpan(20.0, 40.0))
    columns = np.flatnonzero(where(picture_of(ruler), dark.colours.accent).any(axis=0))
    assert abs(columns[0] - 200) <= 1
    assert 400 <= columns[-1] <= 410
