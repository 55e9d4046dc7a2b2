"""The bar for recording: what to listen to, its level, how to begin, and what is being recorded."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QHideEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
)

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.count_in import MOST_BARS, CountIn
from audiosynth_gui.controllers.record_controller import RecordController
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_format import clock
from audiosynth_gui.ui.views.live_take import LiveTake
from audiosynth_gui.ui.views.picture_style import PictureStyle
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform import WaveformView
from audiosynth_gui.ui.widgets.elided_label import ElidedLabel
from audiosynth_gui.ui.widgets.fields import Dropdown, NumberField, put_icon
from audiosynth_gui.ui.widgets.input_choice import InputChoice
from audiosynth_gui.ui.widgets.input_level import InputLevel

FOLLOWED_SECONDS = 10.0
WAVEFORM_HEIGHT = 76


class RecordBar(QFrame):
    """Stands above the transport while something is recorded or about to be.

    Attributes:
        choice, level: the input, and how loud it is.
        live: what is being recorded, or was recorded last; None before.

    Signals:
        record_clicked(): record, or stop recording.
        monitoring_switched(bool): let the input be heard, or not.
        close_clicked(): record no more.
        hidden(): the bar is gone.
    """

    record_clicked = Signal()
    monitoring_switched = Signal(bool)
    close_clicked = Signal()
    hidden = Signal()

    def __init__(
        self,
        record: RecordController,
        icons: Icons,
        theme: Theme,
        style: PictureStyle | None = None,
    ) -> None:
        """Follow `record`, out of sight; draw in `style`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._record = record
        self._icons = icons
        self.live: LiveTake | None = None
        self._is_to_forget = False
        self.choice = InputChoice(theme)
        self.level = InputLevel(theme)
        self._make_fields(theme)
        self.timeline = Timeline(self)
        self.waveform = WaveformView(self.timeline, theme, is_take=False, style=style)
        self.waveform.setFixedHeight(WAVEFORM_HEIGHT)
        self.waveform.setAccessibleName(self.tr("What is being recorded"))
        # It runs on under the hand: nothing in it can be marked or moved.
        self.waveform.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.waveform.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.waveform.setVisible(False)
        self._lay_out()
        self.record_button.clicked.connect(self.record_clicked)
        self.close_button.clicked.connect(self.close_clicked)
        self.monitoring_box.toggled.connect(self.monitoring_switched)
        record.state_changed.connect(self._show_state)
        record.progressed.connect(self._show_progress)
        record.level_measured.connect(self.level.show_peaks)
        record.recording_begun.connect(self._begin_live)
        record.blocks_recorded.connect(self._grow_live)
        icons.changed.connect(self._show_state)
        self._show_state()
        # "Stop" is shorter than "Record", and what stands beside it is not to move.
        self.record_button.setMinimumWidth(self.record_button.sizeHint().width())
        self._show_progress()
        self.setVisible(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Tell that it is gone; a window made small goes on recording."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()
            self.forget()

    def forget(self) -> None:
        """Show no more what was recorded last; what still is, no more once it is kept."""
        self._is_to_forget = self._record.is_busy()
        if not self._is_to_forget:
            self.live = None
            self.waveform.setVisible(False)
            self.waveform.show_source(None)
            self._show_progress()

    def show_tempo(self, bpm: float) -> None:
        """Count in at this tempo, unless something is counted or recorded already."""
        if not self._record.is_busy():
            self.tempo_field.setValue(round(bpm))

    def count_in(self) -> CountIn:
        """Give what is to be counted before the recording."""
        return CountIn(self.bars_box.currentData(), float(self.tempo_field.value()))

    def _make_fields(self, theme: Theme) -> None:
        self.bars_box = Dropdown(theme)
        self.bars_box.setFixedWidth(120)
        self.bars_box.setAccessibleName(self.tr("Count-in"))
        self.bars_box.setToolTip(self.tr("Clicks before the recording begins"))
        self.bars_box.addItem(self.tr("No count-in"), 0)
        for bars in range(1, MOST_BARS + 1):
            words = self.tr("1 bar") if bars == 1 else self.tr("{0} bars").format(bars)
            self.bars_box.addItem(words, bars)
        self.tempo_field = NumberField(30, 300, 120, self.tr(" bpm"))
        self.tempo_field.setAccessibleName(self.tr("Tempo of the count-in"))
        self.monitoring_box = QCheckBox(self.tr("Hear it"))
        self.monitoring_box.setToolTip(
            self.tr("Hear the input while it is recorded. Use headphones: loudspeakers that the\n"
                    "microphone hears begin to howl (feedback).")
        )  # fmt: skip
        self.time_words = QLabel(clock(0.0))
        self.time_words.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.time_words.setAccessibleName(self.tr("Recorded time"))
        self.state_words = ElidedLabel()
        self.state_words.setObjectName("faint")
        self.record_button = QPushButton()
        self.record_button.setObjectName("primary")
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setToolTip(self.tr("Close the recording bar"))
        self.close_button.setAccessibleName(self.tr("Close the recording bar"))

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(10)
        first.addWidget(self.record_button)
        first.addWidget(self.time_words)
        first.addWidget(self.level)
        first.addWidget(self.state_words, 1)
        first.addWidget(self.close_button)
        for widget in (self.choice, self.bars_box, self.tempo_field, self.monitoring_box):
            second.addWidget(widget)
        second.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.waveform)
        layout.addLayout(first)
        layout.addLayout(second)

    def _show_state(self) -> None:
        is_busy = self._record.is_busy()
        put_icon(self.record_button, self._icons, "stop" if is_busy else "record", on_accent=True)
        self.record_button.setText(self.tr("Stop") if is_busy else self.tr("Record"))
        self.record_button.setEnabled(self._record.state != "keeping")
        for widget in (self.choice, self.bars_box, self.tempo_field):
            widget.setEnabled(not is_busy)
        if self._is_to_forget and not is_busy:
            self.forget()
        self._show_progress()

    def _show_progress(self) -> None:
        record = self._record
        self.time_words.setText(clock(0.0 if self.live is None else record.recorded_seconds))
        words = {
            "idle": record.problem,
            "armed": self.tr("Ready"),
            "counting in": self.tr("Counting in: {0}").format(record.beat),
            "recording": self.tr("Recording"),
            "keeping": self.tr("Keeping what was recorded…"),
        }[record.state]
        parts = [words] if words else []
        if record.seconds_left is not None:
            parts.append(self._room_words(record.seconds_left))
        if record.overflows:
            one, more = self.tr("1 gap"), self.tr("{0} gaps")
            parts.append(one if record.overflows == 1 else more.format(record.overflows))
        self.state_words.setText(" · ".join(parts))
        self.state_words.setToolTip(" · ".join(parts))

    def _room_words(self, seconds: float) -> str:
        hours = int(seconds / 3600)
        if hours:
            return self.tr("room for {0} h").format(hours)
        return self.tr("room for {0} min").format(int(seconds / 60))

    def _begin_live(self, sample_rate: int, channels: int) -> None:
        self.live = LiveTake(sample_rate, channels, has_pictures=False)
        self.level.forget()
        self.waveform.show_source(self.live)
        self.waveform.setVisible(True)
        self.timeline.grow(0.0, TimeSpan(0.0, FOLLOWED_SECONDS))

    def _grow_live(self, blocks: list[Samples]) -> None:
        if self.live is None:
            return
        for block in blocks:
            self.live.append(block)
        duration = self.live.duration_seconds
        stop = max(FOLLOWED_SECONDS, duration)
        self.timeline.grow(duration, TimeSpan(stop - FOLLOWED_SECONDS, stop))
