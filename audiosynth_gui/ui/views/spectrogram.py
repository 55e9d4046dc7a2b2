"""The spectrogram under a waveform: drawn in the background, stretched until it is there."""

from typing import Protocol

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent

from audiosynth_gui.audio.spectrogram import SpectrogramSettings, hertz_to_row, row_to_hertz
from audiosynth_gui.controllers.spectrogram_controller import (
    SpectrogramController,
    SpectrogramPicture,
)
from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.colour_map import colour_table
from audiosynth_gui.ui.views.indexed_image import indexed_image
from audiosynth_gui.ui.views.pitch import pitch_name
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform import WaveformSource

ROWS = 192
SETTLE_MILLISECONDS = 30
MARKED_HERTZ = (10000.0, 5000.0, 2000.0, 1000.0, 500.0, 100.0)


class PictureSource(Protocol):
    """Sound that has its spectrogram at hand, like a take that is being made."""

    def picture(self, span: TimeSpan) -> SpectrogramPicture | None:
        """Give what there is of `span`. GUI thread, so quick."""


class SpectrogramView(TimeView):
    """Draws which frequencies sound when.

    Attributes:
        source: the sound, or None.
        picture: what is drawn, perhaps of a stretch that was visible a moment ago.
        reading: frequency and note under the pointer, or empty.
    """

    def __init__(self, timeline: Timeline, theme: Theme, drawing: SpectrogramController) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__(timeline, theme)
        self.source: WaveformSource | None = None
        self.picture: SpectrogramPicture | None = None
        self._pictures: PictureSource | None = None
        self._drawing = drawing
        self._image: QImage | None = None
        self.reading = ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self._ask)
        self.setMinimumHeight(50)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Spectrogram"))
        drawing.picture_drawn.connect(self._take_picture)
        timeline.visible_changed.connect(self.refresh)
        theme.changed.connect(self._colour)

    def sizeHint(self) -> QSize:
        """Ask for somewhat less than the waveform has."""
        return QSize(600, 150)

    def show_source(
        self, source: WaveformSource | None, pictures: PictureSource | None = None
    ) -> None:
        """Draw another sound; the timeline says which part of it.

        With `pictures` nothing is computed: they are taken from there at every refresh.
        """
        self.source, self._pictures = source, pictures
        self.picture, self._image = None, None
        self._drawing.forget()
        self.refresh()

    def refresh(self) -> None:
        """Draw what is visible now: at once where it is at hand, else once the view rests."""
        self.update()
        if self._pictures is not None:
            self.picture = self._pictures.picture(self.timeline.visible)
            self._colour()
        elif self.source is not None:
            self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at the new width."""
        self.refresh()
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture where its stretch lies now, then selection and cursor."""
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.well))
            if self._image is not None and self.picture is not None:
                span, scale = self.picture.span, self.scale
                left, right = scale.x_of(span.start_seconds), scale.x_of(span.stop_seconds)
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(left, 0, right - left, self.height()), self._image)
                self._paint_frequencies(painter, self.picture.settings)
            self.paint_marks(painter)
            if self.reading:
                width = painter.fontMetrics().horizontalAdvance(self.reading) + 12
                self.paint_label(painter, QPointF(self.width() - width, 4), self.reading)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which frequency is under the pointer."""
        if self.picture is not None:
            hertz = self.hertz_at(event.position().y())
            self._show_reading(self.tr("{0} Hz · {1}").format(f"{hertz:.0f}", pitch_name(hertz)))
        super().mouseMoveEvent(event)

    def leaveEvent(self, _event: QEvent) -> None:
        """Say nothing any more."""
        self._show_reading("")

    def _show_reading(self, text: str) -> None:
        if text != self.reading:
            self.reading = text
            self.update()

    def hertz_at(self, y: float) -> float:
        """Give the frequency at a height; the top edge is the highest."""
        if self.picture is None:
            return 0.0
        rows = self.picture.settings.rows
        row = (1.0 - y / max(1, self.height())) * rows - 0.5
        return row_to_hertz(min(max(row, 0.0), rows - 1.0), self.picture.settings)

    def _ask(self) -> None:
        source = self.source
        if source is None or self._pictures is not None or source.frames == 0 or self.width() < 2:
            return
        settings = SpectrogramSettings(sample_rate=source.sample_rate, rows=ROWS)
        span = self.timeline.visible.clamped(source.frames / source.sample_rate)
        scale = TimeScale(self.timeline.visible, self.width() * self.devicePixelRatioF())
        columns = round(scale.x_of(span.stop_seconds) - scale.x_of(span.start_seconds))
        if columns >= 1 and span.duration_seconds > 0:
            self._drawing.draw(source.read, span, columns, settings)

    def _take_picture(self, picture: SpectrogramPicture) -> None:
        if self.source is not None and self._pictures is None:
            self.picture = picture
            self._colour()

    def _colour(self) -> None:
        if self.picture is None:
            self._image = None
            return
        highest_on_top = np.flipud(self.picture.pixels)
        self._image = indexed_image(highest_on_top, colour_table(self.theme.is_dark))
        self.update()

    def _paint_frequencies(self, painter: QPainter, settings: SpectrogramSettings) -> None:
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        free_from = 0.0
        for hertz in MARKED_HERTZ:
            if not settings.lowest_hertz < hertz < settings.top_hertz:
                continue
            y = self.height() * (1.0 - (hertz_to_row(hertz, settings) + 0.5) / settings.rows)
            if y < free_from or y - free_from < painter.fontMetrics().height():
                continue  # it would run into the label above
            free_from = y
            painter.setPen(with_alpha(self.theme.colours.faint_text, 60))
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            text = f"{hertz / 1000:g} kHz" if hertz >= 1000 else f"{hertz:g} Hz"
            self.paint_label(painter, QPointF(4, y - painter.fontMetrics().height() - 1), text)
