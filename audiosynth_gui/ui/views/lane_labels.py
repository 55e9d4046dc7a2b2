"""What is written over the lanes of a waveform: the names of channels, and levels."""

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPainter

from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.views.time_view import LABEL_OPACITY, TimeView
from audiosynth_gui.ui.views.waveform_scale import WaveformScale

EDGE_PIXELS = 5
"""Between the levels and the right edge; their ticks are drawn there."""


def lane_name(view: TimeView, lane: int, count: int) -> str:
    """Name one of `count` channels, counted from 0; the only one has no name. GUI thread."""
    names = {1: ("",), 2: (view.tr("L"), view.tr("R"))}.get(count)
    return names[lane] if names else str(lane + 1)


def paint_lane_labels(
    view: TimeView, painter: QPainter, edges: Sequence[float], level_scale: WaveformScale
) -> None:
    """Name the channels at the left and the levels at the right. GUI thread.

    Args:
        view: whose lanes they are.
        painter: of the view.
        edges: where lanes begin and end, in pixels from the top, one more than there are lanes.
        level_scale: where values lie in a lane.
    """
    font = painter.font()
    small = painter.font()
    small.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
    for lane, (top, bottom) in enumerate(itertools.pairwise(edges)):
        name = lane_name(view, lane, len(edges) - 1)
        painter.setFont(font)
        if name:
            view.paint_label(painter, QPointF(4, top + 3), name)
        if lane > 0:
            painter.fillRect(0, int(top), view.width(), 1, with_alpha(view.theme.colours.line, 120))
        painter.setFont(small)
        _paint_levels(view, painter, top, bottom, level_scale)


def _paint_levels(
    view: TimeView, painter: QPainter, lane_top: float, lane_bottom: float, scale: WaveformScale
) -> None:
    middle, half_height = (lane_top + lane_bottom) / 2, (lane_bottom - lane_top) / 2
    label_height = painter.fontMetrics().height()
    places = [
        (middle - sign * place * (half_height - 2), text)
        for place, text in scale.marks(half_height, label_height)
        for sign in (1.0, -1.0)
    ]
    right = float(view.width())
    ground = with_alpha(view.theme.colours.well, LABEL_OPACITY)
    for y, text in places:
        left = right - painter.fontMetrics().horizontalAdvance(text) - 8 - EDGE_PIXELS
        top = min(max(y - label_height / 2, lane_top), lane_bottom - label_height)
        painter.fillRect(QRectF(right - EDGE_PIXELS, top, EDGE_PIXELS, label_height), ground)
        view.paint_label(painter, QPointF(left, top), text)
    painter.setPen(with_alpha(view.theme.colours.faint_text, 160))
    painter.drawLines([QLineF(right - 4, y, right, y) for y, _text in places])
