"""A line of words that gives way where room is short."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

LEAST_CHARACTERS = 4


class ElidedLabel(QLabel):
    """Shows as much of its text as there is room for; all of it is in its tool tip.

    A plain label claims the width of its whole text, and takes that away from its neighbours.
    """

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Ask for a few characters only."""
        width = self.fontMetrics().averageCharWidth() * LEAST_CHARACTERS
        return QSize(min(width, self.sizeHint().width()), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits, and dots where that is not all."""
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter, self.contentsRect(), self.alignment().value, self.palette(),
                self.isEnabled(), words, self.foregroundRole(),
            )  # fmt: skip
