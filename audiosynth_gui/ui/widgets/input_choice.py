"""Which device to record from, and which of its channels."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from audiosynth_gui.playback.devices import InputDevice
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.fields import Dropdown

MOST_CHANNELS = 16
"""What is offered of a device at most: sound servers claim to have dozens."""


class InputChoice(QWidget):
    """Two dropdowns.

    Attributes:
        device_box, channels_box: the dropdowns.

    Signals:
        chosen(): device or channels are others.
        rescan_asked(): look for devices again.
    """

    chosen = Signal()
    rescan_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        """Offer the system's input. GUI thread."""
        super().__init__()
        self._devices: tuple[InputDevice, ...] = ()
        self._device: InputDevice | None = None
        self.device_box = Dropdown(theme)
        self.device_box.setFixedWidth(190)
        self.device_box.setAccessibleName(self.tr("Input device"))
        self.channels_box = Dropdown(theme)
        self.channels_box.setFixedWidth(130)
        self.channels_box.setAccessibleName(self.tr("Input channels"))
        self.channels_box.setToolTip(self.tr("Which channels of the device to record"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.device_box)
        row.addWidget(self.channels_box)
        self.device_box.activated.connect(self._choose_device)
        self.channels_box.activated.connect(self.chosen)
        self.show_devices((), None)

    @property
    def device(self) -> InputDevice | None:
        """What to record from; None is the system's default."""
        return self._device

    @property
    def channels(self) -> tuple[int, ...]:
        """Which of its channels, counted from 1."""
        return tuple(self.channels_box.currentData())

    def show_devices(self, devices: Sequence[InputDevice], problem: str | None) -> None:
        """Offer these devices, or say why there are none; the choice stays where it can."""
        self._devices = tuple(devices)
        before = self._device
        self._device = None
        self.device_box.clear()
        self.device_box.addItem(self.tr("System input"), None)
        for device in devices:
            self.device_box.addItem(device.name, device)
            if before is not None and device.name == before.name:
                self._device = device
                self.device_box.setCurrentIndex(self.device_box.count() - 1)
        self.device_box.insertSeparator(self.device_box.count())
        self.device_box.addItem(self.tr("Look for devices again"), "rescan")
        self.device_box.setToolTip(problem or self.tr("Where to record from"))
        self._offer_channels()

    def _choose_device(self, index: int) -> None:
        data = self.device_box.itemData(index)
        if data == "rescan":
            names = [device.name for device in self._devices]
            place = names.index(self._device.name) + 1 if self._device else 0
            self.device_box.setCurrentIndex(place)
            self.rescan_asked.emit()
            return
        self._device = data
        self._offer_channels()
        self.chosen.emit()

    def _offer_channels(self) -> None:
        """Offer pairs, then single channels; stereo stands first where there are two."""
        device = self._device or next((one for one in self._devices if one.is_default), None)
        count = min(device.channels if device else 2, MOST_CHANNELS)
        pairs = [(first, first + 1) for first in range(1, count, 2)]
        before = self.channels_box.currentData()
        self.channels_box.clear()
        for channels in (*pairs, *((one,) for one in range(1, count + 1))):
            name = self.tr("Stereo {0}+{1}") if len(channels) == 2 else self.tr("Mono {0}")
            self.channels_box.addItem(name.format(*channels), channels)
            if channels == before:
                self.channels_box.setCurrentIndex(self.channels_box.count() - 1)
