"""Knobs under the hand."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.knob import Knob, KnobRange
from tests.ui.hands import turn_wheel

RANGE = KnobRange(least=0.0, most=2.0, default=1.0, step=0.01, unit=" x")
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def knob(qtbot: QtBot, dark: Theme) -> Knob:
    """A knob at its default."""
    made = Knob("Temperature", "Lower is safer.", RANGE, dark)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def drag_up(knob: Knob, pixels: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Drag the dial."""
    dial = knob._dial
    QTest.mousePress(dial, LEFT, keys, QPoint(24, 24))
    for done in range(1, 11):
        place = QPointF(24, 24 - pixels * done / 10)
        QApplication.sendEvent(
            dial,
            QMouseEvent(QEvent.Type.MouseMove, place, dial.mapToGlobal(place), LEFT, LEFT, keys),
        )
    QTest.mouseRelease(dial, LEFT, keys, QPoint(24, 24 - pixels))


def test_it_stands_at_its_default(knob: Knob) -> None:
    assert knob.value() == 1.0
    assert knob._field.text() == "1.00 x"


def test_dragging_turns_it(knob: Knob, qtbot: QtBot) -> None:
    with qtbot.waitSignal(knob.value_changed):
        drag_up(knob, 50)
    assert knob.value() == pytest.approx(1.5)
    drag_up(knob, -400)
    assert knob.value() == 0.0


def test_shift_is_ten_times_finer(knob: Knob) -> None:
    drag_up(knob, 50, SHIFT)
    assert knob.value() == pytest.approx(1.05)


def test_a_double_click_resets(knob: Knob) -> None:
    knob.set_value(1.7)
    QTest.mouseDClick(knob._dial, LEFT, NO_KEYS, QPoint(24, 24))
    assert knob.value() == 1.0


def test_a_click_does_not_make_it_jump(knob: Knob) -> None:
    knob.set_value(1.7)
    QTest.mouseClick(knob._dial, LEFT, NO_KEYS, QPoint(4, 40))
    assert knob.value() == 1.7


def test_arrow_keys_turn_it(knob: Knob) -> None:
    QTest.keyClick(knob._dial, Qt.Key.Key_Up)
    assert knob.value() == pytest.approx(1.02)
    QTest.keyClick(knob._dial, Qt.Key.Key_PageDown)
    assert knob.value() == pytest.approx(0.82)
    QTest.keyClick(knob._dial, Qt.Key.Key_End)
    assert knob.value() == 2.0


@pytest.mark.parametrize(("keys", "value"), [(NO_KEYS, 1.02), (SHIFT, 1.01)])
def test_the_wheel_turns_it(knob: Knob, keys: Qt.KeyboardModifier, value: float) -> None:
    turn_wheel(knob._dial, 24, 1, keys)
    assert knob.value() == pytest.approx(value)


def test_a_value_can_be_typed(knob: Knob, qtbot: QtBot) -> None:
    knob._field.setFocus()
    knob._field.selectAll()
    with qtbot.waitSignal(knob.value_changed):
        QTest.keyClicks(knob._field, "0.37")
        QTest.keyClick(knob._field, Qt.Key.Key_Return)
    assert knob.value() == pytest.approx(0.37)
    assert not knob._field.hasFocus()


def test_screen_readers_get_name_and_value(knob: Knob) -> None:
    interface = QAccessible.queryAccessibleInterface(knob._dial)
    assert interface.text(QAccessible.Text.Name) == "Temperature"
    assert interface.text(QAccessible.Text.Description) == "Lower is safer."
    assert interface.valueInterface().currentValue() == 100


def test_it_is_drawn_differently_when_turned(knob: Knob) -> None:
    low = knob._dial.grab().toImage()
    knob.set_value(1.9)
    assert knob._dial.grab().toImage() != low


@pytest.mark.parametrize("value", [0.0, 0.37, 1.0, 2.0])
def test_steps_and_values(value: float) -> None:
    assert RANGE.value_of(RANGE.step_of(value)) == value
    assert RANGE.step_of(99.0) == RANGE.steps
    assert RANGE.step_of(-99.0) == 0
