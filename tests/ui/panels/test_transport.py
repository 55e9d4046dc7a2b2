"""The transport in the window."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.play_health import PlayHealth
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import add_take, write_tone

SPEAKER = OutputDevice(0, "Speaker", 48_000, 2, is_default=True)
HEADPHONES = OutputDevice(1, "Headphones", 44_100, 2, is_default=False)


def play_recording_from(window: MainWindow, seconds: float) -> None:
    """Put the cursor into the recording and press Play."""
    window.playing.set_target("recording")
    window.recording_view.timeline.put_cursor(seconds)
    window.transport.play_button.click()


def test_position_and_level_follow_what_plays(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    play_recording_from(piece, 0.5)
    qtbot.waitUntil(lambda: controllers.play.position_seconds > 0.7)
    assert piece.transport.position.text().startswith("00:0")
    assert piece.transport.meter.lanes[0].level_db > -8.0
    assert piece.transport.meter.lanes[1].level_db < piece.transport.meter.lanes[0].level_db
    assert piece.recording_view.timeline.playhead_seconds is not None
    piece.transport.play_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert piece.recording_view.timeline.playhead_seconds is None


def test_back_to_the_beginning_while_it_plays(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    play_recording_from(piece, 1.2)
    qtbot.waitUntil(lambda: controllers.play.position_seconds > 1.25)
    piece.transport.back_button.click()
    assert piece.recording_view.timeline.cursor_seconds == 0.0
    qtbot.waitUntil(lambda: 0.0 < controllers.play.position_seconds < 1.0)
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_what_sounds_is_named_not_what_is_chosen(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    folder, choice, words = controllers.project.folder, controllers.choice, piece.transport
    assert folder is not None
    assert choice.recording is not None
    sounding = choice.recording.name
    with qtbot.waitSignal(controllers.imports.recording_imported):
        controllers.imports.import_files(folder, [write_tone(tmp_path / "horn.wav")])
    choice.choose(folder.document.recordings[0].id)
    play_recording_from(piece, 0.0)
    piece.library.item_chosen.emit(folder.document.recordings[1].id)
    assert choice.recording.name == "horn"
    assert words.origin_words.text() == sounding
    controllers.play.stop()
    qtbot.waitUntil(lambda: words.origin_words.text() == "horn")
    controllers.project.rename(choice.recording.id, "oboe")
    qtbot.waitUntil(lambda: words.origin_words.text() == "oboe")


def test_a_take_of_another_project_is_not_named(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    controllers.project.take_over_changes()
    piece.playing.set_target("take")
    assert piece.transport.origin_words.text() == "Take"
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other")
    assert piece.transport.origin_words.text() == "", "nothing can be played there"


def test_health_in_words(window: MainWindow, controllers: Controllers) -> None:
    play = controllers.play
    for underruns, words in ((0, "180 ms, 0 dropouts"), (1, "180 ms, 1 dropout")):
        play.health = PlayHealth(0.18, underruns)
        play.health_changed.emit()
        assert window.transport.health_words.text() == words


def test_devices(window: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    transport, box = window.transport, window.transport.device_box
    transport.show_devices((SPEAKER, HEADPHONES), None)
    index = box.findText("Headphones")
    box.setCurrentIndex(index)
    box.activated.emit(index)
    assert controllers.play.device == HEADPHONES
    transport.show_devices((HEADPHONES, SPEAKER), None)
    assert box.currentText() == "Headphones"
    box.activated.emit(0)
    assert controllers.play.device is None
    with qtbot.waitSignal(transport.rescan_asked):
        box.activated.emit(box.count() - 1)
