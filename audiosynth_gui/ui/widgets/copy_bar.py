"""How far Save as is, with a way to stop it."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from audiosynth_gui.controllers.copy_controller import CopyController
from audiosynth_gui.ui.widgets.progress_row import ProgressRow


class CopyBar(QFrame):
    """Shown while the project is copied."""

    def __init__(self, copies: CopyController) -> None:
        """Follow `copies`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._copies = copies
        self.row = ProgressRow(self.tr("Progress of saving as another project"))
        self.row.cancel_clicked.connect(copies.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self.row)
        copies.progressed.connect(self._show)
        self._show()

    def _show(self) -> None:
        progress = self._copies.progress
        self.setVisible(progress is not None)
        if progress is not None:
            words = self.tr("Saving as “{0}”").format(progress.name)
            self.row.show_fraction(words, progress.fraction)
