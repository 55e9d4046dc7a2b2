"""The ruler over the views: time in round steps, and the loop above it."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.ticks import LABEL_PIXELS, ruler_ticks
from audiosynth_gui.ui.views.time_view import DRAG_PIXELS, TimeView
from audiosynth_gui.ui.views.timeline import Timeline

HEIGHT = 32
LOOP_HEIGHT = HEIGHT // 2
"""The upper half is for the loop."""

PROMPT_HEIGHT = 3.0
EDGE_PIXELS = 5.0
"""How near to an edge of the loop the pointer takes hold of it."""


class Ruler(TimeView):
    """Marks of time over the visible stretch; selects like the views below it.

    A drag in the upper half makes the loop, or moves the edge it begins at; a click on the loop
    switches it on or off. A double click in the lower half plays from there.
    """

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show `timeline`. GUI thread."""
        super().__init__(timeline, theme)
        self._loop_anchor_seconds: float | None = None
        self._loop_pressed_x = 0.0
        self._has_dragged_loop = False
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Time ruler"))
        self.setToolTip(
            self.tr(
                "Upper half: drag to make a loop or to move its edges, click it to switch it (L).\n"
                "Lower half: click and drag as in the views; double-click: play from here."
            )
        )
        timeline.visible_changed.connect(self.update)
        timeline.prompt_changed.connect(self.update)
        timeline.loop.changed.connect(self.update)  # it is drawn here while it is off, too

    def sizeHint(self) -> QSize:
        """Ask for the loop and one line of marks."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw marks, their times, and what is marked."""
        with QPainter(self) as painter:
            colours = self.theme.colours
            painter.fillRect(self.rect(), QColor(colours.panel))
            if self.timeline.duration_seconds > 0:
                self._paint_ticks(painter)
                self.paint_marks(painter)
                self._paint_loop_bar(painter)
                self._paint_prompt(painter)
            painter.setPen(QColor(colours.line))
            painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the loop in the upper half; all else as in every view."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        is_upper = event.position().y() < LOOP_HEIGHT and self.timeline.duration_seconds > 0
        if not (is_left and is_upper) or event.modifiers():
            super().mousePressEvent(event)
            return
        self._loop_pressed_x, self._has_dragged_loop = event.position().x(), False
        span, edge = self.timeline.loop.span, self._edge_at(event.position())
        if span is None or edge is None:
            self._loop_anchor_seconds = self.timeline.snapped(
                self.scale.seconds_at(self._loop_pressed_x)
            )
        else:
            is_start = edge == span.start_seconds
            self._loop_anchor_seconds = span.stop_seconds if is_start else span.start_seconds

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Stretch the loop that is held; show where its edges can be taken hold of."""
        anchor = self._loop_anchor_seconds
        x = event.position().x()
        if anchor is None:
            is_edge = self._edge_at(event.position()) is not None
            shape = Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.IBeamCursor
            self.setCursor(shape)
            super().mouseMoveEvent(event)
        elif self._has_dragged_loop or abs(x - self._loop_pressed_x) >= DRAG_PIXELS:
            self._has_dragged_loop = True
            seconds = self.timeline.snapped(self.scale.seconds_at(x))
            self.timeline.loop.put(TimeSpan.between(anchor, seconds))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the loop; a click on it switches it, one beside it puts the cursor."""
        if self._loop_anchor_seconds is None:
            super().mouseReleaseEvent(event)
            return
        self._loop_anchor_seconds = None
        if self._has_dragged_loop:
            return
        seconds, loop = self.scale.seconds_at(event.position().x()), self.timeline.loop
        if loop.span is not None and loop.span.start_seconds <= seconds <= loop.span.stop_seconds:
            loop.switch(not loop.is_on)
        else:
            self.timeline.put_cursor(self.timeline.snapped(seconds))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from here; in the upper half it is two clicks, which leave the loop as it was."""
        if event.position().y() < LOOP_HEIGHT:
            self.mousePressEvent(event)
        elif event.button() == Qt.MouseButton.LeftButton and self.timeline.duration_seconds > 0:
            seconds = self.timeline.snapped(self.scale.seconds_at(event.position().x()))
            self.timeline.play_asked.emit(seconds)

    def _edge_at(self, place: QPointF) -> float | None:
        """Give the edge of the loop that a place takes hold of, in seconds."""
        span = self.timeline.loop.span
        if span is None or place.y() >= LOOP_HEIGHT:
            return None
        edges = (span.start_seconds, span.stop_seconds)
        nearest = min(edges, key=lambda edge: abs(self.scale.x_of(edge) - place.x()))
        return nearest if abs(self.scale.x_of(nearest) - place.x()) <= EDGE_PIXELS else None

    def _paint_loop_bar(self, painter: QPainter) -> None:
        """Draw the loop as a bar with strong ends; hollow while it is off."""
        span, colours = self.timeline.loop.span, self.theme.colours
        if span is None:
            return
        left, right = self.scale.x_of(span.start_seconds), self.scale.x_of(span.stop_seconds)
        if right < 0 or left > self.width():
            return
        left, right = max(left, -4.0), min(right, self.width() + 4.0)
        is_on = self.timeline.loop.is_on
        bar = QRectF(left, 2.0, max(1.0, right - left), LOOP_HEIGHT - 4.0)
        painter.fillRect(bar, with_alpha(colours.loop, 150 if is_on else 30))
        for x in (left, right - 2.0):
            painter.fillRect(QRectF(x, 0.0, 2.0, LOOP_HEIGHT), QColor(colours.loop))
        if not is_on:
            painter.setPen(QColor(colours.loop))
            painter.drawRect(bar.adjusted(0.0, 0.0, -1.0, -1.0))

    def _paint_prompt(self, painter: QPainter) -> None:
        """Draw the prompt as a bar that ends in an arrow: from here it goes on."""
        span = self.timeline.prompt
        if span is None:
            return
        left, right = self.scale.x_of(span.start_seconds), self.scale.x_of(span.stop_seconds)
        colour = QColor(self.theme.colours.accent)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        bottom = HEIGHT - 1.0
        painter.drawRect(QRectF(left, bottom - PROMPT_HEIGHT, right - left, PROMPT_HEIGHT))
        painter.drawPolygon(
            QPolygonF([
                QPointF(right, bottom - 2.5 * PROMPT_HEIGHT),
                QPointF(right + 2.5 * PROMPT_HEIGHT, bottom - PROMPT_HEIGHT / 2),
                QPointF(right, bottom),
            ])
        )  # fmt: skip
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ticks(self, painter: QPainter) -> None:
        colours, scale = self.theme.colours, self.scale
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        painter.setFont(font)
        lines: dict[bool, list[QLineF]] = {False: [], True: []}
        for tick in ruler_ticks(scale, self.timeline.duration_seconds, self.timeline.display):
            x = scale.x_of(tick.seconds)
            top = HEIGHT - (9 if tick.is_main else 5)
            lines[tick.is_main].append(QLineF(x, top, x, HEIGHT - 1))
            if tick.is_main:
                painter.setPen(QColor(colours.faint_text))
                place = QRectF(x + 4, LOOP_HEIGHT - 2, LABEL_PIXELS, HEIGHT - LOOP_HEIGHT - 2)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, flags, tick.label)
        for is_main, drawn in lines.items():
            painter.setPen(with_alpha(colours.faint_text, 255 if is_main else 110))
            painter.drawLines(drawn)
