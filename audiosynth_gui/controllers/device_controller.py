"""Which devices there are to play on and to record from."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.play_thread import PlayThread
from audiosynth_gui.playback.devices import (
    InputDevice,
    OutputDevice,
    list_input_devices,
    list_output_devices,
    playback_problem,
    recording_problem,
    rescan,
)


@dataclass(frozen=True)
class _Found:
    devices: tuple[OutputDevice, ...]
    problem: str | None
    inputs: tuple[InputDevice, ...]
    input_problem: str | None


class DeviceController(QObject):
    """Looks for devices in the play thread; asking the system can take a second.

    Attributes:
        devices: what was found last.
        problem: what keeps sound from coming out at all, in words, or None.
        inputs: what can be recorded from.
        input_problem: what keeps everything from being recorded, in words, or None.

    Signals:
        devices_found(): any of these is another.
    """

    devices_found = Signal()

    def __init__(self, thread: PlayThread, parent: QObject | None = None) -> None:
        """Know of none yet; `look` begins. GUI thread."""
        super().__init__(parent)
        self.devices: tuple[OutputDevice, ...] = ()
        self.problem: str | None = None
        self.inputs: tuple[InputDevice, ...] = ()
        self.input_problem: str | None = None
        self._thread = thread
        thread.errand_done.connect(self._take)

    def look(self) -> None:
        """Find the devices, as the system listed them when the program began."""
        self._thread.run_errand(_find)

    def look_again(self) -> None:
        """Find devices that were plugged in since; waits until nothing plays."""
        self._thread.run_errand(_find_again)

    def _take(self, found: object) -> None:
        if isinstance(found, _Found):
            self.devices, self.problem = found.devices, found.problem
            self.inputs, self.input_problem = found.inputs, found.input_problem
            self.devices_found.emit()


def _find() -> _Found:
    return _Found(
        list_output_devices(), playback_problem(), list_input_devices(), recording_problem()
    )


def _find_again() -> _Found:
    rescan()
    return _find()
