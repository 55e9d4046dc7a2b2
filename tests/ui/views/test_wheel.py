"""What the wheel means."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.wheel import turn_through_time, wheel_steps
from tests.ui.hands import CTRL, NO_KEYS, wheel_event


@pytest.fixture
def ground(qtbot: QtBot) -> QWidget:
    """Something to turn the wheel over."""
    made = QWidget()
    made.resize(600, 80)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("delta", "steps"),
    [((0, 240), 2.0), ((0, -60), -0.5), ((120, 0), 1.0), ((5, -120), -1.0), ((-240, 30), -2.0)],
)
def test_the_direction_it_is_turned_more_in_counts(
    ground: QWidget, delta: tuple[int, int], steps: float
) -> None:
    assert wheel_steps(wheel_event(ground, 9, QPoint(*delta)), 120) == steps


@pytest.mark.parametrize(
    ("keys", "about", "wanted"),
    [
        (NO_KEYS, None, (19.0, 29.0)),
        (CTRL, None, (21.0, 29.0)),
        (CTRL, 20.0, (20.0, 28.0)),
        (CTRL, 30.0, (22.0, 30.0)),
    ],
)
def test_it_scrolls_and_zooms_about_a_moment(
    ground: QWidget,
    timeline: Timeline,
    keys: Qt.KeyboardModifier,
    about: float | None,
    wanted: tuple[float, float],
) -> None:
    timeline.show_span(TimeSpan(20.0, 30.0))
    event = wheel_event(ground, 9, QPoint(0, 120), keys)
    event.ignore()
    turn_through_time(event, timeline, about)
    visible = timeline.visible
    assert (visible.start_seconds, visible.stop_seconds) == pytest.approx(wanted)
    assert event.isAccepted(), "else what lies around it scrolls too"
