"""The transport in the window."""

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.play_controller import PlayHealth
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.ui.main_window import MainWindow

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
