"""Words, how far something is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from audiosynth_gui.ui.widgets.elided_label import ElidedLabel

STEPS = 1000


class ProgressRow(QWidget):
    """One row: words at the left, a bar, and Cancel.

    Signals:
        cancel_clicked(): stop it.
    """

    cancel_clicked = Signal()

    def __init__(self, name: str) -> None:
        """Begin empty; screen readers call the bar `name`. GUI thread."""
        super().__init__()
        self.words = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(name)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancel_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 4, 8, 4)
        self._row.setSpacing(12)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.bar, 2)
        self._row.addWidget(self.cancel_button)

    def add_button(self, button: QPushButton) -> None:
        """Put one more button at the right end."""
        self._row.addWidget(button)

    def show_fraction(self, text: str, fraction: float | None) -> None:
        """Show what is done and how much of it, 0..1; None where nobody knows."""
        self.words.setText(text)
        self.bar.setRange(0, 0 if fraction is None else STEPS)
        if fraction is not None:
            self.bar.setValue(round(fraction * STEPS))
