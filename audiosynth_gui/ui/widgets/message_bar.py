"""The bar that tells what happened and what to do, without stopping anything."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.ui.icons import Icons

NOTE_MILLISECONDS = 6000
ICON_PIXELS = 20
ICON_NAMES = {"note": "info", "warning": "warning", "error": "warning"}


class MessageBar(QFrame):
    """Shows one message at a time, the newest; hidden while there is none.

    Attributes:
        message: what is shown, or None.
    """

    def __init__(self, icons: Icons) -> None:
        """Begin hidden. GUI thread."""
        super().__init__()
        self.setObjectName("messageBar")
        self.message: Message | None = None
        self._icons = icons
        self._icon = QLabel()
        self._text = QLabel()
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setObjectName("heading")
        self._advice = QLabel()
        self._advice.setWordWrap(True)
        self._advice.setTextFormat(Qt.TextFormat.PlainText)
        self._details = QPlainTextEdit()
        self._details.setReadOnly(True)
        self._details.setFixedHeight(90)
        self._details.setAccessibleName(self.tr("Details of the problem"))
        self._unfold = QPushButton(self.tr("Details"))
        self._unfold.setCheckable(True)
        self._unfold.toggled.connect(self._details.setVisible)
        self._close = QToolButton()
        self._close.setText("✕")
        self._close.setAccessibleName(self.tr("Close message"))
        self._close.clicked.connect(self.clear)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._text)
        words.addWidget(self._advice)
        words.addWidget(self._details)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self._unfold)
        row.addWidget(self._close)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.timeout.connect(self.clear)
        icons.changed.connect(self._tint)
        self.hide()

    def tell(self, message: Message) -> None:
        """Show a message in place of the one before."""
        self.message = message
        self.setProperty("severity", message.severity)
        self.style().unpolish(self)
        self.style().polish(self)
        self._tint()
        self._text.setText(message.text)
        self._advice.setText(message.advice)
        self._advice.setVisible(bool(message.advice))
        self._details.setPlainText(message.details)
        self._details.hide()
        self._unfold.setChecked(False)
        self._unfold.setVisible(bool(message.details))
        self.setAccessibleName(f"{message.text} {message.advice}".strip())
        self.show()
        if message.severity == "note":
            self._fade.start(NOTE_MILLISECONDS)
        else:
            self._fade.stop()

    def _tint(self) -> None:
        if self.message is not None:
            icon = self._icons.icon(ICON_NAMES[self.message.severity])
            self._icon.setPixmap(icon.pixmap(ICON_PIXELS, ICON_PIXELS))

    def clear(self) -> None:
        """Show nothing."""
        self.message = None
        self._fade.stop()
        self.hide()
