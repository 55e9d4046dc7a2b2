"""Where the parts of the window lie."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from audiosynth_gui.ui.panels.side_column import SideColumn

GAP = 6
FIRST_WIDTHS = (230, 830)
"""Of the library and of the sounds; the side column takes what it needs."""


class WindowLayout(QWidget):
    """Library, sounds and side column beside each other, bars below them.

    Attributes:
        splitters: by name, so that their places can be kept.
    """

    def __init__(
        self,
        library: QWidget,
        empty_state: QWidget,
        sounds: Sequence[QWidget],
        side: Sequence[QWidget],
        bars: Sequence[QWidget],
    ) -> None:
        """Put them in their places. GUI thread.

        Args:
            library: at the left.
            empty_state: in the middle while there is no sound.
            sounds: in the middle otherwise, one above the other, the first one higher.
            side: at the right, one above the other.
            bars: below all others, so that nothing moves away under the pointer when one of
                them comes or goes.
        """
        super().__init__()
        centre = QSplitter(Qt.Orientation.Vertical)
        for place, sound in enumerate(sounds):
            centre.addWidget(sound)
            centre.setStretchFactor(place, 2 if place else 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state)
        self._stack.addWidget(centre)
        side_column = SideColumn(side)
        columns = QSplitter(Qt.Orientation.Horizontal)
        for widget in (library, self._stack, side_column):
            columns.addWidget(widget)
        columns.setStretchFactor(1, 1)
        columns.setSizes([*FIRST_WIDTHS, side_column.sizeHint().width()])
        self.splitters = {"centre": centre, "columns": columns}
        for splitter in self.splitters.values():
            splitter.setHandleWidth(GAP)
            splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(columns, 1)
        for bar in bars:
            layout.addWidget(bar)

    def show_sounds(self, there_are_some: bool) -> None:
        """Show the sounds, or what can be done without any."""
        self._stack.setCurrentIndex(1 if there_are_some else 0)
