"""Level of what is heard, left and right, with the highest peak held."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from audiosynth_gui.ui.colours import with_alpha
from audiosynth_gui.ui.theme import Theme

FLOOR_DB = -60.0
WARNING_DB = -6.0
OVER_DB = -0.1
FALL_DB_PER_SECOND = 24.0
HOLD_SECONDS = 1.5


def decibels(amplitude: float) -> float:
    """Give the level of an amplitude (1 is full scale) in dB, not below FLOOR_DB."""
    return max(FLOOR_DB, 20.0 * math.log10(amplitude)) if amplitude > 0 else FLOOR_DB


@dataclass(frozen=True)
class Lane:
    """State of one channel's bar.

    Attributes:
        level_db: height of the bar; rises at once, falls slowly.
        held_db: the mark of the highest recent peak.
        held_seconds: for how long the mark has stood.
    """

    level_db: float = FLOOR_DB
    held_db: float = FLOOR_DB
    held_seconds: float = 0.0

    def after(self, peak: float, passed_seconds: float) -> "Lane":
        """Give the state `passed_seconds` later, when the loudest sample since was `peak`."""
        now_db = decibels(peak)
        fallen = max(FLOOR_DB, self.level_db - FALL_DB_PER_SECOND * passed_seconds)
        level = max(now_db, fallen)
        if now_db >= self.held_db:
            return Lane(level, now_db, 0.0)
        if self.held_seconds + passed_seconds < HOLD_SECONDS:
            return Lane(level, self.held_db, self.held_seconds + passed_seconds)
        return Lane(level, max(level, self.held_db - FALL_DB_PER_SECOND * passed_seconds),
                    HOLD_SECONDS)  # fmt: skip


class LevelMeter(QWidget):
    """Two bars from -60 dB to full scale."""

    def __init__(self, theme: Theme) -> None:
        """Show silence. GUI thread."""
        super().__init__()
        self._theme = theme
        self.lanes = (Lane(), Lane())
        self.setFixedHeight(24)
        self.setMinimumWidth(120)
        self.setAccessibleName(self.tr("Output level"))
        self.setToolTip(self.tr("Level of left and right; the thin mark holds the highest peak."))
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Ask for a flat strip."""
        return QSize(160, 24)

    def show_peaks(self, peaks: tuple[float, ...], passed_seconds: float) -> None:
        """Take the peak amplitude of each channel since the last call; one channel fills both."""
        left = peaks[0] if peaks else 0.0
        right = peaks[1] if len(peaks) > 1 else left
        before = self.lanes
        self.lanes = (
            before[0].after(left, passed_seconds),
            before[1].after(right, passed_seconds),
        )
        if self.lanes != before:
            louder = max(lane.level_db for lane in self.lanes)
            self.setAccessibleDescription(self.tr("{0} decibels").format(f"{louder:.0f}"))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both bars: calm colour, warm above -6 dB, and red at full scale."""
        with QPainter(self) as painter:
            colours = self._theme.colours
            width, gap = float(self.width()), 3.0
            height = (self.height() - gap) / 2 - 2
            for index, lane in enumerate(self.lanes):
                top = 2 + index * (height + gap)
                painter.fillRect(QRectF(0, top, width, height), with_alpha(colours.line, 110))
                for start_db, end_db, colour in (
                    (FLOOR_DB, WARNING_DB, colours.good),
                    (WARNING_DB, OVER_DB, colours.warning),
                    (OVER_DB, 0.0, colours.error),
                ):
                    left, right = _place(start_db, width), _place(min(end_db, lane.level_db), width)
                    if right > left:
                        painter.fillRect(QRectF(left, top, right - left, height), QColor(colour))
                if lane.held_db > FLOOR_DB:
                    x = min(_place(lane.held_db, width), width - 2)
                    over = lane.held_db >= OVER_DB
                    mark = colours.error if over else colours.text
                    painter.fillRect(QRectF(x, top, 2, height), QColor(mark))
                for mark_db in (-48, -36, -24, -12, -6):
                    x = _place(mark_db, width)
                    painter.fillRect(QRectF(x, top, 1, height), QColor(colours.panel))


def _place(level_db: float, width: float) -> float:
    """Give the horizontal place of a level."""
    return (level_db - FLOOR_DB) / -FLOOR_DB * width
