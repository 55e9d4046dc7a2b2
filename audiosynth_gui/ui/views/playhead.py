"""The line where sound is now, over everything, repainting only its own strip."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from audiosynth_gui.controllers.time_span import TimeScale
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.timeline import Timeline

STRIP_PIXELS = 4


class Playhead(QWidget):
    """A see-through sheet over `under` that draws a timeline's playhead."""

    def __init__(self, under: QWidget, timeline: Timeline, theme: Theme) -> None:
        """Cover `under`, whose width is the timeline's visible stretch. GUI thread."""
        super().__init__(under)
        self._under = under
        self._timeline = timeline
        self._theme = theme
        self._x: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        under.installEventFilter(self)
        timeline.playhead_moved.connect(self._move)
        timeline.visible_changed.connect(self._move)
        self._cover()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as what is underneath."""
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        if self._x is None:
            return
        with QPainter(self) as painter:
            painter.setPen(with_alpha(self._theme.colours.playhead, 230))
            painter.drawLine(int(self._x), 0, int(self._x), self.height())

    def _cover(self) -> None:
        self.setGeometry(self._under.rect())
        self.raise_()
        self._move()

    def _move(self) -> None:
        before, seconds = self._x, self._timeline.playhead_seconds
        if seconds is None or self._timeline.visible.duration_seconds <= 0:
            self._x = None
        else:
            self._x = TimeScale(self._timeline.visible, float(self.width())).x_of(seconds)
        if self._x == before:
            return
        for x in (before, self._x):
            if x is not None and -STRIP_PIXELS <= x <= self.width() + STRIP_PIXELS:
                self.update(QRect(int(x) - STRIP_PIXELS, 0, 2 * STRIP_PIXELS, self.height()))
