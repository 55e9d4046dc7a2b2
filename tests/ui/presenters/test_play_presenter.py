"""What Play plays; see also `test_main_window` and `test_file_player`."""

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.playables import SoundKind
from audiosynth_gui.ui.main_window import MainWindow


@pytest.mark.parametrize("kind", ["recording", "take", "continuation"])
def test_what_would_be_played_is_named(piece_with_take: MainWindow, kind: SoundKind) -> None:
    piece_with_take.playing.set_target(kind)
    words = {"recording": "tone", "take": "Take", "continuation": "Continuation"}[kind]
    assert piece_with_take.transport.origin_words.text() == words


def test_what_was_touched_and_is_gone_is_not_played(
    piece_with_take: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    playing = piece_with_take.playing
    playing.set_target("take")
    assert controllers.choice.take is not None
    controllers.project.remove(controllers.choice.take.id)
    qtbot.waitUntil(lambda: controllers.choice.take is None)
    playing.play_or_stop()
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "continuation"
    playing.play_or_stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_without_a_model_the_way_on_is_said(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    assert controllers.choice.model is not None
    controllers.project.remove(controllers.choice.model.id)
    qtbot.waitUntil(lambda: controllers.choice.model is None)
    with qtbot.waitSignal(piece.playing.told) as told:
        piece.playing.play_or_stop_continuation()
    assert told.args[0].text == "There is no model to play on with yet."
    assert controllers.play.state == "stopped"
