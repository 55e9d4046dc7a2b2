"""Single samples of a waveform: dots on a line."""

import itertools
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from audiosynth_gui.controllers.time_span import TimeScale
from audiosynth_gui.ui.colours import Colours
from audiosynth_gui.ui.views.waveform_scale import CLIPPED, WaveformScale
from audiosynth_gui.ui.views.waveform_source import WaveformSource

DOT_RADIUS = 2.5
MARGIN_PIXELS = 2.0
"""Room that a lane leaves at its edges."""


@dataclass(frozen=True)
class LaneColours:
    """Colours of a lane, each as "#rrggbb".

    Attributes:
        ground, peak, body, axis, clip: as the values of `waveform_image`.
    """

    ground: str
    peak: str
    body: str
    axis: str
    clip: str

    @staticmethod
    def of(colours: Colours, is_take: bool) -> "LaneColours":
        """Choose those of takes or of recordings."""
        peak = colours.take if is_take else colours.recording
        body = colours.take_body if is_take else colours.recording_body
        return LaneColours(colours.well, peak, body, colours.line, colours.error)

    def table(self) -> list[int]:
        """Give them as 0xAARRGGBB, in the order of the values of `waveform_image`."""
        names = (self.ground, self.peak, self.body, self.axis, self.clip)
        return [QColor(name).rgba() for name in names]


def paint_samples(
    painter: QPainter,
    source: WaveformSource,
    time: TimeScale,
    levels: WaveformScale,
    edges: list[float],
    colours: LaneColours,
) -> None:
    """Draw the visible samples, one polygon a lane. GUI thread.

    Args:
        painter: draws onto the view.
        source: the sound.
        time: where moments lie, in logical pixels.
        levels: where values lie.
        edges: where lanes begin and end, in logical pixels.
        colours: to draw with.
    """
    rate, visible = source.sample_rate, time.visible
    start = max(0, int(visible.start_seconds * rate) - 1)
    stop = min(source.frames, int(visible.stop_seconds * rate) + 2)
    if stop <= start:
        return
    samples = source.read(start, stop)
    xs = (np.arange(start, stop) / rate - visible.start_seconds) / time.seconds_per_pixel
    clip_brush, body_brush = QBrush(QColor(colours.clip)), QBrush(QColor(colours.body))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for lane, (top, bottom) in enumerate(itertools.pairwise(edges)):
        middle = (top + bottom) / 2
        painter.setPen(QColor(colours.axis))
        painter.drawLine(QPointF(0, middle), QPointF(time.width, middle))
        ys = middle - levels.places(samples[:, lane]) * ((bottom - top) / 2 - MARGIN_PIXELS)
        points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
        painter.setPen(QPen(QColor(colours.body), 1.2))
        painter.drawPolyline(QPolygonF(points))
        is_clipped = (np.abs(samples[:, lane]) >= CLIPPED).tolist()
        painter.setPen(Qt.PenStyle.NoPen)
        for point, clipped in zip(points, is_clipped, strict=True):
            painter.setBrush(clip_brush if clipped else body_brush)
            painter.drawEllipse(point, DOT_RADIUS, DOT_RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
