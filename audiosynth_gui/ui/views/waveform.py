"""The waveform: one lane a channel, from the whole sound down to single samples."""

import itertools

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)

from audiosynth_gui.controllers.time_span import TimeScale
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.indexed_image import image_size, indexed_image
from audiosynth_gui.ui.views.lane_labels import lane_name, paint_lane_labels
from audiosynth_gui.ui.views.lanes import Lanes
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.pointed_view import PointedView
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform_image import lane_image
from audiosynth_gui.ui.views.waveform_samples import LaneColours, paint_samples
from audiosynth_gui.ui.views.waveform_scale import LEAST_ZOOM, MOST_ZOOM, WaveformScale
from audiosynth_gui.ui.views.waveform_source import (
    WaveformSource,
    line_columns,
    peak_under,
    visible_columns,
)
from audiosynth_gui.ui.views.wheel import HEIGHT_KEY, WHEEL_STEP, wheel_steps

SAMPLES_PER_PIXEL_FOR_LINE = 1.0
SAMPLES_PER_PIXEL_FOR_SMOOTH_LINE = 0.125
"""A smooth line through more samples takes many times as long as the window may."""

HEIGHT_PER_STEP = 1.25
READING_MARGIN = 52
"""Room for the levels named at the right edge."""


class WaveformView(PointedView):
    """Draws a sound's peaks with its RMS inside; keeps the picture until something changes.

    It says how loud the channel under the pointer is there at most.

    Alt+wheel zooms the height, the border between two lanes can be dragged at its left end, a
    double-click there makes them equal again.

    Attributes:
        source: the sound, or None.
        is_take: whether to draw in the colours of takes.
        lanes: heights of the channels.
    """

    def __init__(
        self,
        timeline: Timeline,
        theme: Theme,
        is_take: bool = False,
        style: PictureStyle | None = None,
    ) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__(timeline, theme)
        self.source: WaveformSource | None = None
        self.is_take = is_take
        self.lanes = Lanes()
        self._style = style or PictureStyle(parent=self)
        self._zoom = 1.0
        self._border: int | None = None
        self._picture: QImage | None = None
        self.setMinimumHeight(60)
        self.setAccessibleName(self.tr("Waveform"))
        timeline.visible_changed.connect(self.refresh)
        theme.changed.connect(self.refresh)
        self._style.changed.connect(self.refresh)

    @property
    def level_scale(self) -> WaveformScale:
        """Where values lie in a lane."""
        return WaveformScale(self._style.choice.level_scale, self._zoom)

    def sizeHint(self) -> QSize:
        """Ask for room for two lanes."""
        return QSize(600, 180)

    def show_source(self, source: WaveformSource | None) -> None:
        """Draw another sound; the timeline says which part of it."""
        self.source = source
        if source is not None:
            self.lanes.set_count(source.channels)
        self.refresh()

    def refresh(self) -> None:
        """Draw anew, because the sound or the visible stretch changed."""
        self._picture = None
        self.read_pointer()
        self.update()

    def words_at(self, place: QPointF) -> tuple[str, ...]:
        """Give the channel and the highest level in the pixel's time."""
        source = self.source
        if source is None:
            return ()
        lane = self.lanes.lane_at(place.y(), self.height())
        peak = peak_under(source, self.scale, place.x(), lane)
        name = lane_name(self, lane, source.channels)
        return () if peak is None else (*([name] if name else ()), self.level_words(peak))

    def zoom_height(self, zoom: float) -> None:
        """Draw so many times higher than usual; cut to what can be drawn."""
        self._zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self.refresh()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom the height with Alt alone; all else as ever."""
        if event.modifiers() == HEIGHT_KEY:
            self.zoom_height(self._zoom * HEIGHT_PER_STEP ** wheel_steps(event, WHEEL_STEP))
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a border between lanes; elsewhere as ever."""
        self._border = None
        if event.button() == Qt.MouseButton.LeftButton:
            self._border = self.lanes.border_at(event.position(), self.height())
        if self._border is None:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the border that is held; show where one can be taken hold of."""
        y = event.position().y()
        if self._border is not None:
            self.lanes.move_border(self._border, y, self.height())
            self.refresh()
            return
        if not event.buttons():
            is_border = self.lanes.border_at(event.position(), self.height()) is not None
            shape = Qt.CursorShape.SplitVCursor if is_border else Qt.CursorShape.IBeamCursor
            if self.cursor().shape() != shape:
                self.setCursor(shape)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of a border; elsewhere as ever."""
        if self._border is None:
            super().mouseReleaseEvent(event)
        self._border = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Make lanes equal on a border; elsewhere as ever."""
        if self.lanes.border_at(event.position(), self.height()) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.lanes.reset()
            self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture, then selection and cursor."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.well))
            if self.source is not None and self.source.frames > 0:
                edges = self.lanes.edges(float(self.height()))
                colours = LaneColours.of(self.theme.colours, self.is_take)
                per_pixel = self.scale.seconds_per_pixel * self.source.sample_rate
                if per_pixel < SAMPLES_PER_PIXEL_FOR_SMOOTH_LINE:
                    paint_samples(
                        painter, self.source, self.scale, self.level_scale, edges, colours
                    )
                else:
                    if self._picture is None or self._picture.size() != image_size(self):
                        self._picture = self._draw_picture(self.source, colours)
                    painter.drawImage(QRectF(self.rect()), self._picture)
                paint_lane_labels(self, painter, edges, self.level_scale)
            self.paint_marks(painter)
            self.paint_reading(painter, READING_MARGIN)

    def _draw_picture(self, source: WaveformSource, colours: LaneColours) -> QImage:
        """Draw all lanes into an image of the widget's size in device pixels."""
        width, height = image_size(self).toTuple()
        scale = TimeScale(self.timeline.visible, float(width))
        is_line = scale.seconds_per_pixel * source.sample_rate < SAMPLES_PER_PIXEL_FOR_LINE
        columns = (line_columns if is_line else visible_columns)(source, scale, width)
        pixels = np.zeros((height, width), np.uint8)
        edges = [round(edge) for edge in self.lanes.edges(float(height))]
        for lane, (top, bottom) in enumerate(itertools.pairwise(edges)):
            if bottom - top > 2:
                pixels[top + 1 : bottom - 1] = lane_image(
                    columns.minimum[:, lane], columns.maximum[:, lane], columns.rms[:, lane],
                    bottom - top - 2, self.level_scale,
                )  # fmt: skip
        # As the screen has it, so that painting it again is a mere copy.
        return indexed_image(pixels, colours.table()).convertToFormat(QImage.Format.Format_RGB32)
