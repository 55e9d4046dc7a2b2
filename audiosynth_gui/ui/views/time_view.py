"""What every view along time has in common: mouse, wheel and keyboard."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.timeline import Timeline

DRAG_PIXELS = 3
WHEEL_STEP = 120
ZOOM_PER_STEP = 0.8
SCROLL_PER_STEP = 0.1


class TimeView(QWidget):
    """A widget whose horizontal axis is a timeline's visible stretch.

    A click puts the cursor, a drag marks a stretch, Shift extends it; Ctrl+wheel and pinch zoom
    about the pointer, the wheel scrolls; arrow keys move the cursor, with Shift they mark.
    """

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show `timeline` in the colours of `theme`. GUI thread."""
        super().__init__()
        self.timeline = timeline
        self.theme = theme
        self._pressed_x: float | None = None
        self._anchor_seconds = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        timeline.selection_changed.connect(self.update)
        theme.changed.connect(self.update)

    @property
    def scale(self) -> TimeScale:
        """Where moments lie on this widget, in logical pixels."""
        return TimeScale(self.timeline.visible, float(self.width()))

    def paint_marks(self, painter: QPainter) -> None:
        """Draw the selection and the cursor over what is already painted."""
        scale, colours = self.scale, self.theme.colours
        span = self.timeline.selection
        if span is not None and span.duration_seconds > 0:
            left, right = scale.x_of(span.start_seconds), scale.x_of(span.stop_seconds)
            left, right = max(left, -2.0), min(right, self.width() + 2.0)
            if right > left:
                height = float(self.height())
                painter.fillRect(
                    int(left), 0, max(1, int(right - left)), int(height),
                    with_alpha(colours.selection, 56),
                )  # fmt: skip
                painter.setPen(with_alpha(colours.selection, 220))
                for x in (left, right):
                    painter.drawLine(QPointF(x, 0.0), QPointF(x, height))
        elif self.timeline.duration_seconds > 0:
            x = scale.x_of(self.timeline.cursor_seconds)
            painter.setPen(with_alpha(colours.selection, 220))
            painter.drawLine(QPointF(x, 0.0), QPointF(x, float(self.height())))

    def paint_label(self, painter: QPainter, at: QPointF, text: str) -> None:
        """Write `text` with its top left corner at `at`, readable over whatever is drawn there."""
        metrics = painter.fontMetrics()
        place = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 8, metrics.height())
        painter.fillRect(place, with_alpha(self.theme.colours.well, 170))
        painter.setPen(QColor(self.theme.colours.faint_text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag; with Shift, move the nearer end of the selection here."""
        if event.button() != Qt.MouseButton.LeftButton or self.timeline.duration_seconds <= 0:
            return
        seconds = self.scale.seconds_at(event.position().x())
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._anchor_seconds = self._far_end(seconds)
            self._pressed_x = -float(DRAG_PIXELS) - 1.0
            self.timeline.select(TimeSpan.between(self._anchor_seconds, seconds))
        else:
            self._anchor_seconds = min(max(seconds, 0.0), self.timeline.duration_seconds)
            self._pressed_x = event.position().x()
            self.timeline.put_cursor(seconds)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark from where the button went down to the pointer, scrolling at the edges."""
        if self._pressed_x is None:
            return
        x = event.position().x()
        if abs(x - self._pressed_x) < DRAG_PIXELS:
            return
        if not 0 <= x <= self.width():
            self.timeline.scroll(
                (x - min(max(x, 0.0), self.width())) * self.scale.seconds_per_pixel
            )
        seconds = self.scale.seconds_at(min(max(x, 0.0), float(self.width())))
        self.timeline.select(TimeSpan.between(self._anchor_seconds, seconds))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._pressed_x = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Mark all of the sound."""
        self._pressed_x = None
        self.timeline.select(TimeSpan(0.0, self.timeline.duration_seconds))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, scroll otherwise."""
        delta = event.angleDelta()
        # With Alt or Shift some platforms turn the wheel sideways themselves.
        steps = (delta.y() or delta.x()) / WHEEL_STEP
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            about = self.scale.seconds_at(event.position().x())
            self.timeline.zoom(ZOOM_PER_STEP**steps, about)
        else:
            length = self.timeline.visible.duration_seconds
            self.timeline.scroll(-steps * SCROLL_PER_STEP * length)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Take the pinch of a touchpad as zoom; all else as ever."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
        ):
            about = self.scale.seconds_at(event.position().x())
            self.timeline.zoom(1.0 / max(0.1, 1.0 + event.value()), about)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the cursor with the arrow keys, Home and End; mark with Shift; Escape unmarks."""
        step = 20 * self.scale.seconds_per_pixel
        places = {
            Qt.Key.Key_Left: self._moving_end() - step,
            Qt.Key.Key_Right: self._moving_end() + step,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: self.timeline.duration_seconds,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.timeline.put_cursor(self.timeline.cursor_seconds)
        elif key not in places:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if self.timeline.selection is None:
                self._anchor_seconds = self.timeline.cursor_seconds
            span = TimeSpan.between(self._anchor_seconds, max(0.0, places[key]))
            self.timeline.select(span)
            self.timeline.reveal(min(max(places[key], 0.0), self.timeline.duration_seconds))
        else:
            self.timeline.put_cursor(places[key])

    def _moving_end(self) -> float:
        """Give the end of the selection that Shift and an arrow move; else the cursor."""
        span = self.timeline.selection
        if span is None:
            return self.timeline.cursor_seconds
        at_start = abs(span.start_seconds - self._anchor_seconds) < 1e-9
        return span.stop_seconds if at_start else span.start_seconds

    def _far_end(self, seconds: float) -> float:
        """Give the end that stays when Shift+click moves the other one to `seconds`."""
        span = self.timeline.selection
        if span is None:
            return self.timeline.cursor_seconds
        nearer_stop = abs(seconds - span.stop_seconds) < abs(seconds - span.start_seconds)
        return span.start_seconds if nearer_stop else span.stop_seconds
