"""Finding out what this computer can do."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.calibration_controller import CalibrationController
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.project.preset_fits import Calibration, PresetFit

FOUND = Calibration(
    made_by="test",
    fits=(
        PresetFit(
            preset="draft", realtime_factor=3.0, audio_seconds_per_second=2.0, memory_bytes=10**8
        ),
    ),
)


def test_it_is_measured_once_in_the_background(qtbot: QtBot) -> None:
    calls: list[None] = []

    def calibrate() -> Calibration:
        calls.append(None)
        return FOUND

    controller = CalibrationController(calibrate)
    assert controller.calibration is None
    with qtbot.waitSignal(controller.calibrated):
        controller.start()
        controller.start()
    assert controller.calibration == FOUND
    controller.close()
    assert len(calls) == 1


def test_what_goes_wrong_is_told(qtbot: QtBot) -> None:
    def calibrate() -> Calibration:
        raise TrainingError("It cannot be measured.", "Go on without.")

    controller = CalibrationController(calibrate)
    with qtbot.waitSignal(controller.told) as signal:
        controller.start()
    controller.close()
    assert "cannot be measured" in signal.args[0].text
    assert controller.calibration is None
