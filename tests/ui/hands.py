"""What a musician's hands do: drag, turn the wheel, press keys."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from audiosynth_gui.ui.main_window import MainWindow

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def drag(
    widget: QWidget, start: int, stop: int, y: int | None = None, button: Qt.MouseButton = LEFT
) -> None:
    """Drag along a widget, at half its height where no other is said."""
    height = widget.height() // 2 if y is None else y
    QTest.mousePress(widget, button, NO_KEYS, QPoint(start, height))
    QTest.mouseMove(widget, QPoint((start + stop) // 2, height))
    QTest.mouseMove(widget, QPoint(stop, height))
    QTest.mouseRelease(widget, button, NO_KEYS, QPoint(stop, height))


def wheel_event(
    widget: QWidget, x: int, delta: QPoint, keys: Qt.KeyboardModifier = NO_KEYS
) -> QWheelEvent:
    """Make the event of a wheel that is turned by `delta` (120 a step) over a place."""
    place = QPointF(x, widget.height() / 2)
    return QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), delta, Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip


def turn_wheel(widget: QWidget, x: int, steps: int, keys: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Turn the wheel over a place, away from the hand."""
    QApplication.sendEvent(widget, wheel_event(widget, x, QPoint(0, 120 * steps), keys))


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEYS) -> None:
    """Press a key over the recording."""
    window.recording_view.waveform.setFocus()
    QTest.keyClick(window.recording_view.waveform, key, held)
