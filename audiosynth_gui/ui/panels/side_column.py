"""Panels one above the other, scrolled where the window is low."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

WIDTH = 296
GAP = 6


class SideColumn(QScrollArea):
    """Holds the panels at the right edge."""

    def __init__(self, panels: Sequence[QWidget]) -> None:
        """Stack `panels` from the top. GUI thread."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(WIDTH)
        column = QWidget()
        column.setObjectName("column")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for panel in panels:
            layout.addWidget(panel)
        layout.addStretch(1)
        self.setWidget(column)

    def sizeHint(self) -> QSize:
        """Ask for a column of fixed width."""
        return QSize(WIDTH, 600)
