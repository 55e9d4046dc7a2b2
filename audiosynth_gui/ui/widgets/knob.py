"""A knob: turned by the mouse, the wheel and the keyboard, or its value typed."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDial, QDoubleSpinBox, QLabel, QVBoxLayout, QWidget

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.fields import leaves_space

SWEEP_DEGREES = 270.0
PIXELS_FOR_WHOLE_RANGE = 200.0
FINE_FACTOR = 0.1


@dataclass(frozen=True)
class KnobRange:
    """What a knob can be set to.

    Attributes:
        least, most: ends of the range.
        default: what a double-click goes back to.
        step: smallest change.
        decimals: digits shown after the point.
        unit: written after the number, with its space.
    """

    least: float
    most: float
    default: float
    step: float = 0.01
    decimals: int = 2
    unit: str = ""

    @property
    def steps(self) -> int:
        """Number of steps from end to end."""
        return round((self.most - self.least) / self.step)

    def step_of(self, value: float) -> int:
        """Give the step nearest to `value`."""
        return min(max(round((value - self.least) / self.step), 0), self.steps)

    def value_of(self, step: int) -> float:
        """Give the value of a step."""
        return round(self.least + step * self.step, 9)


class KnobDial(QDial):
    """The round part. QDial gives the arrow keys and the value to screen readers."""

    def __init__(self, knob_range: KnobRange, theme: Theme) -> None:
        """Stand at the default."""
        super().__init__()
        self._range = knob_range
        self._theme = theme
        self._dragged_from: QPointF | None = None
        self._exact_step = 0.0
        self.setRange(0, knob_range.steps)
        self.setSingleStep(max(1, knob_range.steps // 100))
        self.setPageStep(max(1, knob_range.steps // 10))
        self.setValue(knob_range.step_of(knob_range.default))
        self.setFixedSize(48, 48)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for a small square."""
        return QSize(48, 48)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the knob; its value does not jump to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragged_from = event.position()
            self._exact_step = float(self.value())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn up or right for more; with Shift ten times finer."""
        if self._dragged_from is None:
            return
        moved = event.position() - self._dragged_from
        self._dragged_from = event.position()
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        per_pixel = self._range.steps / PIXELS_FOR_WHOLE_RANGE * (FINE_FACTOR if fine else 1.0)
        self._exact_step += (moved.x() - moved.y()) * per_pixel
        self._exact_step = min(max(self._exact_step, 0.0), float(self._range.steps))
        self.setValue(round(self._exact_step))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._dragged_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Go back to the default."""
        self._dragged_from = None
        self.setValue(self._range.step_of(self._range.default))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn by one step, with Shift by the smallest one."""
        delta = event.angleDelta()
        notches = (delta.y() or delta.x()) / 120
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.setValue(self.value() + round(notches * (1 if fine else self.singleStep())))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track, how far it is turned, and a pointer."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colours = self._theme.colours
            side = min(self.width(), self.height())
            square = QRectF((self.width() - side) / 2 + 5, (self.height() - side) / 2 + 5,
                            side - 10, side - 10)  # fmt: skip
            part = self.value() / max(1, self.maximum())
            start = 90.0 + SWEEP_DEGREES / 2

            def arc(colour: str, width: float, degrees: float) -> None:
                pen = QPen(QColor(colour), width)
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                painter.setPen(pen)
                painter.drawArc(square, round(start * 16), -round(degrees * 16))

            arc(colours.line, 4.0, SWEEP_DEGREES)
            lit = colours.accent if self.isEnabled() else colours.faint_text
            arc(lit, 4.0, SWEEP_DEGREES * part)
            body = square.adjusted(6, 6, -6, -6)
            painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 1.0))
            painter.setBrush(QColor(colours.raised))
            painter.drawEllipse(body)
            angle = math.radians(start - SWEEP_DEGREES * part)
            direction = QPointF(math.cos(angle), -math.sin(angle))
            middle, radius = body.center(), body.width() / 2
            pen = QPen(QColor(colours.text if self.isEnabled() else colours.faint_text), 2.0)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawLine(
                middle + direction * (radius * 0.35), middle + direction * (radius - 3)
            )


class KnobField(QDoubleSpinBox):
    """The number below it, to type; Enter gives the focus back, and Space plays here too."""

    def __init__(self, knob_range: KnobRange) -> None:
        """Stand at the default."""
        super().__init__()
        self.setObjectName("knobValue")
        self.setRange(knob_range.least, knob_range.most)
        self.setDecimals(knob_range.decimals)
        self.setSingleStep(knob_range.step)
        self.setSuffix(knob_range.unit)
        self.setValue(knob_range.default)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setKeyboardTracking(False)
        self.lineEdit().returnPressed.connect(self.clearFocus)

    def event(self, event: QEvent) -> bool:
        """Leave Space to the window's shortcuts."""
        return leaves_space(event) or super().event(event)


class Knob(QWidget):
    """A name, a dial and the value, which can be typed.

    Signals:
        value_changed(float): another value, by whatever hand.
    """

    value_changed = Signal(float)

    def __init__(self, name: str, help_text: str, knob_range: KnobRange, theme: Theme) -> None:
        """Stand at the default of `knob_range`; `help_text` explains it in a sentence."""
        super().__init__()
        self._range = knob_range
        self._dial = KnobDial(knob_range, theme)
        self._field = KnobField(knob_range)
        label = QLabel(name)
        label.setObjectName("faint")
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (label, self._dial, self._field):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self._field.setFixedWidth(max(64, label.sizeHint().width()))
        for widget in (self, self._dial, self._field):
            widget.setAccessibleName(name)
            widget.setAccessibleDescription(help_text)
            widget.setToolTip(help_text)
        self._dial.valueChanged.connect(self._dial_turned)
        self._field.valueChanged.connect(self._value_typed)

    def value(self) -> float:
        """Give what it stands at."""
        return self._range.value_of(self._dial.value())

    def set_value(self, value: float) -> None:
        """Turn it to the step nearest to `value`."""
        self._dial.setValue(self._range.step_of(value))

    def _dial_turned(self, step: int) -> None:
        value = self._range.value_of(step)
        self._field.setValue(value)
        self.value_changed.emit(value)

    def _value_typed(self, value: float) -> None:
        self._dial.setValue(self._range.step_of(value))
