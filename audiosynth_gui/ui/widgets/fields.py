"""Fields that look the same on every system, light and dark."""

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QDoubleSpinBox, QPushButton, QSpinBox

from audiosynth_gui.ui.icons import ICON_GAP, Icons
from audiosynth_gui.ui.theme import Theme

ARROW_RIGHT, ARROW_HALF_WIDTH, ARROW_DEPTH = 14.0, 4.0, 4.0
BUTTON_ICON_PIXELS = 16


class Dropdown(QComboBox):
    """A combo box whose arrow is drawn in the theme's colours (style sheets need files for it).

    The wheel changes it only while it has the focus: else scrolling past it would.
    """

    def __init__(self, theme: Theme) -> None:
        """Be empty. GUI thread."""
        super().__init__()
        self._theme = theme
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls, without the focus."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the arrow."""
        super().paintEvent(event)
        colours = self._theme.colours
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.text if self.isEnabled() else colours.line), 1.5))
            x, y = self.width() - ARROW_RIGHT, self.height() / 2 - ARROW_DEPTH / 2
            painter.drawPolyline(
                QPolygonF([
                    QPointF(x - ARROW_HALF_WIDTH, y),
                    QPointF(x, y + ARROW_DEPTH),
                    QPointF(x + ARROW_HALF_WIDTH, y),
                ])
            )  # fmt: skip


class FieldManners(QObject):
    """What fields for numbers have in common: they are typed into, and take nothing else.

    Space plays here too, as no number has one; Enter gives the focus back; the wheel is left to
    what scrolls, without the focus.
    """

    def __init__(self, field: QSpinBox | QDoubleSpinBox) -> None:
        """Look at what comes to `field` first. GUI thread."""
        super().__init__(field)
        self._field = field
        field.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        field.lineEdit().returnPressed.connect(field.clearFocus)
        field.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep from the field what is not for it."""
        if event.type() == QEvent.Type.Wheel and not self._field.hasFocus():
            event.ignore()
            return True
        return leaves_space(event)


class NumberField(QSpinBox):
    """A whole number to type, or to change by wheel and arrow keys; see `FieldManners`."""

    def __init__(self, least: int, most: int, value: int, unit: str = "") -> None:
        """Stand at `value`. GUI thread."""
        super().__init__()
        self.setRange(least, most)
        self.setValue(value)
        self.setSuffix(unit)
        FieldManners(self)


class DecimalField(QDoubleSpinBox):
    """A number with digits after the point, taken once it is typed; see `FieldManners`."""

    def __init__(self, least: float, most: float, value: float, decimals: int) -> None:
        """Stand at `value`. GUI thread."""
        super().__init__()
        self.setRange(least, most)
        self.setDecimals(decimals)
        self.setValue(value)
        self.setKeyboardTracking(False)
        FieldManners(self)


def leaves_space(event: QEvent) -> bool:
    """Leave Space to the window's shortcuts when a field for numbers is asked whether it wants it.

    Returns:
        whether it was asked that, so that it need not look at `event` any more.
    """
    is_asked = event.type() == QEvent.Type.ShortcutOverride
    if is_asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space:
        event.ignore()
        return True
    return False


def put_icon(button: QPushButton, icons: Icons, name: str, on_accent: bool = False) -> None:
    """Give a button an icon that keeps its distance from the text."""
    button.setIcon(icons.icon(name, on_accent, gap=ICON_GAP))
    button.setIconSize(QSize(BUTTON_ICON_PIXELS + ICON_GAP, BUTTON_ICON_PIXELS))
