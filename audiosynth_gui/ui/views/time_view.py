"""What every view along time has in common: mouse, wheel and keyboard."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QNativeGestureEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QWidget

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.ticks import Tick, beat_lines, heard_lines
from audiosynth_gui.ui.views.time_keys import TimeKeys
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.wheel import turn_through_time

DRAG_PIXELS = 3
MARK_PIXELS = 2.0
"""How far the line at an end of what is marked reaches to either side."""

LABEL_OPACITY = 230
"""Of the ground below writing, so that it is readable over the brightest picture, too."""


class TimeView(QWidget):
    """A widget whose horizontal axis is a timeline's visible stretch.

    A click puts the cursor, a drag marks a stretch, Shift extends it; Alt+click plays from there,
    a drag with Ctrl and Alt scrubs; Ctrl+wheel and pinch zoom about the pointer, the wheel
    scrolls; for keys see `TimeKeys`.
    """

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show `timeline` in the colours of `theme`. GUI thread."""
        super().__init__()
        self.timeline = timeline
        self.theme = theme
        self._pressed_x: float | None = None
        self._is_scrubbing = False
        self._keys = TimeKeys(timeline)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self._marks = self._marks_now()
        timeline.selection_changed.connect(self._repaint_marks)
        timeline.loop.changed.connect(self._repaint_marks)
        timeline.display_changed.connect(self.update)
        theme.changed.connect(self.update)

    @property
    def scale(self) -> TimeScale:
        """Where moments lie on this widget, in logical pixels."""
        return TimeScale(self.timeline.visible, float(self.width()))

    def paint_marks(self, painter: QPainter) -> None:
        """Draw beats, loop, selection, cursor and focus over what is already painted."""
        scale, colours = self.scale, self.theme.colours
        self._paint_beats(painter)
        self._paint_loop(painter)
        span = self.timeline.selection
        if span is not None and span.duration_seconds > 0:
            left, right = scale.x_of(span.start_seconds), scale.x_of(span.stop_seconds)
            left, right = max(left, -2.0), min(right, self.width() + 2.0)
            if right > left:
                height = float(self.height())
                width = max(1, int(right) - int(left))  # so that one end moves without the other
                painter.fillRect(
                    int(left), 0, width, int(height), with_alpha(colours.selection, 56)
                )
                painter.setPen(with_alpha(colours.selection, 220))
                for x in (left, right):
                    painter.drawLine(QPointF(x, 0.0), QPointF(x, height))
        elif self.timeline.duration_seconds > 0:
            x = scale.x_of(self.timeline.cursor_seconds)
            painter.setPen(with_alpha(colours.selection, 220))
            painter.drawLine(QPointF(x, 0.0), QPointF(x, float(self.height())))
        if self.hasFocus() and self.focusProxy() is None:
            painter.setPen(with_alpha(colours.accent, 150))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _marks_now(self) -> tuple[TimeSpan | None, TimeSpan | None]:
        """Give what is marked now: selection or cursor, and the loop."""
        cursor, loop = self.timeline.cursor_seconds, self.timeline.loop.playing_span
        return self.timeline.selection or TimeSpan(cursor, cursor), loop

    def _repaint_marks(self) -> None:
        """Repaint only between where ends were and are: a drag comes here with every movement."""
        before, self._marks = self._marks, self._marks_now()
        for old, new in zip(before, self._marks, strict=True):
            if old is None or new is None:
                if old is not new:
                    self.update()
                continue
            for one, other in (
                (old.start_seconds, new.start_seconds), (old.stop_seconds, new.stop_seconds),
            ):  # fmt: skip
                if one != other:
                    self._repaint_between(one, other)

    def _repaint_between(self, one_seconds: float, other_seconds: float) -> None:
        left, right = sorted(self.scale.x_of(each) for each in (one_seconds, other_seconds))
        left, right = max(left, 0.0), min(right, float(self.width()))
        if left <= right + 2 * MARK_PIXELS:
            place = QRectF(left - MARK_PIXELS, 0.0, right - left + 2 * MARK_PIXELS, self.height())
            self.update(place.toAlignedRect())

    def _paint_beats(self, painter: QPainter) -> None:
        """Draw a line where each beat lies: what is snapped to, or bars and beats while shown.

        Those that begin bars are stronger.
        """
        timeline, colours = self.timeline, self.theme.colours
        if timeline.duration_seconds <= 0:
            return
        lines: Iterable[Tick] = ()
        if timeline.beats_seconds:
            lines = heard_lines(self.scale, timeline.beats_seconds)
        elif timeline.display.form == "bars":
            lines = beat_lines(self.scale, timeline.duration_seconds, timeline.display)
        scale, drawn = self.scale, {False: list[QLineF](), True: list[QLineF]()}
        for line in lines:
            x = scale.x_of(line.seconds)
            drawn[line.is_main].append(QLineF(x, 0.0, x, float(self.height())))
        for is_main, at_once in drawn.items():
            painter.setPen(with_alpha(colours.faint_text, 110 if is_main else 45))
            painter.drawLines(at_once)

    def _paint_loop(self, painter: QPainter) -> None:
        """Draw the loop's band where it is switched on."""
        span = self.timeline.loop.playing_span
        if span is not None:
            left, right = self.scale.x_of(span.start_seconds), self.scale.x_of(span.stop_seconds)
            band = QRectF(left, 0.0, right - left, float(self.height()))
            painter.fillRect(
                band.intersected(QRectF(self.rect())), with_alpha(self.theme.colours.loop, 30)
            )

    def paint_label(self, painter: QPainter, at: QPointF, text: str) -> None:
        """Write `text` with its top left corner at `at`, readable over whatever is drawn there."""
        metrics = painter.fontMetrics()
        place = QRectF(at.x(), at.y(), metrics.horizontalAdvance(text) + 8, metrics.height())
        painter.fillRect(place, with_alpha(self.theme.colours.well, LABEL_OPACITY))
        painter.setPen(QColor(self.theme.colours.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a drag, and what it is by the keys held down."""
        if event.button() != Qt.MouseButton.LeftButton or self.timeline.duration_seconds <= 0:
            return
        seconds = self.scale.seconds_at(event.position().x())
        held, keys = event.modifiers(), Qt.KeyboardModifier
        if held & keys.AltModifier and held & keys.ControlModifier:
            self._is_scrubbing = True
            self.timeline.scrubbed.emit(min(max(seconds, 0.0), self.timeline.duration_seconds))
        elif held & keys.AltModifier:
            self.timeline.play_asked.emit(self.timeline.snapped(seconds))
        elif held & keys.ShiftModifier:
            self.timeline.anchor_seconds = self._far_end(seconds)
            self._pressed_x = -float(DRAG_PIXELS) - 1.0
            self._mark_to(seconds)
        else:
            self._pressed_x = event.position().x()
            self.timeline.put_cursor(self.timeline.snapped(seconds))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark from where the button went down to the pointer, scrolling at the edges."""
        x = event.position().x()
        if self._is_scrubbing:
            seconds = min(max(self.scale.seconds_at(x), 0.0), self.timeline.duration_seconds)
            self.timeline.scrubbed.emit(seconds)
        if self._pressed_x is None:
            return
        if abs(x - self._pressed_x) < DRAG_PIXELS:
            return
        if not 0 <= x <= self.width():
            self.timeline.scroll(
                (x - min(max(x, 0.0), self.width())) * self.scale.seconds_per_pixel
            )
        self._mark_to(self.scale.seconds_at(min(max(x, 0.0), float(self.width()))))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End a click or a drag."""
        self._pressed_x = None
        if self._is_scrubbing:
            self._is_scrubbing = False
            self.timeline.scrub_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark all of the sound."""
        self._pressed_x = None
        if event.button() == Qt.MouseButton.LeftButton:
            self.timeline.select_all()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom about the pointer with Ctrl, scroll otherwise."""
        turn_through_time(event, self.timeline, self.scale.seconds_at(event.position().x()))

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
        """Move the cursor, mark and turn pages; see `TimeKeys`."""
        if not self._keys.press(event, self.scale.seconds_per_pixel):
            super().keyPressEvent(event)

    def _mark_to(self, seconds: float) -> None:
        """Mark from the anchor to what is meant by a moment under the pointer."""
        timeline = self.timeline
        timeline.select(TimeSpan.between(timeline.anchor_seconds, timeline.snapped(seconds)))

    def _far_end(self, seconds: float) -> float:
        """Give the end that stays when Shift+click moves the other one to `seconds`."""
        span = self.timeline.selection
        if span is None:
            return self.timeline.cursor_seconds
        nearer_stop = abs(seconds - span.stop_seconds) < abs(seconds - span.start_seconds)
        return span.start_seconds if nearer_stop else span.stop_seconds
