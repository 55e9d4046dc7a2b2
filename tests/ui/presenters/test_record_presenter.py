"""What R does, and the devices to record from; see also `test_record_bar`."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.inputs import ScriptedInputs
from tests.ui.hands import press


@pytest.fixture
def armed(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> MainWindow:
    """The window with its bar open, listening."""
    press(piece, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: controllers.record.state == "armed")
    return piece


def test_a_device_that_is_looked_for_twice_is_opened_once(
    armed: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    looks: list[str] = []
    controllers.devices.look_again = lambda: looks.append("again")  # type: ignore[method-assign]
    for _ in range(2):
        armed.record_bar.choice.rescan_asked.emit()
        qtbot.waitUntil(lambda: controllers.record.state == "idle")
    assert looks == ["again", "again"]
    for _ in range(2):
        controllers.devices.devices_found.emit()
    qtbot.waitUntil(lambda: controllers.record.state == "armed")
    qtbot.wait(50)
    assert len(inputs.opened) == 2, "at first, and once after both looks"


def test_devices_that_are_found_by_themselves_leave_the_input_alone(
    armed: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    controllers.devices.devices_found.emit()
    qtbot.wait(50)
    assert controllers.record.state == "armed"
    assert len(inputs.opened) == 1
    assert armed.record_bar.isVisible()


def test_closing_the_bar_lets_go_of_the_microphone(
    armed: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    armed.record_bar.close_button.click()
    qtbot.waitUntil(lambda: controllers.record.state == "idle")
    assert inputs.opened[0].is_closed
    assert not armed.record_bar.isVisible()


def test_a_project_for_looking_is_not_recorded_into(
    looked_at: MainWindow, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(looked_at.recording.told) as told:
        looked_at.recording.record_or_stop()
    assert "only for looking" in told.args[0].text
    assert inputs.opened == []
