"""How far an import is, with a way to stop it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from audiosynth_gui.controllers.import_controller import ImportController

STEPS = 1000


class ImportBar(QFrame):
    """Shown while files are imported."""

    def __init__(self, imports: ImportController) -> None:
        """Follow `imports`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._imports = imports
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setRange(0, STEPS)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Import progress"))
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(imports.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel_button)
        imports.progressed.connect(self._show)
        self._show()

    def _show(self) -> None:
        progress = self._imports.progress
        self.setVisible(progress is not None)
        if progress is None:
            return
        self._bar.setValue(round(progress.whole_fraction * STEPS))
        count = f" ({progress.number}/{progress.count})" if progress.count > 1 else ""
        self._words.setText(self.tr("Adding “{0}”").format(progress.source_name) + count)
