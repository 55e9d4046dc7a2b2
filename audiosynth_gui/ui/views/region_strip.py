"""The strip of regions between ruler and waveform."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.region_looks import PATTERNS, region_facts, shade
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.time_view import DRAG_PIXELS, TimeView
from audiosynth_gui.ui.views.timeline import Timeline

HEIGHT = 20
EDGE_PIXELS = 5.0
NAME_PIXELS = 24.0
"""A region narrower than this on the screen has no room for its name."""

Grip = Literal["start", "stop", "whole"]


@dataclass(frozen=True)
class _Drag:
    """A region under the mouse button.

    Attributes:
        region: which.
        grip: what of it is held.
        pressed_x: where the button went down.
        span: where the region would be if it were let go now.
    """

    region: Region
    grip: Grip
    pressed_x: float
    span: TimeSpan


class RegionStrip(TimeView):
    """Shows the regions of a recording. Their edges and they themselves can be dragged.

    Beside regions the mouse does what it does in every view.

    Signals:
        region_moved(str, float, float): id, and where it is to begin and to end, in seconds.
        region_clicked(str): id.
    """

    region_moved = Signal(str, float, float)
    region_clicked = Signal(str)

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show no regions yet. GUI thread."""
        super().__init__(timeline, theme)
        self._regions: tuple[Region, ...] = ()
        self._sample_rate = 1
        self._drag: _Drag | None = None
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Regions"))
        timeline.visible_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(400, HEIGHT)

    def show_regions(self, regions: Sequence[Region], sample_rate: int) -> None:
        """Show these, of a recording at this rate in hertz."""
        self._regions, self._sample_rate = tuple(regions), sample_rate
        self._drag = None
        self.update()

    def span_of(self, region: Region) -> TimeSpan:
        """Give where a region is in seconds; while it is dragged, where it would be."""
        if self._drag is not None and self._drag.region.id == region.id:
            return self._drag.span
        rate = self._sample_rate
        return TimeSpan(region.start_frame / rate, region.stop_frame / rate)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the regions, the longest first, then what is marked."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.panel))
            if self.timeline.duration_seconds > 0:
                self.paint_marks(painter)
                for region in sorted(self._regions, key=lambda one: -_frames(one)):
                    self._paint_region(painter, region)
                if not self._regions:
                    self._paint_hint(painter)
            painter.setPen(QColor(self.theme.colours.line))
            painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is under the pointer."""
        found = self._at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mousePressEvent(event)
            return
        region, grip = found
        self._drag = _Drag(region, grip, event.position().x(), self.span_of(region))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; else say with the pointer's shape what could be."""
        x = event.position().x()
        if self._drag is not None:
            self._drag = self._dragged(self._drag, x)
            self.update()
            return
        found = self._at(x)
        shape = Qt.CursorShape.IBeamCursor
        if found is not None:
            is_edge = found[1] != "whole"
            shape = Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.OpenHandCursor
        self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: a region that was moved stays there, one that was not was clicked."""
        drag, self._drag = self._drag, None
        if drag is None:
            super().mouseReleaseEvent(event)
        elif drag.span != self.span_of(drag.region):
            self.region_moved.emit(drag.region.id, drag.span.start_seconds, drag.span.stop_seconds)
        else:
            self.region_clicked.emit(drag.region.id)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark what the region under the pointer holds."""
        found = self._at(event.position().x())
        if found is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.timeline.select(self.span_of(found[0]))

    def event(self, event: QEvent) -> bool:
        """Say what the region under the pointer is."""
        if isinstance(event, QHelpEvent):
            found = self._at(float(event.pos().x()))
            text = "" if found is None else region_facts(found[0], self._sample_rate)
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _at(self, x: float) -> tuple[Region, Grip] | None:
        """Give what of which region lies at a place; an edge before a whole, the short first."""
        if self.timeline.duration_seconds <= 0:
            return None
        ordered = sorted(self._regions, key=_frames)
        for region in ordered:
            span = self.span_of(region)
            left, right = self.scale.x_of(span.start_seconds), self.scale.x_of(span.stop_seconds)
            reach = min(EDGE_PIXELS, max(1.0, (right - left) / 4))
            if abs(x - right) <= reach:
                return region, "stop"
            if abs(x - left) <= reach:
                return region, "start"
        for region in ordered:
            span = self.span_of(region)
            if span.start_seconds <= self.scale.seconds_at(x) < span.stop_seconds:
                return region, "whole"
        return None

    def _dragged(self, drag: _Drag, x: float) -> _Drag:
        rate, duration = self._sample_rate, self.timeline.duration_seconds
        old = TimeSpan(drag.region.start_frame / rate, drag.region.stop_frame / rate)
        if abs(x - drag.pressed_x) < DRAG_PIXELS and drag.span == old:
            return drag
        moved = (x - drag.pressed_x) * self.scale.seconds_per_pixel
        start, stop = old.start_seconds, old.stop_seconds
        if drag.grip == "whole":
            span = TimeSpan(start + moved, stop + moved).shifted_into(duration)
        elif drag.grip == "start":
            span = TimeSpan(min(max(start + moved, 0.0), stop - 1 / rate), stop)
        else:
            span = TimeSpan(start, max(min(stop + moved, duration), start + 1 / rate))
        return _Drag(drag.region, drag.grip, drag.pressed_x, span)

    def _paint_region(self, painter: QPainter, region: Region) -> None:
        span, scale, colour = self.span_of(region), self.scale, shade(region.colour)
        left = max(scale.x_of(span.start_seconds), -2.0)
        right = min(scale.x_of(span.stop_seconds), self.width() + 2.0)
        if right < left:
            return
        place = QRectF(left, 2.0, max(1.0, right - left), HEIGHT - 5.0)
        body = QColor(colour)
        body.setAlpha(110)
        painter.fillRect(place, QColor(self.theme.colours.panel))  # it lies over longer ones
        painter.fillRect(place, QBrush(body, PATTERNS[region.kind]))
        painter.setPen(colour)
        painter.drawRect(place)
        if place.width() > NAME_PIXELS:
            room = place.adjusted(4, 0, -4, 0)
            mode = Qt.TextElideMode.ElideRight
            name = painter.fontMetrics().elidedText(region.name, mode, int(room.width()))
            width = painter.fontMetrics().horizontalAdvance(name) + 4
            painter.fillRect(
                QRectF(room.left() - 2, room.top() + 1, width, room.height() - 1),
                with_alpha(self.theme.colours.panel, 190),
            )
            painter.setPen(QColor(self.theme.colours.text))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.colours.faint_text))
        hint = self.tr(
            "Select a stretch, then Shift+T: train on it, Shift+O: leave it out, Shift+P: prompt"
        )
        painter.drawText(QPointF(6, HEIGHT - 6), hint)


def _frames(region: Region) -> int:
    return region.stop_frame - region.start_frame
