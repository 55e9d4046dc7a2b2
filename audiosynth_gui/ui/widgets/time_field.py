"""A time that is shown, and can be typed in any of its forms."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.widgets.fields import leaves_space

USUAL_TEXT, WIDEST_TEXT = "00:00.000", "0:00:00.000"
PADDING = 20
"""In pixels, left and right of the text together, with the frame."""


class TimeField(QLineEdit):
    """Shows a moment or a length; Enter takes what was typed, Escape leaves it as it was.

    Space plays here too, until something is typed. What makes no sense stays marked to be typed
    anew.

    Signals:
        time_typed(float): seconds.
        left(): Enter or Escape gave the focus back.
    """

    time_typed = Signal(float)
    left = Signal()

    def __init__(self, name: str, help_text: str, is_length: bool = False) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__()
        self._is_length = is_length
        self._display = TimeDisplay()
        self._seconds: float | None = None
        self.setAccessibleName(name)
        self.setAccessibleDescription(help_text)
        self.setToolTip(help_text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.fit_width()
        self.returnPressed.connect(self._take)

    def fit_width(self) -> None:
        """Be as wide as the longest text in the present font; in narrow windows, as a usual one."""
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(USUAL_TEXT) + PADDING)
        self.setMaximumWidth(self.fontMetrics().horizontalAdvance(WIDEST_TEXT) + PADDING)

    def show_time(self, seconds: float | None) -> None:
        """Show a time, or none; not while another is being typed."""
        self._seconds = seconds
        self._show()

    def show_display(self, display: TimeDisplay) -> None:
        """Show and read times in this form from now on."""
        self._display = display
        self._show()

    def event(self, event: QEvent) -> bool:
        """Leave Space to the window's shortcuts, unless something is being typed."""
        return (not self.isModified() and leaves_space(event)) or super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark all of it, to be typed over."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the time again that holds."""
        super().focusOutEvent(event)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the focus back with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if self.hasFocus():
            return
        if self._seconds is None:
            self.setText("")
        elif self._is_length:
            self.setText(self._display.length_text(self._seconds))
        else:
            self.setText(self._display.text(self._seconds))

    def _take(self) -> None:
        read = self._display.read_length if self._is_length else self._display.read
        seconds = read(self.text())
        if seconds is None:
            self.selectAll()
            return
        self.clearFocus()
        self.time_typed.emit(seconds)
        self.left.emit()
