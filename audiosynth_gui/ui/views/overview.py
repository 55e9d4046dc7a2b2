"""The whole sound as a strip, and which part of it the views show."""

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.indexed_image import image_size, indexed_image
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform_image import lane_image
from audiosynth_gui.ui.views.waveform_samples import LaneColours
from audiosynth_gui.ui.views.waveform_source import WaveformSource
from audiosynth_gui.ui.views.wheel import turn_through_time

HEIGHT = 26
REGROW_MILLISECONDS = 250
"""A take that is being made is drawn anew this often; in between its picture shrinks."""

EDGE_PIXELS = 5.0
LEAST_FRAME_PIXELS = 4.0
"""A frame that would be narrower is drawn this wide, so that it can be seen and taken hold of."""


class Overview(QWidget):
    """Draws all of a sound, with the visible stretch as a frame.

    The frame is dragged, and so are its edges; a click beside it jumps there. Dragging with the
    right button scrubs. The wheel does what it does in the views.
    """

    def __init__(self, timeline: Timeline, theme: Theme, is_take: bool) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__()
        self._timeline = timeline
        self._theme = theme
        self._is_take = is_take
        self._source: WaveformSource | None = None
        self._picture: QImage | None = None
        self._drawn_frames = 0
        self._playhead_x = 0
        self._regrow = QTimer(self)
        self._regrow.setSingleShot(True)
        self._regrow.setInterval(REGROW_MILLISECONDS)
        self._regrow.timeout.connect(self.refresh)
        self._grip_seconds: float | None = None
        self._fixed_edge_seconds: float | None = None
        self._is_scrubbing = False
        self.setFixedHeight(HEIGHT)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Overview"))
        self.setToolTip(
            self.tr(
                "The whole sound. Drag the frame or its edges, or click to go there;\n"
                "drag with the right button to hear what lies under the pointer."
            )
        )
        timeline.visible_changed.connect(self.update)
        timeline.selection_changed.connect(self.update)
        timeline.playhead_moved.connect(self._move_playhead)
        timeline.loop.changed.connect(self.update)
        theme.changed.connect(self.refresh)

    @property
    def scale(self) -> TimeScale:
        """Where moments of the whole sound lie on the strip, in logical pixels."""
        return TimeScale(TimeSpan(0.0, self._timeline.duration_seconds), float(self.width()))

    @property
    def frame(self) -> QRectF:
        """Where the frame is drawn."""
        visible, scale = self._timeline.visible, self.scale
        left, right = scale.x_of(visible.start_seconds), scale.x_of(visible.stop_seconds)
        lacking = max(0.0, LEAST_FRAME_PIXELS - (right - left))
        left, right = left - lacking / 2, right + lacking / 2
        return QRectF(left, 0.0, right - left, float(self.height())).intersected(
            QRectF(self.rect())
        )

    def sizeHint(self) -> QSize:
        """Ask for a narrow strip."""
        return QSize(400, HEIGHT)

    def show_source(self, source: WaveformSource | None) -> None:
        """Draw another sound."""
        self._source = source
        self.refresh()

    def refresh(self) -> None:
        """Draw anew: more of the sound is known."""
        self._picture = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sound, what is marked and playing, and the frame over them."""
        with QPainter(self) as painter:
            colours = self._theme.colours
            painter.fillRect(self.rect(), QColor(colours.well))
            source = self._source
            if source is None or source.frames == 0 or self._timeline.duration_seconds <= 0:
                return
            if self._picture is None or self._picture.size() != image_size(self):
                self._picture, self._drawn_frames = self._draw(source), source.frames
            elif self._drawn_frames != source.frames and not self._regrow.isActive():
                self._regrow.start()
            drawn = TimeSpan(0.0, self._drawn_frames / source.sample_rate)
            painter.drawImage(self._strip(drawn), self._picture)
            for span, colour in (
                (self._timeline.loop.playing_span, colours.loop),
                (self._timeline.selection, colours.selection),
            ):
                if span is not None:
                    painter.fillRect(self._strip(span), with_alpha(colour, 90))
            self._paint_frame(painter)
            if self._timeline.playhead_seconds is not None:
                x = self._playhead_x = int(self.scale.x_of(self._timeline.playhead_seconds))
                painter.setPen(QColor(colours.playhead))
                painter.drawLine(x, 0, x, self.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the frame or of an edge of it, jump, or begin to scrub."""
        if self._timeline.duration_seconds <= 0:
            return
        x = event.position().x()
        seconds, visible = self._seconds_at(x), self._timeline.visible
        if event.button() == Qt.MouseButton.RightButton:
            self._is_scrubbing = True
            self._timeline.scrubbed.emit(seconds)
        elif event.button() == Qt.MouseButton.LeftButton:
            edge = self._edge_at(x)
            if edge is not None:
                self._fixed_edge_seconds = (
                    visible.stop_seconds if edge == "start" else visible.start_seconds
                )
                return
            if not self.frame.left() <= x <= self.frame.right():
                self._go_to(seconds - visible.duration_seconds / 2)
            self._grip_seconds = seconds - self._timeline.visible.start_seconds

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; show what could be."""
        x = event.position().x()
        seconds = self._seconds_at(x)
        if self._is_scrubbing:
            self._timeline.scrubbed.emit(seconds)
        elif self._fixed_edge_seconds is not None:
            self._timeline.show_span(TimeSpan.between(self._fixed_edge_seconds, seconds))
        elif self._grip_seconds is not None:
            self._go_to(seconds - self._grip_seconds)
        else:
            is_edge = self._edge_at(x) is not None
            shape = Qt.CursorShape.SizeHorCursor if is_edge else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip_seconds, self._fixed_edge_seconds = None, None
        if self._is_scrubbing:
            self._is_scrubbing = False
            self._timeline.scrub_ended.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, about the pointer while that is over the frame; scroll otherwise."""
        x = event.position().x()
        is_over = self.frame.left() <= x <= self.frame.right()
        turn_through_time(event, self._timeline, self._seconds_at(x) if is_over else None)

    def _move_playhead(self) -> None:
        """Repaint only where the playhead was and is: this comes many times a second."""
        seconds = self._timeline.playhead_seconds
        for x in (self._playhead_x, None if seconds is None else int(self.scale.x_of(seconds))):
            if x is not None:
                self.update(x - 1, 0, 3, self.height())

    def _seconds_at(self, x: float) -> float:
        return min(max(self.scale.seconds_at(x), 0.0), self._timeline.duration_seconds)

    def _go_to(self, start_seconds: float) -> None:
        length = self._timeline.visible.duration_seconds
        self._timeline.show_span(TimeSpan(start_seconds, start_seconds + length))

    def _edge_at(self, x: float) -> str | None:
        """Say which edge of the frame a place takes hold of: "start", "stop" or None.

        A narrow frame keeps its inner half for being moved.
        """
        frame = self.frame
        inner = min(EDGE_PIXELS, frame.width() / 4)
        if frame.left() - EDGE_PIXELS <= x <= frame.left() + inner:
            return "start"
        if frame.right() - inner <= x <= frame.right() + EDGE_PIXELS:
            return "stop"
        return None

    def _strip(self, span: TimeSpan) -> QRectF:
        left, right = self.scale.x_of(span.start_seconds), self.scale.x_of(span.stop_seconds)
        return QRectF(left, 0.0, max(1.0, right - left), float(self.height()))

    def _paint_frame(self, painter: QPainter) -> None:
        colours, frame = self._theme.colours, self.frame
        rest = with_alpha(colours.window, 150)
        painter.fillRect(QRectF(0.0, 0.0, frame.left(), frame.height()), rest)
        painter.fillRect(
            QRectF(frame.right(), 0.0, self.width() - frame.right(), frame.height()), rest
        )
        painter.setPen(QPen(QColor(colours.accent), 1.0))
        painter.drawRect(frame.adjusted(0.0, 0.0, -1.0, -1.0))

    def _draw(self, source: WaveformSource) -> QImage:
        """Draw all channels over each other, in device pixels."""
        width, height = image_size(self).toTuple()
        columns = source.columns(0, source.frames, width)
        rms = np.sqrt(np.mean(np.square(columns.rms), axis=1))
        pixels = lane_image(columns.minimum.min(axis=1), columns.maximum.max(axis=1), rms, height)
        return indexed_image(pixels, LaneColours.of(self._theme.colours, self._is_take).table())
