"""Asks for another name of the project."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QWidget

from audiosynth_gui.ui.dialogs.form import add_row, dialog_form, put_over_buttons


class RenameProjectDialog(QDialog):
    """One field; not modal.

    Signals:
        name_typed(str): the name it is to have.
    """

    name_typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin with the present name. GUI thread."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Rename project"))
        self.name_field = QLineEdit(name)
        self.name_field.selectAll()
        words = QLabel(self.tr("The folder of the project keeps its name."))
        words.setObjectName("faint")
        form = dialog_form()
        add_row(form, self.tr("&Name"), self.name_field)
        form.addRow("", words)
        self.rename_button = QPushButton(self.tr("Rename"))
        self.rename_button.clicked.connect(self._accept)
        put_over_buttons(form, self, self.rename_button)
        self.name_field.textChanged.connect(
            lambda text: self.rename_button.setEnabled(bool(text.strip()))
        )

    def _accept(self) -> None:
        self.name_typed.emit(self.name_field.text())
        self.accept()
