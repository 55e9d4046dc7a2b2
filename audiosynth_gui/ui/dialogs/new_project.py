"""Asks for the name and place of a new project."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from audiosynth_gui.project.containment import safe_file_stem
from audiosynth_gui.project.paths import SUFFIX
from audiosynth_gui.ui.dialogs.form import add_row, dialog_form, put_over_buttons

FIELD_WIDTH = 360


class NewProjectDialog(QDialog):
    """A name, and the folder in which the project's own folder is made; not modal.

    Signals:
        project_asked(Path, str): the folder to make, and the project's name.
    """

    project_asked = Signal(object, str)

    def __init__(self, folder: Path, parent: QWidget | None = None, copied_name: str = "") -> None:
        """Propose to put it into `folder`. GUI thread.

        Args:
            folder: where it would be made.
            parent: see `QDialog`.
            copied_name: of the project that is to be saved as this one; empty for a new one.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save as") if copied_name else self.tr("New project"))
        self.name_field = QLineEdit(_free_name(copied_name or self.tr("My Piece"), folder))
        self.name_field.selectAll()
        self.folder_field = QLineEdit(str(folder))
        self.folder_field.setMinimumWidth(FIELD_WIDTH)
        browse = QPushButton(self.tr("Choose…"))
        browse.clicked.connect(self._choose_folder)
        self._words = QLabel()
        self._words.setObjectName("faint")
        self._words.setWordWrap(True)
        form = dialog_form()
        add_row(form, self.tr("&Name"), self.name_field)
        add_row(form, self.tr("&Folder"), self.folder_field, browse)
        form.addRow("", self._words)
        self.create_button = QPushButton(self.tr("Save") if copied_name else self.tr("Create"))
        self.create_button.clicked.connect(self._accept)
        put_over_buttons(form, self, self.create_button)
        self.name_field.textChanged.connect(self._show_path)
        self.folder_field.textChanged.connect(self._show_path)
        self._show_path()

    def path(self) -> Path:
        """Give the folder that would be made."""
        name = safe_file_stem(self.name_field.text().strip())
        return Path(self.folder_field.text().strip()) / f"{name}{SUFFIX}"

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Folder for the project"), self.folder_field.text()
        )
        if chosen:
            self.folder_field.setText(chosen)

    def _show_path(self) -> None:
        is_named = bool(self.name_field.text().strip()) and bool(self.folder_field.text().strip())
        is_there = is_named and self.path().exists()
        self.create_button.setEnabled(is_named and not is_there)
        if is_there:
            self._words.setText(self.tr("There is already a project of this name here."))
        elif is_named:
            self._words.setText(self.tr("Makes the folder “{0}”.").format(self.path().name))
        else:
            self._words.setText(self.tr("A project needs a name and a folder."))

    def _accept(self) -> None:
        self.project_asked.emit(self.path(), self.name_field.text().strip())
        self.accept()


def _free_name(name: str, folder: Path) -> str:
    """Give `name`, numbered where a project of this name is in `folder` already."""
    number, free = 1, name
    while (folder / f"{safe_file_stem(free)}{SUFFIX}").exists():
        number += 1
        free = f"{name} {number}"
    return free
