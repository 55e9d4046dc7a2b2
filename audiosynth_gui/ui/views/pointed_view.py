"""A view along time that says what lies under the pointer."""

import math

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QMouseEvent, QPainter

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline

READING_TOP = 4
SILENT = 1e-7
"""Amplitudes below, of 140 dB under full scale, are said to be silent."""


class PointedView(TimeView):
    """Writes at its upper edge what is under the pointer, the moment first, in the form of times.

    Attributes:
        reading: what is written, or empty.
        pointer: where the pointer is, or None while it is elsewhere.
    """

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Say nothing yet. GUI thread."""
        super().__init__(timeline, theme)
        self.reading = ""
        self.pointer: QPointF | None = None
        self.setMouseTracking(True)
        timeline.display_changed.connect(self.read_pointer)

    def words_at(self, place: QPointF) -> tuple[str, ...]:
        """Give what is said of a place behind its moment; nothing where there is no sound."""
        raise TypeError(f"{type(self).__name__} says nothing of {place}")

    def read_pointer(self) -> None:
        """Read anew: the pointer or what lies under it is another."""
        words = () if self.pointer is None else self.words_at(self.pointer)
        text = ""
        if words and self.pointer is not None:
            moment = self.timeline.display.text(self.scale.seconds_at(self.pointer.x()))
            text = " · ".join((moment, *words))
        if text != self.reading:
            self.reading = text
            # Only where it is written: this comes with every movement of the mouse.
            self.update(0, 0, self.width(), READING_TOP + self.fontMetrics().height() + 1)

    def paint_reading(self, painter: QPainter, room_pixels: int) -> None:
        """Write it, leaving so much room at its right."""
        if self.reading:
            painter.setFont(self.font())
            width = painter.fontMetrics().horizontalAdvance(self.reading) + 8
            left = self.width() - width - room_pixels
            self.paint_label(painter, QPointF(left, READING_TOP), self.reading)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what is under the pointer."""
        self.pointer = event.position()
        self.read_pointer()
        super().mouseMoveEvent(event)

    def leaveEvent(self, _event: QEvent) -> None:
        """Say nothing any more."""
        self.pointer = None
        self.read_pointer()

    def level_words(self, amplitude: float) -> str:
        """Write an amplitude, full scale 1, as a level in decibels."""
        if amplitude < SILENT:
            return self.tr("silent")
        return self.tr("{0} dB").format(f"{20.0 * math.log10(amplitude):.1f}")
