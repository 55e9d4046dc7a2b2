"""Looking for output devices."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers import device_controller
from audiosynth_gui.controllers.device_controller import DeviceController
from audiosynth_gui.controllers.play_thread import PlayThread
from audiosynth_gui.playback.devices import OutputDevice
from tests.controllers.sounds import silent_output

SPEAKER = OutputDevice(0, "Speaker", 48_000, 2, is_default=True)
HEADPHONES = OutputDevice(1, "Headphones", 44_100, 2, is_default=False)


@pytest.fixture
def devices(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeviceController]:
    """A controller of a machine where headphones appear at a rescan."""
    assert qtbot is not None
    found = [SPEAKER]
    monkeypatch.setattr(device_controller, "list_output_devices", lambda: tuple(found))
    monkeypatch.setattr(device_controller, "playback_problem", lambda: None)
    monkeypatch.setattr(device_controller, "rescan", lambda: found.append(HEADPHONES))
    thread = PlayThread(silent_output)
    yield DeviceController(thread)
    thread.close()


def test_devices_are_found(devices: DeviceController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(devices.devices_found):
        devices.look()
    assert devices.devices == (SPEAKER,)
    assert devices.problem is None


def test_new_ones_are_found_when_looked_for_again(devices: DeviceController, qtbot: QtBot) -> None:
    with qtbot.waitSignal(devices.devices_found):
        devices.look_again()
    assert devices.devices == (SPEAKER, HEADPHONES)
