"""The strip at the bottom: play and stop, time, level, how well the output does."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from audiosynth_gui.controllers.play_controller import PlayController
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.elided_label import ElidedLabel
from audiosynth_gui.ui.widgets.fields import Dropdown
from audiosynth_gui.ui.widgets.level_meter import LevelMeter
from audiosynth_gui.ui.widgets.time_field import TimeField

ICON_PIXELS = 22
DEVICE_WIDTH = 190


class Transport(QFrame):
    """Shows and steers what sounds.

    Signals:
        play_clicked(): play what is chosen, or stop.
        back_clicked(): back to the beginning.
        record_clicked(): record, or stop recording.
        loop_clicked(): loop the selection, or switch the loop.
        time_typed(float): go to this moment, in seconds.
        device_chosen(OutputDevice | None): where to play; None is the system's default.
        rescan_asked(): look for output devices again.
    """

    play_clicked = Signal()
    back_clicked = Signal()
    record_clicked = Signal()
    loop_clicked = Signal()
    time_typed = Signal(float)
    device_chosen = Signal(object)
    rescan_asked = Signal()

    def __init__(self, play: PlayController, icons: Icons, theme: Theme) -> None:
        """Follow `play`. GUI thread."""
        super().__init__()
        self.setObjectName("panel")
        self._play = play
        self._icons = icons
        self.back_button = self._button(self.tr("Back to the beginning (Ctrl+Home)"))
        self.play_button = self._button(self.tr("Play or stop (Space)"))
        self.record_button = self._button(self.tr("Record or stop (R)"))
        self.loop_button = self._button(
            self.tr("Loop the selection; again: switch the loop off or on (L)")
        )
        self.loop_button.setCheckable(True)
        self.position = TimeField(
            self.tr("Go to time"),
            self.tr(
                "Where it plays. Type a time to go there: 1:23.4, 83.4 s, 4000 sm (samples)\n"
                "or 4.1.00 (bar, beat)."
            ),
        )
        self.position.show_time(0.0)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(font.pointSizeF() * 1.35)
        self.position.setFont(font)
        self.position.fit_width()
        self.origin_words = ElidedLabel()
        self.origin_words.setObjectName("faint")
        self.meter = LevelMeter(theme)
        self.health_words = QLabel()
        self.health_words.setObjectName("faint")
        self.health_words.setToolTip(
            self.tr("Delay until you hear it, and how often the sound ran dry.")
        )
        self.device_box = Dropdown(theme)
        self.device_box.setFixedWidth(DEVICE_WIDTH)
        self.device_box.setAccessibleName(self.tr("Output device"))
        self.device_box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lay_out()
        self.show_devices((), None)
        self.back_button.clicked.connect(self.back_clicked)
        self.play_button.clicked.connect(self.play_clicked)
        self.record_button.clicked.connect(self.record_clicked)
        self.loop_button.clicked.connect(self.loop_clicked)
        self.position.time_typed.connect(self.time_typed)
        self.device_box.activated.connect(self._choose_device)
        play.state_changed.connect(self._show_state)
        play.position_moved.connect(self._show_position)
        play.level_measured.connect(self.meter.show_peaks)
        play.health_changed.connect(self._show_health)
        icons.changed.connect(self._show_state)
        self._show_state()
        self._show_health()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        for widget in (
            self.back_button, self.play_button, self.record_button, self.loop_button, self.position,
        ):  # fmt: skip
            row.addWidget(widget)
        row.addWidget(self.origin_words, 1)
        row.addWidget(self.meter)
        row.addWidget(self.health_words)
        row.addWidget(self.device_box)

    def show_devices(self, devices: Sequence[OutputDevice], problem: str | None) -> None:
        """Offer these output devices, or say why there are none."""
        chosen = self._play.device
        self.device_box.clear()
        self.device_box.addItem(self.tr("System output"), None)
        for device in devices:
            self.device_box.addItem(device.name, device)
            if chosen is not None and device.name == chosen.name:
                self.device_box.setCurrentIndex(self.device_box.count() - 1)
        self.device_box.insertSeparator(self.device_box.count())
        self.device_box.addItem(self.tr("Look for devices again"), "rescan")
        self.device_box.setToolTip(problem or self.tr("Where to play"))

    def show_origin(self, words: str) -> None:
        """Say what sounds."""
        self.origin_words.setText(words)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(ICON_PIXELS, ICON_PIXELS))
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button

    def _choose_device(self, index: int) -> None:
        data = self.device_box.itemData(index)
        if data == "rescan":
            self.rescan_asked.emit()
        else:
            self.device_chosen.emit(data)

    def _show_state(self) -> None:
        plays = self._play.state != "stopped"
        self.play_button.setIcon(self._icons.icon("stop" if plays else "play"))
        self.back_button.setIcon(self._icons.icon("skip-back"))
        self.record_button.setIcon(self._icons.icon("record"))
        self.loop_button.setIcon(self._icons.icon("loop"))

    def _show_position(self) -> None:
        self.position.show_time(self._play.position_seconds)

    def _show_health(self) -> None:
        health = self._play.health
        if health.latency_seconds <= 0:
            self.health_words.setText("")
            return
        if health.underruns == 1:
            dropouts = self.tr("1 dropout")
        else:
            dropouts = self.tr("{0} dropouts").format(health.underruns)
        milliseconds = self.tr("{0} ms").format(round(health.latency_seconds * 1000))
        self.health_words.setText(f"{milliseconds}, {dropouts}")
