"""That a project is being opened, where that takes a while."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar

from audiosynth_gui.controllers.project_controller import ProjectController

PATIENCE_MILLISECONDS = 400
"""What opens sooner is not worth a flash."""


class OpeningBar(QFrame):
    """Shown while a project is opened that does not open at once."""

    def __init__(self, project: ProjectController) -> None:
        """Follow `project`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._project = project
        self._words = QLabel()
        bar = QProgressBar()
        bar.setRange(0, 0)  # nobody knows how far it is
        bar.setTextVisible(False)
        bar.setAccessibleName(self.tr("A project is being opened"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(bar, 1)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(self.show)
        project.opening_changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        opening = self._project.opening
        if opening is None:
            self._patience.stop()
            self.hide()
            return
        if opening.is_made:
            text = self.tr("Making “{0}” and getting it ready to play; only this first time…")
        else:
            text = self.tr("Opening “{0}”…")
        self._words.setText(text.format(opening.name))
        if self.isHidden():
            self._patience.start()
