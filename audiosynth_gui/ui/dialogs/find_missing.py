"""Looks for missing sound files in a folder, and says which were found."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QListWidget,
    QPushButton,
    QWidget,
)

from audiosynth_gui.controllers.missing_controller import MissingController
from audiosynth_gui.project.relinking import Relinked
from audiosynth_gui.ui.dialogs.form import put_over_close
from audiosynth_gui.ui.widgets.progress_row import ProgressRow

SIZE = (560, 380)


class FindMissingDialog(QDialog):
    """Which files are missing, and a folder to look for all of them; not modal.

    Attributes:
        list_: what is still missing.
        words: what the last search came to.

    Signals:
        search_asked(Path): look in this folder.
    """

    search_asked = Signal(object)

    def __init__(
        self, missing: MissingController, folder: Path, parent: QWidget | None = None
    ) -> None:
        """Propose to look in `folder`. GUI thread."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find missing files"))
        self.resize(*SIZE)
        self._missing = missing
        self._folder = folder
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.list_ = QListWidget()
        self.list_.setAccessibleName(self.tr("Missing sounds"))
        self.row = ProgressRow(self.tr("The search"))
        self.row.cancel_clicked.connect(missing.cancel)
        self.look_button = QPushButton(self.tr("Look in a folder…"))
        self.look_button.clicked.connect(self._choose_folder)
        put_over_close((self.words, self.list_, self.row), self, self.look_button)
        missing.missing_changed.connect(self._show_missing)
        missing.search_moved.connect(self._show_search)
        missing.relinked.connect(self._show_result)
        self._show_missing()
        self._show_search()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder to look in, with all folders below it"), str(self._folder)
        )
        if chosen:
            self._folder = Path(chosen)
            self.search_asked.emit(self._folder)

    def _show_missing(self) -> None:
        self.list_.clear()
        self._show_search()
        text = self.tr("No sound file of this project is missing.")
        if self._missing.missing:
            text = self.tr(
                "Files are known by their content, also under another name; "
                "a wrong one is never taken."
            )
        self.words.setText(text)
        for sound in self._missing.missing:
            self.list_.addItem(f"⚠ {sound.name}   ({sound.file})")

    def _show_search(self) -> None:
        search = self._missing.search
        self.row.setVisible(search is not None)
        self.look_button.setEnabled(search is None and bool(self._missing.missing))
        if search is not None:
            text = self.tr("{0} files looked at: {1}").format(search.looked_at, search.file_name)
            self.row.show_fraction(text, None)

    def _show_result(self, result: Relinked) -> None:
        found, missing = len(result.found), len(result.missing)
        if not missing and found == 1:
            text = self.tr("The sound is back in its place.")
        elif not missing:
            text = self.tr("All {0} sounds are back in their places.").format(found)
        else:
            text = self.tr("Found: {0}. Still missing: {1}.").format(found, missing)
        self.words.setText(text)
