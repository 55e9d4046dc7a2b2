"""Marks of time."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.ruler import HEIGHT, LOOP_HEIGHT, Ruler
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.hands import LEFT, NO_KEYS, drag
from tests.ui.views.pixels import picture_of, where


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


UPPER, LOWER = LOOP_HEIGHT // 2, HEIGHT - 6


@pytest.fixture
def ruler(qtbot: QtBot, dark: Theme) -> Ruler:
    """A ruler over a minute, ten pixels a second."""
    made = Ruler(Timeline(), dark)
    made.resize(600, made.height())
    made.timeline.reset(60.0)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(("start", "stop"), [(100, 300), (300, 100)])
def test_a_drag_in_the_upper_half_makes_the_loop(ruler: Ruler, start: int, stop: int) -> None:
    drag(ruler, start, stop, UPPER)
    span = ruler.timeline.loop.span
    assert span is not None
    assert (span.start_seconds, span.stop_seconds) == pytest.approx((10.0, 30.0))
    assert ruler.timeline.loop.is_on
    assert ruler.timeline.selection is None


def test_a_drag_in_the_lower_half_marks_as_ever(ruler: Ruler) -> None:
    drag(ruler, 100, 300, LOWER)
    assert ruler.timeline.loop.span is None
    assert ruler.timeline.selection == TimeSpan(10.0, 30.0)


@pytest.mark.parametrize(
    ("start", "stop", "wanted"),
    [(101, 51, (5.0, 30.0)), (298, 448, (10.0, 45.0)), (102, 400, (30.0, 40.0))],
)
def test_edges_of_the_loop_are_dragged_also_over_each_other(
    ruler: Ruler, start: int, stop: int, wanted: tuple[float, float]
) -> None:
    drag(ruler, 100, 300, UPPER)
    drag(ruler, start, stop, UPPER)
    span = ruler.timeline.loop.span
    assert span is not None
    assert (span.start_seconds, span.stop_seconds) == pytest.approx(wanted, abs=0.21)


def test_a_click_on_the_loop_switches_it_and_one_beside_it_puts_the_cursor(ruler: Ruler) -> None:
    drag(ruler, 100, 300, UPPER)
    for is_on in (False, True):
        QTest.mouseClick(ruler, LEFT, NO_KEYS, QPoint(200, UPPER))
        assert ruler.timeline.loop.is_on == is_on
    QTest.mouseClick(ruler, LEFT, NO_KEYS, QPoint(400, UPPER))
    assert ruler.timeline.cursor_seconds == pytest.approx(40.0)
    assert ruler.timeline.loop.is_on


def test_the_loop_is_a_bar_where_it_lies(ruler: Ruler) -> None:
    drag(ruler, 100, 300, UPPER)
    edges = np.flatnonzero(where(picture_of(ruler), ruler.theme.colours.loop)[0])
    assert sorted({round(int(x), -1) for x in edges}) == [100, 300]


def test_a_double_click_asks_to_play_from_there(ruler: Ruler, qtbot: QtBot) -> None:
    with qtbot.waitSignal(ruler.timeline.play_asked) as asked:
        QTest.mouseDClick(ruler, LEFT, NO_KEYS, QPoint(150, LOWER))
    assert asked.args == [pytest.approx(15.0)]
    assert ruler.timeline.selection is None


def test_a_double_click_on_the_loop_leaves_it_as_it_was(ruler: Ruler, qtbot: QtBot) -> None:
    drag(ruler, 100, 300, UPPER)
    place = QPoint(200, UPPER)
    with qtbot.assertNotEmitted(ruler.timeline.play_asked):
        QTest.mouseClick(ruler, LEFT, NO_KEYS, place)
        QTest.mouseDClick(ruler, LEFT, NO_KEYS, place)
        QTest.mouseRelease(ruler, LEFT, NO_KEYS, place)
    assert ruler.timeline.loop.is_on
