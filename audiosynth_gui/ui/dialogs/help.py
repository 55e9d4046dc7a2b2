"""Keys and gestures, at a glance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

ROWS = 14
"""Rows side by side: all of them have to fit on a small screen."""


class HelpDialog(QDialog):
    """What to do, and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all of them. GUI thread."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("How to play and edit"))
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 14, 14, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        for row, (keys, words) in enumerate(self._rows()):
            key_label = QLabel(keys)
            key_label.setObjectName("heading")
            place, column = row % ROWS, 2 * (row // ROWS)
            grid.addWidget(key_label, place, column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(QLabel(words), place, column + 1, Qt.AlignmentFlag.AlignTop)

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Space"), self.tr("Play what was touched last, or stop")),
            (self.tr("Ctrl+Space"), self.tr("Play a continuation, or stop and keep it as a take")),
            (self.tr("R"), self.tr("Open the microphone; again: record; again: stop")),
            (self.tr("Click"), self.tr("Put the cursor: a continuation goes on from here")),
            (self.tr("Drag"), self.tr("Select what is played, or the prompt")),
            (self.tr("Shift+Click"), self.tr("Move the nearer end of the selection")),
            (self.tr("Arrows, Home, End"), self.tr("Move the cursor; with Shift, select")),
            (self.tr("Ctrl+Arrows"), self.tr("The same by beats, or in small steps")),
            ("[   ]", self.tr("Select from, or to, the playhead or cursor")),
            ("Ctrl+A", self.tr("Select the whole sound; Escape: none of it")),
            ("S", self.tr("Snap to zero crossings or beats")),
            (self.tr("Alt+Click"), self.tr("Play from here; in the ruler: double-click")),
            (self.tr("Ctrl+Alt+Drag"), self.tr("Hear what is under the pointer")),
            (self.tr("Upper ruler: drag"), self.tr("Make a loop, or move its edges")),
            ("L", self.tr("Loop the selection; switch the loop off or on")),
            ("F", self.tr("Follow the playhead, or not")),
            ("T", self.tr("Tap the tempo")),
            (self.tr("Page Up, Page Down"), self.tr("Turn a page back or on")),
            (self.tr("Ctrl+Wheel, pinch"), self.tr("Zoom about the pointer")),
            (self.tr("Wheel, Alt+Wheel"), self.tr("Scroll, draw the waveform higher")),
            ("Ctrl+1  Ctrl+2  Ctrl+3", self.tr("Zoom in, whole sound, zoom out")),
            ("Ctrl+E", self.tr("Zoom to the selection")),
            (
                "Shift+T, Shift+O, Shift+P",
                self.tr("Train on the selection, leave it out, prompt"),
            ),
            (self.tr("Overview"), self.tr("Drag the frame or its edges; right button: hear")),
            (self.tr("Time at the bottom"), self.tr("Type where to go, as 1:23.4 or 4.1.00")),
            (self.tr("Alt+Up, Alt+Down"), self.tr("Move a recording or region in the library")),
            (self.tr("Knobs"), self.tr("Drag or wheel; Shift: fine; double-click: reset")),
            (self.tr("F2, Delete"), self.tr("Rename or remove in the library")),
        )
