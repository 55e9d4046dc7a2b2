"""Panels one above the other, scrolled where the window is low."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

LEAST_WIDTH = 300
GAP = 6


class SideColumn(QScrollArea):
    """Holds the panels at the right edge."""

    def __init__(self, panels: Sequence[QWidget]) -> None:
        """Stack `panels` from the top. GUI thread."""
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QWidget()
        column.setObjectName("column")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for panel in panels:
            layout.addWidget(panel)
        layout.addStretch(1)
        self.setWidget(column)
        # Nothing is cut off at the right, whatever the language and the size of the letters.
        bar_width = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(max(LEAST_WIDTH, column.minimumSizeHint().width() + bar_width))

    def sizeHint(self) -> QSize:
        """Ask for the narrowest column."""
        return QSize(self.minimumWidth(), 600)
