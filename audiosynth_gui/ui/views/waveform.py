"""The waveform: one lane a channel, from the whole sound down to single samples."""

import itertools
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns
from audiosynth_gui.controllers.time_span import TimeScale
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.indexed_image import indexed_image
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform_image import lane_image

SAMPLES_PER_PIXEL_FOR_LINE = 1.0
PIXELS_PER_SAMPLE_FOR_DOTS = 6.0


class WaveformSource(Protocol):
    """What the waveform asks of a sound; all calls in the GUI thread, so all of them quick."""

    @property
    def sample_rate(self) -> int:
        """Frames a second."""

    @property
    def channels(self) -> int:
        """Number of lanes."""

    @property
    def frames(self) -> int:
        """Length in frames."""

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Give minimum, maximum and RMS of `count` equal parts, each (count, channels)."""

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give the samples themselves, float32 (frames, channels)."""


class WaveformView(TimeView):
    """Draws a sound's peaks with its RMS inside; keeps the picture until something changes.

    Attributes:
        source: the sound, or None.
        is_take: whether to draw in the colours of takes.
    """

    def __init__(self, timeline: Timeline, theme: Theme, is_take: bool = False) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__(timeline, theme)
        self.source: WaveformSource | None = None
        self.is_take = is_take
        self._picture: QImage | None = None
        self.setMinimumHeight(60)
        self.setAccessibleName(self.tr("Waveform"))
        timeline.visible_changed.connect(self.refresh)
        theme.changed.connect(self.refresh)

    def sizeHint(self) -> QSize:
        """Ask for room for two lanes."""
        return QSize(600, 180)

    def show_source(self, source: WaveformSource | None) -> None:
        """Draw another sound; the timeline says which part of it."""
        self.source = source
        self.refresh()

    def refresh(self) -> None:
        """Draw anew, because the sound or the visible stretch changed."""
        self._picture = None
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new size."""
        self._picture = None
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, then selection and cursor."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.well))
            if self.source is not None and self.source.frames > 0:
                if self._shows_samples(self.source):
                    self._paint_samples(painter, self.source)
                else:
                    if self._picture is None:
                        self._picture = self._draw_picture(self.source)
                    painter.drawImage(QRectF(self.rect()), self._picture)
                self._paint_lane_names(painter, self.source.channels)
            self.paint_marks(painter)

    def _paint_lane_names(self, painter: QPainter, channels: int) -> None:
        if channels == 1:
            return
        names = (self.tr("L"), self.tr("R")) if channels == 2 else None
        lane_height = self.height() / channels
        for lane in range(channels):
            name = names[lane] if names else str(lane + 1)
            self.paint_label(painter, QPointF(4, lane * lane_height + 3), name)
            if lane > 0:
                y = int(lane * lane_height)
                painter.fillRect(0, y, self.width(), 1, with_alpha(self.theme.colours.line, 120))

    def _shows_samples(self, source: WaveformSource) -> bool:
        per_pixel = self.scale.seconds_per_pixel * source.sample_rate
        return per_pixel < SAMPLES_PER_PIXEL_FOR_LINE

    def _draw_picture(self, source: WaveformSource) -> QImage:
        """Draw all lanes into an indexed image of the widget's size in device pixels."""
        ratio = self.devicePixelRatioF()
        width, height = max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))
        columns = visible_columns(source, TimeScale(self.timeline.visible, float(width)), width)
        pixels = np.zeros((height, width), np.uint8)
        edges = np.linspace(0, height, source.channels + 1).round().astype(int)
        for lane, (top, bottom) in enumerate(itertools.pairwise(edges)):
            if bottom - top > 2:
                pixels[top + 1 : bottom - 1] = lane_image(
                    columns.minimum[:, lane], columns.maximum[:, lane], columns.rms[:, lane],
                    int(bottom - top - 2),
                )  # fmt: skip
        return indexed_image(pixels, [colour.rgba() for colour in self._colour_table()])

    def _colour_table(self) -> tuple[QColor, ...]:
        colours = self.theme.colours
        peak, body = (
            (colours.take, colours.take_body)
            if self.is_take
            else (colours.recording, colours.recording_body)
        )
        return QColor(colours.well), QColor(peak), QColor(body), QColor(colours.line)

    def _paint_samples(self, painter: QPainter, source: WaveformSource) -> None:
        """Draw the samples as dots on a line, one polygon a lane."""
        visible, rate = self.timeline.visible, source.sample_rate
        start = max(0, int(visible.start_seconds * rate) - 1)
        stop = min(source.frames, int(visible.stop_seconds * rate) + 2)
        if stop <= start:
            return
        samples = source.read(start, stop)
        pixels_per_sample = 1.0 / (self.scale.seconds_per_pixel * rate)
        xs = (np.arange(start, stop) / rate - visible.start_seconds) / self.scale.seconds_per_pixel
        lane_height = self.height() / source.channels
        line = QColor(self._colour_table()[2])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane in range(source.channels):
            middle = lane_height * (lane + 0.5)
            painter.setPen(QColor(self.theme.colours.line))
            painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
            ys = middle - np.clip(samples[:, lane], -1, 1) * (lane_height / 2 - 2)
            points = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
            painter.setPen(QPen(line, 1.2))
            painter.drawPolyline(QPolygonF(points))
            if pixels_per_sample >= PIXELS_PER_SAMPLE_FOR_DOTS:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QBrush(line))
                for point in points:
                    painter.drawEllipse(point, 2.5, 2.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def visible_columns(source: WaveformSource, scale: TimeScale, width: int) -> Columns:
    """Give one column for each of `width` pixels; NaN where the sound has not begun or is over.

    Source frames under pixel p are those from p·d to (p+1)·d of the visible stretch, where d is
    the time under a pixel.
    """
    first = min(max(round(scale.x_of(0.0)), 0), width)
    last = min(max(round(scale.x_of(source.frames / source.sample_rate)), first), width)
    shape = (width, source.channels)
    whole = [np.full(shape, np.nan, np.float32) for _ in range(3)]
    if last > first:
        start = max(0, round(scale.seconds_at(first) * source.sample_rate))
        stop = min(source.frames, round(scale.seconds_at(last) * source.sample_rate))
        if stop > start:
            part = source.columns(start, stop, last - first)
            found: tuple[NDArray[np.float32], ...] = (part.minimum, part.maximum, part.rms)
            for target, values in zip(whole, found, strict=True):
                target[first:last] = values
    return Columns(*whole)
