"""The take that is being made or looked at, and what made it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.opened_sound import OpenedSound
from audiosynth_gui.controllers.play_thread import PlayBegun
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.documents import Take
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.live_take import LiveTake
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.sound_view import SoundView
from audiosynth_gui.ui.widgets.elided_label import ElidedLabel
from audiosynth_gui.ui.widgets.fields import put_icon

FOLLOWED_SECONDS = 20.0
LEAST_VIEW_HEIGHT = 230


class TakePanel(QFrame):
    """Draws a take as it plays, scrolling; then the finished one.

    Attributes:
        view: ruler, waveform and spectrogram of the take.
        live: the take that is being made, or None.

    Signals:
        recall_clicked(): set the knobs as they were for this take.
        export_clicked(): write this take to a file.
    """

    recall_clicked = Signal()
    export_clicked = Signal()

    def __init__(
        self,
        icons: Icons,
        theme: Theme,
        drawing: SpectrogramController,
        style: PictureStyle | None = None,
    ) -> None:
        """Show nothing yet. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._icons = icons
        self.live: LiveTake | None = None
        self.title = QLabel(self.tr("Take"))
        self.title.setObjectName("heading")
        self.recipe_words = ElidedLabel()
        self.recipe_words.setObjectName("faint")
        self.recall_button = QPushButton(self.tr("Use these settings"))
        self.recall_button.setToolTip(
            self.tr("Set model, prompt, knobs and seed as they were for this take.")
        )
        self.export_button = QPushButton(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Write this take to a WAV file (Ctrl+Shift+E)."))
        self.view = SoundView(theme, drawing, is_take=True, style=style)
        self.view.setMinimumHeight(LEAST_VIEW_HEIGHT)
        self.hint = QLabel(self.tr("Play a continuation: it appears here, and is kept as a take."))
        self.hint.setObjectName("faint")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 8, 6)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.recipe_words, 1)
        head.addWidget(self.recall_button)
        head.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.hint, 1)
        self.recall_button.clicked.connect(self.recall_clicked)
        self.export_button.clicked.connect(self.export_clicked)
        icons.changed.connect(self._tint)
        self._tint()
        self.show_take(None, "")

    def show_take(self, take: Take | None, words: str) -> None:
        """Say which take is shown, and in `words` what made it."""
        if self.live is not None:
            return
        self.title.setText(take.name if take else self.tr("Take"))
        self.recipe_words.setText(words)
        for widget in (self.recall_button, self.export_button, self.view):
            widget.setVisible(take is not None)
        self.hint.setVisible(take is None)

    def show_sound(self, sound: OpenedSound | None) -> None:
        """Show the sound of a finished take."""
        if self.live is None:
            self.view.show_sound(sound)

    def begin_live(self, begun: PlayBegun, words: str) -> None:
        """Show a take that begins to sound now."""
        self.live = LiveTake(begun.sample_rate, begun.channels)
        self.title.setText(self.tr("Playing on…"))
        self.recipe_words.setText(words)
        for widget in (self.recall_button, self.export_button, self.hint):
            widget.setVisible(False)
        self.view.setVisible(True)
        self.view.show_sound(self.live, self.live)
        self.view.follower.rests = True
        self.view.timeline.grow(0.0, TimeSpan(0.0, FOLLOWED_SECONDS))

    def grow_live(self, blocks: list[Samples]) -> None:
        """Draw what was played since; keep its end in view while it is followed and seen."""
        if self.live is None:
            return
        for block in blocks:
            self.live.append(block)
        duration, timeline = self.live.duration_seconds, self.view.timeline
        visible = timeline.visible
        is_seen = visible.start_seconds <= timeline.duration_seconds <= visible.stop_seconds
        if self.view.follower.is_on and is_seen and duration > visible.stop_seconds:
            visible = TimeSpan(duration - visible.duration_seconds, duration)
        timeline.grow(duration, visible)

    def end_live(self) -> None:
        """Stop drawing; what was made is shown as a take from now on, if it is kept."""
        self.live = None
        self.view.follower.rests = False

    def _tint(self) -> None:
        put_icon(self.recall_button, self._icons, "undo")
        put_icon(self.export_button, self._icons, "export")
