"""Rows of a dialog: a name, and a field beside it at the same height."""

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

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
