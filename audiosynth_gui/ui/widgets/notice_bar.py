"""A bar that says how the project stands, for as long as it does, and what can be done."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from audiosynth_gui.ui.icons import Icons

ICON_PIXELS = 18


class NoticeBar(QFrame):
    """A sign, words and buttons; hidden until there is something to say.

    Attributes:
        words: what it says.
        buttons: by their texts, in their order.
    """

    def __init__(self, icons: Icons, buttons: tuple[str, ...]) -> None:
        """Begin hidden. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._icons = icons
        self._sign = QLabel()
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(10)
        row.addWidget(self._sign)
        row.addWidget(self.words, 1)
        self.buttons = {text: QPushButton(text) for text in buttons}
        for button in self.buttons.values():
            row.addWidget(button)
        icons.changed.connect(self._tint)
        self._tint()
        self.hide()

    def say(self, text: str) -> None:
        """Say something, or hide where it is empty."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _tint(self) -> None:
        self._sign.setPixmap(self._icons.icon("warning").pixmap(ICON_PIXELS, ICON_PIXELS))
