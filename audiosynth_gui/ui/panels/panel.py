"""What the panels beside the views have in common: a ground, a heading, room around."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

MARGIN = 12
SPACING = 8


class Panel(QFrame):
    """A titled ground; `body` takes the rows.

    Attributes:
        body: the layout below the heading.
        heading: the layout of the heading's row, for buttons at its right end.
    """

    def __init__(self, title: str) -> None:
        """Show the title. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self.setAccessibleName(title)
        label = QLabel(title)
        label.setObjectName("heading")
        self.heading = QHBoxLayout()
        self.heading.addWidget(label)
        self.heading.addStretch()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, MARGIN - 2, MARGIN, MARGIN)
        self.body.setSpacing(SPACING)
        self.body.addLayout(self.heading)


def labelled(text: str, field: QWidget) -> QHBoxLayout:
    """Make a row of a field with its name before it; the name takes Alt+letter to the field."""
    label = QLabel(text)
    label.setObjectName("faint")
    label.setBuddy(field)
    label.setFixedWidth(64)
    row = QHBoxLayout()
    row.setSpacing(SPACING)
    row.addWidget(label)
    row.addWidget(field, 1)
    if not field.accessibleName():
        field.setAccessibleName(text.replace("&", ""))
    return row
