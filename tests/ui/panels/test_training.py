"""The training panel in the window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.requests import TrainingProgress, TrainingRequest, presets
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.test_training_controller import ScriptedTraining


def test_without_recordings_there_is_nothing_to_train(window: MainWindow) -> None:
    assert not window.training.start_button.isEnabled()
    assert window.training.words.text() == "Add recordings first."


def test_the_request_is_what_was_chosen(piece: MainWindow, qtbot: QtBot) -> None:
    panel = piece.training
    panel.train_asked.disconnect()
    panel.preset_box.setCurrentIndex(panel.preset_box.findData("draft"))
    panel.minutes_field.setValue(3)
    with qtbot.waitSignal(panel.train_asked) as signal:
        panel.start_button.click()
    assert signal.args == [TrainingRequest(preset="draft", minutes=3.0, device="auto")]
    with qtbot.waitSignal(panel.train_asked) as signal:
        panel.resume_button.click()
    assert signal.args[0].resume == "evening"


def test_a_preset_brings_its_words_and_its_minutes(piece: MainWindow) -> None:
    panel = piece.training
    for index, preset in enumerate(presets()):
        panel.preset_box.setCurrentIndex(index)
        assert panel.preset_words.text() == preset.description
        assert panel.minutes_field.value() == round(preset.usual_minutes)


def test_devices_are_offered(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    with qtbot.waitSignal(controllers.training.devices_found):
        controllers.training.look_for_devices()
    box = piece.training.device_box
    assert [box.itemData(index) for index in range(box.count())] == ["auto", "cpu"]


def test_what_presets_cost_here_is_told_and_the_safe_one_offered(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel = piece.training
    assert not panel.cost_words.isVisible()
    assert panel.preset_box.currentData() == "standard"
    with qtbot.waitSignal(controllers.calibration.calibrated):
        controllers.calibration.start()
    assert panel.preset_box.currentData() == "draft"
    assert panel.cost_words.isVisible()
    assert "plays 3.1 × as fast" in panel.cost_words.text()
    assert "needs 200 MB" in panel.cost_words.text()
    panel.preset_box.setCurrentIndex(0)
    assert "too slow to play live (1.5 ×)" in panel.cost_words.text()


def test_little_music_is_told_and_enough_is_not(piece: MainWindow) -> None:
    panel = piece.training
    panel.show_music(30.0)
    assert panel.little_words.isVisible()
    assert "only 30 seconds" in panel.little_words.text()
    assert panel.start_button.isEnabled()
    panel.show_music(300.0)
    assert not panel.little_words.isVisible()


def test_a_preset_that_was_chosen_stays(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    box = piece.training.preset_box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    chosen = box.currentData()
    assert chosen == "deep"
    with qtbot.waitSignal(controllers.calibration.calibrated):
        controllers.calibration.start()
    assert box.currentData() == chosen


def test_progress_is_shown_and_stopping_keeps_the_best(
    piece: MainWindow,
    controllers: Controllers,
    scripted_training: ScriptedTraining,
    qtbot: QtBot,
) -> None:
    panel = piece.training
    panel.start_button.click()
    assert panel.start_button.text() == "Stop"
    assert not panel.preset_box.isEnabled()
    assert panel.words.text() == "Getting ready…"
    scripted_training.gate.release(2)
    qtbot.waitUntil(lambda: "7.00 on music kept from it" in panel.words.text())
    assert panel.progress_bar.value() == 500
    assert panel.curve.isVisible()
    panel.start_button.setFocus()
    panel.start_button.click()
    assert "Stopping" in panel.words.text()
    assert not panel.start_button.isEnabled()
    assert not isinstance(piece.focusWidget(), QComboBox)  # whose choice keys would change
    scripted_training.gate.release(1)
    qtbot.waitUntil(lambda: controllers.training.state == "idle")
    assert panel.start_button.text() == "Start training"
    assert panel.words.text() == "Stopped; the best so far is kept."
    assert panel.preset_box.isEnabled()
    assert not panel.progress_bar.isVisible()


def test_the_result_is_said(
    piece: MainWindow,
    controllers: Controllers,
    scripted_training: ScriptedTraining,
    qtbot: QtBot,
) -> None:
    scripted_training.gate.release(4)
    with qtbot.waitSignal(controllers.training.training_ended):
        piece.training.start_button.click()
    assert piece.training.words.text() == "Done: 4.00 bits per sample on music kept from it."


def test_learning_the_form_is_said(piece: MainWindow, controllers: Controllers) -> None:
    panel = piece.training
    controllers.training.state = "training"
    controllers.training.progress = TrainingProgress("m", "planning", 0.25)
    controllers.training.progressed.emit()
    assert panel.words.text() == "Learning the form: what follows what…"
    assert panel.progress_bar.value() == 250
    controllers.training.state = "idle"
