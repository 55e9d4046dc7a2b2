"""Keys on a view along time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
KEYS = Qt.Key


@pytest.fixture
def view(qtbot: QtBot, dark: Theme) -> TimeView:
    """A view of a minute, ten pixels a second."""
    made = TimeView(Timeline(), dark)
    made.resize(600, 80)
    made.timeline.reset(60.0)
    qtbot.addWidget(made)
    return made


def test_with_ctrl_the_arrows_take_small_steps(view: TimeView) -> None:
    view.timeline.put_cursor(30.0)
    QTest.keyClick(view, KEYS.Key_Right, CTRL)
    assert view.timeline.cursor_seconds == pytest.approx(31.0)
    QTest.keyClick(view, KEYS.Key_Left, CTRL | SHIFT)
    assert view.timeline.selection == TimeSpan(30.0, 31.0)


def test_with_ctrl_the_arrows_go_from_beat_to_beat_while_bars_are_shown(view: TimeView) -> None:
    tempo = Tempo(bpm=60.0, first_beat_seconds=0.25)
    view.timeline.show_display(TimeDisplay("bars", 48_000, tempo))
    view.timeline.put_cursor(30.0)
    places = []
    for key in (KEYS.Key_Right, KEYS.Key_Right, KEYS.Key_Left, KEYS.Key_Left, KEYS.Key_Left):
        QTest.keyClick(view, key, CTRL)
        places.append(view.timeline.cursor_seconds)
    assert places == pytest.approx([30.25, 31.25, 30.25, 29.25, 28.25])
    QTest.keyClick(view, KEYS.Key_Right, CTRL | SHIFT)
    assert view.timeline.selection == TimeSpan(28.25, 29.25)


def test_pages_turn(view: TimeView) -> None:
    view.timeline.show_span(TimeSpan(0.0, 10.0))
    QTest.keyClick(view, KEYS.Key_PageDown)
    assert view.timeline.visible == TimeSpan(9.0, 19.0)
    QTest.keyClick(view, KEYS.Key_PageUp)
    assert view.timeline.visible == TimeSpan(0.0, 10.0)
    assert view.timeline.cursor_seconds == 0.0


def test_home_and_end_bring_the_ends_into_view(view: TimeView) -> None:
    view.timeline.show_span(TimeSpan(20.0, 30.0))
    QTest.keyClick(view, KEYS.Key_End)
    assert view.timeline.visible == TimeSpan(50.0, 60.0)
    assert view.timeline.cursor_seconds == 60.0
    QTest.keyClick(view, KEYS.Key_Home)
    assert view.timeline.visible == TimeSpan(0.0, 10.0)


def test_escape_unmarks_and_moves_nothing(view: TimeView) -> None:
    timeline = view.timeline
    timeline.select(TimeSpan(50.0, 55.0))
    timeline.show_span(TimeSpan(10.0, 20.0))
    QTest.keyClick(view, KEYS.Key_Escape)
    assert (timeline.selection, timeline.cursor_seconds) == (None, 50.0)
    assert timeline.visible == TimeSpan(10.0, 20.0)
    QTest.keyClick(view, KEYS.Key_End, SHIFT)
    assert timeline.selection == TimeSpan(50.0, 60.0)


def test_after_escape_shift_marks_from_the_cursor_also_where_it_was_marked_to_the_left(
    view: TimeView,
) -> None:
    timeline = view.timeline
    timeline.put_cursor(30.0)
    QTest.keyClick(view, KEYS.Key_Left, SHIFT)
    assert timeline.selection == TimeSpan(28.0, 30.0)
    QTest.keyClick(view, KEYS.Key_Escape)
    QTest.keyClick(view, KEYS.Key_Left, SHIFT)
    assert timeline.selection == TimeSpan(26.0, 28.0)
