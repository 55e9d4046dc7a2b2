"""What the dialogs that ask for something have in common: rows of a form over their buttons."""

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

GAP = 8


def dialog_form() -> QFormLayout:
    """Make an empty form with even distances."""
    form = QFormLayout()
    form.setHorizontalSpacing(14)
    form.setVerticalSpacing(10)
    return form


def add_row(form: QFormLayout, name: str, field: QWidget, beside: QWidget | None = None) -> None:
    """Add `field` under `name`, whose "&" gives it a key; `beside` stands at its right."""
    label = QLabel(name)
    label.setBuddy(field)
    label.setMinimumHeight(field.sizeHint().height())
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(field, 1)
    if beside is not None:
        row.addWidget(beside)
    form.addRow(label, row)
    if not field.accessibleName():
        field.setAccessibleName(name.replace("&", ""))


def put_over_buttons(form: QFormLayout, dialog: QDialog, button: QPushButton) -> None:
    """Fill `dialog` with `form`, and below it Cancel and `button`, which Enter presses."""
    button.setObjectName("primary")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.rejected.connect(dialog.reject)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(18, 16, 18, 14)
    layout.setSpacing(14)
    layout.addLayout(form)
    layout.addWidget(buttons)
    button.setDefault(True)  # only now does it know the dialog: Enter pressed the first one else
