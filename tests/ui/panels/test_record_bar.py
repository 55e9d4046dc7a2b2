"""Recording in the window, by mouse and keyboard."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.errors import PlaybackError
from audiosynth_gui.playback.devices import InputDevice
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.inputs import ScriptedInputs
from tests.ui.views.pixels import picture_of, where

BOX = InputDevice(1, "Box", 48_000, 4, is_default=False)
MICROPHONE = InputDevice(0, "Microphone", 44_100, 1, is_default=True)


def click(widget: QWidget) -> None:
    """Click the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())


def show_inputs(window: MainWindow, *devices: InputDevice) -> None:
    """Have these found."""
    controllers = window._controllers
    controllers.devices.inputs = devices
    controllers.devices.devices_found.emit()


def arm(window: MainWindow, qtbot: QtBot) -> None:
    """Press R, and wait until it listens."""
    QTest.keyClick(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: window._controllers.record.state == "armed")


def test_the_key_opens_the_bar_records_and_stops(
    piece: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    bar, record = piece.record_bar, controllers.record
    assert not bar.isVisible()
    arm(piece, qtbot)
    assert bar.isVisible()
    assert not bar.waveform.isVisible()
    place = bar.time_words.x()
    qtbot.waitUntil(lambda: bar.level.peak_button.text() == "-6.0 dB")
    assert "Ready · room for" in bar.state_words.toolTip()
    QTest.keyClick(piece, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: record.recorded_seconds > 0.3)
    assert bar.record_button.text() == "Stop"
    assert bar.time_words.x() == place, "nothing is to jump when the button's word changes"
    assert not bar.choice.isEnabled()
    assert bar.time_words.text() > "00:00.300"
    assert bar.live is not None
    drawn = bar.live.columns(0, 1_000, 1)
    np.testing.assert_allclose(drawn.maximum, 0.5, atol=0.01)
    assert bar.waveform.isVisible()
    QTest.keyClick(piece, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: record.state == "armed")
    qtbot.waitUntil(lambda: len(piece_document_names(controllers)) == 2)
    chosen = controllers.choice.recording
    assert chosen is not None
    assert chosen.name == piece_document_names(controllers)[-1]
    assert chosen.name.startswith("Recording 20")
    assert controllers.project.folder is not None
    with open_recording(controllers.project.folder, chosen) as source:
        np.testing.assert_array_equal(
            source.read(0, source.frames), bar.live.read(0, source.frames)
        )
    assert piece.library.current_id() == chosen.id
    qtbot.waitUntil(
        lambda: (
            controllers.recording_sound.sound is not None
            and controllers.recording_sound.sound.frames == chosen.frames
        )
    )


def piece_document_names(controllers: Controllers) -> list[str]:
    """Names of the recordings that the window knows."""
    document = controllers.project.document
    return [recording.name for recording in document.recordings] if document else []


def test_a_continuation_plays_on_while_it_records(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.playing.play_continuation()
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    arm(piece, qtbot)
    click(piece.transport.record_button)
    qtbot.waitUntil(lambda: controllers.record.recorded_seconds > 0.2)
    assert controllers.play.state == "playing"
    assert controllers.is_busy()
    click(piece.record_bar.record_button)
    qtbot.waitUntil(lambda: controllers.record.state == "armed")
    assert controllers.play.state == "playing"
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_counting_in_is_shown(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    bar = piece.record_bar
    arm(piece, qtbot)
    bar.bars_box.setCurrentIndex(1)
    bar.tempo_field.setValue(300)
    assert (bar.count_in().bars, bar.count_in().beats_per_minute) == (1, 300.0)
    click(bar.record_button)
    qtbot.waitUntil(lambda: bar.state_words.toolTip().startswith("Counting in: 2"))
    qtbot.waitUntil(lambda: controllers.record.state == "recording")
    click(bar.close_button)
    qtbot.waitUntil(lambda: controllers.record.state == "idle")
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: len(piece_document_names(controllers)) == 2)


def test_clipping_is_said_in_words_until_clicked(
    piece: MainWindow, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    arm(piece, qtbot)
    level = piece.record_bar.level
    inputs.opened[0].amplitude = 1.2
    qtbot.waitUntil(lambda: level.is_clipped)
    assert level.peak_button.text() == "⚠ clipped"
    inputs.opened[0].amplitude = 0.1
    qtbot.waitUntil(lambda: level.meter.lanes[0].level_db < -10.0)
    assert level.is_clipped
    click(level.peak_button)
    qtbot.waitUntil(lambda: level.peak_button.text() == "-20.0 dB")


def test_device_and_channels_are_chosen(
    piece: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    show_inputs(piece, MICROPHONE, BOX)
    choice = piece.record_bar.choice
    assert list(choice.channels) == [1]
    arm(piece, qtbot)
    choice.device_box.setCurrentIndex(2)
    choice.device_box.activated.emit(2)
    texts = [choice.channels_box.itemText(i) for i in range(choice.channels_box.count())]
    assert texts == ["Stereo 1+2", "Stereo 3+4", "Mono 1", "Mono 2", "Mono 3", "Mono 4"]
    choice.channels_box.setCurrentIndex(1)
    choice.channels_box.activated.emit(1)
    qtbot.waitUntil(lambda: bool(inputs.asked) and inputs.asked[-1] == (BOX, (3, 4)))
    show_inputs(piece, replace(BOX, index=0))
    assert choice.device == replace(BOX, index=0)
    assert list(choice.channels) == [3, 4]
    show_inputs(piece, MICROPHONE)
    assert choice.device is None
    assert list(choice.channels) == [1]


def test_monitoring_is_off_warns_and_can_be_switched_on(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    arm(piece, qtbot)
    box = piece.record_bar.monitoring_box
    assert not box.isChecked()
    assert "feedback" in box.toolTip()
    box.click()
    assert controllers.record.is_monitoring


def test_without_a_device_the_bar_says_so_and_looks_again(
    piece: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    inputs.error = PlaybackError("No microphone was found.", "Connect one.")
    QTest.keyClick(piece, Qt.Key.Key_R)
    bar = piece.record_bar
    qtbot.waitUntil(lambda: bar.state_words.toolTip() == "No microphone was found. Connect one.")
    assert piece.messages.message is None
    inputs.error = None
    box = bar.choice.device_box
    box.activated.emit(box.count() - 1)
    qtbot.waitUntil(lambda: controllers.record.state == "armed", timeout=20_000)
    assert bar.state_words.toolTip().startswith("Ready")


def test_a_device_that_vanishes_is_told_and_the_recording_is_there(
    piece: MainWindow, controllers: Controllers, inputs: ScriptedInputs, qtbot: QtBot
) -> None:
    arm(piece, qtbot)
    click(piece.record_bar.record_button)
    qtbot.waitUntil(lambda: controllers.record.recorded_seconds > 0.1)
    inputs.opened[0].unplug()
    qtbot.waitUntil(lambda: controllers.record.state == "idle")
    assert piece.messages.message is not None
    assert piece.messages.message.text.startswith("The microphone is gone.")
    qtbot.waitUntil(lambda: len(piece_document_names(controllers)) == 2)


def test_without_a_project_or_in_one_for_looking_that_is_said(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    click(window.transport.record_button)
    assert window.messages.message is not None
    assert window.messages.message.text == "There is no project to record into yet."
    ProjectFolder.create(tmp_path / "Mine").close()
    controllers.project.folder = ProjectFolder.open_read_only(tmp_path / "Mine")
    click(window.transport.record_button)
    assert "only for looking" in window.messages.message.text
    assert not window.record_bar.isVisible()


def test_it_listens_on_in_the_next_project(
    piece: MainWindow,
    controllers: Controllers,
    inputs: ScriptedInputs,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    arm(piece, qtbot)
    controllers.project.create_project(tmp_path / "Next")
    qtbot.waitUntil(lambda: len(inputs.opened) == 2)
    qtbot.waitUntil(lambda: controllers.record.state == "armed")
    QTest.keyClick(piece, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: controllers.record.recorded_seconds > 0.1)
    QTest.keyClick(piece, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: len(piece_document_names(controllers)) == 1)
    assert controllers.project.folder is not None
    assert controllers.project.folder.path.name == "Next.audiosynth"


def record_some(window: MainWindow, qtbot: QtBot) -> None:
    """Record for a moment, and keep it."""
    record = window._controllers.record
    arm(window, qtbot)
    QTest.keyClick(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: record.recorded_seconds > 0.1)
    QTest.keyClick(window, Qt.Key.Key_R)
    qtbot.waitUntil(lambda: record.state == "armed")


def test_what_is_recorded_is_drawn_like_all_sound_and_only_looked_at(
    piece: MainWindow, qtbot: QtBot
) -> None:
    bar = piece.record_bar
    record_some(piece, qtbot)
    assert bar.live is not None
    assert bar.live.picture(TimeSpan(0.0, 1.0)) is None
    piece.pictures.choose_level_scale("decibels")
    colours = bar.waveform.theme.colours
    bar.waveform.timeline.show_span(TimeSpan(0.0, 0.1))
    drawn = where(picture_of(bar.waveform), colours.recording, colours.recording_body)
    height = drawn[:, 40:100].any(axis=1).sum() / bar.waveform.height()
    assert height == pytest.approx(1 - 6.02 / 60, abs=0.06)  # half of full scale
    middle = bar.waveform.mapTo(piece, bar.waveform.rect().center())
    QTest.mouseClick(piece.windowHandle(), Qt.MouseButton.LeftButton, pos=middle)
    assert bar.waveform.timeline.cursor_seconds == 0.0
    assert not bar.waveform.hasFocus()


def test_the_next_project_shows_nothing_of_what_was_recorded_before(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    bar = piece.record_bar
    record_some(piece, qtbot)
    assert bar.waveform.isVisible()
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Next")
    assert bar.isVisible()
    assert not bar.waveform.isVisible()
    assert bar.time_words.text() == "00:00.000"


def test_a_project_for_looking_puts_the_bar_away(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    arm(piece, qtbot)
    with ProjectFolder.create(tmp_path / "Mine") as other:
        with qtbot.waitSignal(controllers.project.project_opened):
            controllers.project.open_project(other.path)
        assert not piece.record_bar.isVisible()
        qtbot.waitUntil(lambda: controllers.record.state == "idle")


def test_it_counts_in_at_the_tempo_of_the_window(piece: MainWindow) -> None:
    piece.time_bar.bpm_field.setValue(96.4)
    assert piece.record_bar.count_in().beats_per_minute == 96.0
