"""What an empty project shows: the three steps, and the demo."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme

ICON_PIXELS = 32


class EmptyState(QFrame):
    """Shown in the middle until there is a recording.

    Signals:
        add_clicked(): choose sound files.
        demo_clicked(): open the demo project and let it sound.
    """

    add_clicked = Signal()
    demo_clicked = Signal()

    def __init__(self, icons: Icons, theme: Theme) -> None:
        """Show the steps. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._icons = icons
        self._theme = theme
        self._pictures: list[tuple[QLabel, str]] = []
        title = QLabel(self.tr("Your music, continued"))
        title.setObjectName("title")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        steps = QGridLayout()
        steps.setHorizontalSpacing(16)
        steps.setVerticalSpacing(18)
        for row, (icon_name, heading, text) in enumerate((
            ("recording", self.tr("1. Add recordings"),
             self.tr("Drop files here (WAV, FLAC, OGG, MP3, AIFF), or record: R.")),
            ("train", self.tr("2. Train"),
             self.tr("A network learns them on this computer, in a few minutes.")),
            ("play", self.tr("3. Play"),
             self.tr("Hear it go on from any moment; what you like is kept.")),
        )):  # fmt: skip
            self._add_step(steps, row, icon_name, heading, text)
        self.add_button = QPushButton(self.tr("Add recordings…"))
        self.add_button.setObjectName("primary")
        self.add_button.clicked.connect(self.add_clicked)
        self.demo_button = QPushButton(self.tr("Listen to the demo"))
        self.demo_button.clicked.connect(self.demo_clicked)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch()
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.demo_button)
        buttons.addStretch()
        middle = QVBoxLayout()
        middle.setSpacing(28)
        middle.addWidget(title)
        middle.addLayout(steps)
        middle.addLayout(buttons)
        row_layout = QHBoxLayout()
        row_layout.addStretch()
        row_layout.addLayout(middle)
        row_layout.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)  # small screens have no room to give away
        layout.addStretch(2)
        layout.addLayout(row_layout)
        layout.addStretch(3)
        icons.changed.connect(self._tint)
        self._tint()

    def _add_step(
        self, steps: QGridLayout, row: int, icon_name: str, heading: str, text: str
    ) -> None:
        picture = QLabel()
        picture.setFixedSize(ICON_PIXELS, ICON_PIXELS)
        self._pictures.append((picture, icon_name))
        title = QLabel(heading)
        title.setObjectName("heading")
        body = QLabel(text)
        body.setObjectName("faint")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title)
        words.addWidget(body)
        steps.addWidget(picture, row, 0, Qt.AlignmentFlag.AlignTop)
        steps.addLayout(words, row, 1)

    def _tint(self) -> None:
        for label, name in self._pictures:
            colour = self._theme.colours.accent
            ratio = self.devicePixelRatioF()
            label.setPixmap(self._icons.pixmap(name, ICON_PIXELS, colour, ratio))
