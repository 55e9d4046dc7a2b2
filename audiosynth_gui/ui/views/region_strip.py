"""The strip of regions between ruler and waveform."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.region_looks import paint_region, region_facts, shade
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.time_view import DRAG_PIXELS, TimeView
from audiosynth_gui.ui.views.timeline import Timeline

HEIGHT = 20
EDGE_PIXELS = 5.0
NARROW_PIXELS = 2.0
"""Of regions narrower than this, one is drawn in each column: there may be thousands."""

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

    What is dragged is snapped like everything that is marked. Beside regions, and with keys held,
    the mouse does what it does in every view.

    Signals:
        region_moved(str, float, float): id, and where it is to begin and to end, in seconds.
        region_clicked(str): id.
        menu_asked(str, QPoint): id, and the place on the screen for a menu.
    """

    region_moved = Signal(str, float, float)
    region_clicked = Signal(str)
    menu_asked = Signal(str, QPoint)

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show no regions yet. GUI thread."""
        super().__init__(timeline, theme)
        self._regions: tuple[Region, ...] = ()
        self._ends: NDArray[np.float64] = np.zeros((2, 0))
        self._sample_rate = 1
        self._drag: _Drag | None = None
        self._let_go: _Drag | None = None
        self._chosen_id: str | None = None
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Regions"))
        timeline.visible_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(400, HEIGHT)

    def show_regions(self, regions: Sequence[Region], sample_rate: int) -> None:
        """Show these, of a recording at this rate in hertz; one that is held stays in the hand."""
        self._regions = tuple(sorted(regions, key=_frames))  # short ones lie on top
        self._sample_rate = sample_rate
        ends = [(one.start_frame, one.stop_frame) for one in self._regions]
        self._ends = np.array(ends, np.float64).reshape(-1, 2).T / sample_rate
        self._let_go = None
        if self._drag is not None and self._drag.region not in self._regions:
            self._drag = None
        self.update()

    def show_chosen(self, region_id: str | None) -> None:
        """Frame the region with this id, if it is here, and no other."""
        self._chosen_id = region_id
        self.update()

    def span_of(self, region: Region) -> TimeSpan:
        """Give where a region is in seconds; while it is dragged or moved, where it will be."""
        for drag in (self._drag, self._let_go):
            if drag is not None and drag.region.id == region.id:
                return drag.span
        rate = self._sample_rate
        return TimeSpan(region.start_frame / rate, region.stop_frame / rate)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is marked, then the regions, the longest first."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.panel))
            if self.timeline.duration_seconds > 0:
                self.paint_marks(painter)
                self._paint_regions(painter, event.rect())
                if not self._regions:
                    self._paint_hint(painter)
            painter.setPen(QColor(self.theme.colours.line))
            painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of what is under the pointer."""
        found = None if event.modifiers() else self._at(event.position().x())
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
            self._let_go = drag  # until the project has it
            self.region_moved.emit(drag.region.id, drag.span.start_seconds, drag.span.stop_seconds)
        else:
            self.region_clicked.emit(drag.region.id)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Mark what the region under the pointer holds."""
        found = None if event.modifiers() else self._at(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton or found is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.timeline.select(self.span_of(found[0]))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the region under the pointer."""
        found = self._at(float(event.pos().x()))
        if found is not None:
            self.menu_asked.emit(found[0].id, event.globalPos())

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
        lefts, rights = self._edges()
        reach = np.minimum(EDGE_PIXELS, np.maximum(1.0, (rights - lefts) / 4))
        at_stop, at_start = np.abs(x - rights) <= reach, np.abs(x - lefts) <= reach
        if (at_edge := at_stop | at_start).any():
            place = int(np.argmax(at_edge))
            return self._regions[place], "stop" if at_stop[place] else "start"
        inside = (lefts <= x) & (x < rights)
        return (self._regions[int(np.argmax(inside))], "whole") if inside.any() else None

    def _edges(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Give where the regions begin and end on the strip, the shortest first."""
        ends = self._ends.copy()
        for drag in (self._let_go, self._drag):
            ids = [region.id for region in self._regions] if drag is not None else []
            if drag is not None and drag.region.id in ids:
                span = drag.span
                ends[:, ids.index(drag.region.id)] = span.start_seconds, span.stop_seconds
        scale = self.scale
        lefts, rights = (ends - scale.visible.start_seconds) / scale.seconds_per_pixel
        return lefts, rights

    def _dragged(self, drag: _Drag, x: float) -> _Drag:
        rate, duration = self._sample_rate, self.timeline.duration_seconds
        old = TimeSpan(drag.region.start_frame / rate, drag.region.stop_frame / rate)
        if abs(x - drag.pressed_x) < DRAG_PIXELS and drag.span == old:
            return drag
        moved = (x - drag.pressed_x) * self.scale.seconds_per_pixel
        start, stop = old.start_seconds, old.stop_seconds
        if drag.grip == "whole":
            place = self.timeline.snapped(start + moved)
            span = TimeSpan(place, place + stop - start).shifted_into(duration)
        elif drag.grip == "start":
            span = TimeSpan(min(self.timeline.snapped(start + moved), stop - 1 / rate), stop)
        else:
            span = TimeSpan(start, max(self.timeline.snapped(stop + moved), start + 1 / rate))
        return _Drag(drag.region, drag.grip, drag.pressed_x, span)

    def _paint_regions(self, painter: QPainter, part: QRect) -> None:
        """Draw what lies in a part of the strip, the longest first."""
        lefts, rights = self._edges()
        seen = (rights >= part.left() - 2) & (lefts <= part.right() + 3)
        is_narrow = rights - lefts < NARROW_PIXELS
        columns: dict[int, Region] = {}
        for place in np.flatnonzero(seen & is_narrow)[::-1].tolist():
            columns[int(lefts[place])] = self._regions[place]
        for place in np.flatnonzero(seen & ~is_narrow)[::-1].tolist():
            # Far outside, numbers grow too large for a painter.
            left, right = max(lefts[place], -2.0), min(rights[place], self.width() + 2.0)
            where = QRectF(left, 2.0, max(1.0, right - left), HEIGHT - 5.0)
            region = self._regions[place]
            paint_region(painter, region, where, self.theme.colours, region.id == self._chosen_id)
        for x, region in columns.items():
            painter.fillRect(QRectF(x, 2.0, NARROW_PIXELS, HEIGHT - 4.0), shade(region.colour))

    def _paint_hint(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.colours.faint_text))
        hint = self.tr(
            "Select a stretch, then Shift+T: train on it, Shift+O: leave it out, Shift+P: prompt"
        )
        elide = painter.fontMetrics().elidedText
        hint = elide(hint, Qt.TextElideMode.ElideRight, self.width() - 12)
        painter.drawText(QPointF(6, HEIGHT - 6), hint)


def _frames(region: Region) -> int:
    return region.stop_frame - region.start_frame
