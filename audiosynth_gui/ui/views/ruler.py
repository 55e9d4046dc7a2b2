"""The ruler over the views: time in round steps."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF

from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import ruler_label
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline

HEIGHT = 24
LABEL_PIXELS = 80.0
PROMPT_HEIGHT = 3.0
_MINUTE_STEPS = (1.0, 2.0, 5.0, 10.0, 15.0, 30.0, 60.0)


def tick_step(seconds_per_pixel: float, apart_pixels: float = LABEL_PIXELS) -> float:
    """Give the smallest round step in seconds whose marks lie `apart_pixels` apart or more.

    Below a second: 1, 2, 5 × a power of ten; above: steps that divide minutes and hours.
    """
    wanted = max(seconds_per_pixel * apart_pixels, 1e-6)
    if wanted <= 1.0:
        power = 10.0 ** math.floor(math.log10(wanted))
        return next(power * n for n in (1, 2, 5, 10) if power * n >= wanted * (1 - 1e-9))
    for unit in (1.0, 60.0, 3600.0):
        for step in _MINUTE_STEPS:
            if step * unit >= wanted:
                return step * unit
    return math.ceil(wanted / 36000.0) * 36000.0


class Ruler(TimeView):
    """Marks of time over the visible stretch; selects like the views below it."""

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        """Show `timeline`. GUI thread."""
        super().__init__(timeline, theme)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Time ruler"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        timeline.visible_changed.connect(self.update)
        timeline.prompt_changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for one line of marks."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw marks, their times, and what is marked."""
        with QPainter(self) as painter:
            colours = self.theme.colours
            painter.fillRect(self.rect(), QColor(colours.panel))
            if self.timeline.duration_seconds > 0:
                self._paint_ticks(painter)
                self.paint_marks(painter)
                self._paint_prompt(painter)
            painter.setPen(QColor(colours.line))
            painter.drawLine(0, HEIGHT - 1, self.width(), HEIGHT - 1)

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ticks(self, painter: QPainter) -> None:
        scale, colours = self.scale, self.theme.colours
        step = tick_step(scale.seconds_per_pixel)
        small = step / 5
        font = painter.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.85))
        painter.setFont(font)
        index = math.floor(scale.visible.start_seconds / small)
        stop = min(scale.visible.stop_seconds, self.timeline.duration_seconds)
        while index * small <= stop:
            seconds, x = index * small, scale.x_of(index * small)
            is_labelled = index % 5 == 0
            painter.setPen(with_alpha(colours.faint_text, 255 if is_labelled else 110))
            top = HEIGHT - (9 if is_labelled else 5)
            painter.drawLine(QPointF(x, top), QPointF(x, HEIGHT - 1))
            if is_labelled:
                painter.setPen(QColor(colours.faint_text))
                place = QRectF(x + 4, 0, LABEL_PIXELS, HEIGHT - 6)
                flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
                painter.drawText(place, flags, ruler_label(seconds, step))
            index += 1
