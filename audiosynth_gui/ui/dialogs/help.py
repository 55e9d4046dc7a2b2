"""Keys and gestures, at a glance."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget


class HelpDialog(QDialog):
    """Two columns: what to do, and what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show all of them. GUI thread."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("How to play and edit"))
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 18, 20, 18)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for row, (keys, words) in enumerate(self._rows()):
            key_label = QLabel(keys)
            key_label.setObjectName("heading")
            grid.addWidget(key_label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(QLabel(words), row, 1)

    def _rows(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Space"), self.tr("Play what was touched last, or stop")),
            (self.tr("Ctrl+Space"), self.tr("Play a continuation, or stop and keep it as a take")),
            (self.tr("R"), self.tr("Listen to the microphone; again: record; again: stop")),
            (self.tr("Click"), self.tr("Put the cursor: a continuation goes on from here")),
            (self.tr("Drag"), self.tr("Mark a stretch: it is the prompt, or what is played")),
            (self.tr("Shift+Click"), self.tr("Move the nearer end of what is marked")),
            (self.tr("Arrows, Home, End"), self.tr("Move the cursor; with Shift, mark")),
            (self.tr("Ctrl+Wheel, pinch"), self.tr("Zoom about the pointer")),
            (self.tr("Wheel"), self.tr("Scroll")),
            ("Ctrl+1  Ctrl+2  Ctrl+3", self.tr("Zoom in, whole sound, zoom out")),
            ("Ctrl+E", self.tr("Zoom to what is marked")),
            (
                "Shift+T  Shift+O  Shift+P",
                self.tr("Train on what is marked, leave it out, or keep it as a prompt"),
            ),
            (self.tr("Alt+Up, Alt+Down"), self.tr("Move a recording or region in the library")),
            (self.tr("Knobs"), self.tr("Drag, wheel, arrows; Shift is fine; double-click resets")),
            (self.tr("F2, Delete"), self.tr("Rename or remove in the library; Ctrl+Z undoes")),
        )
