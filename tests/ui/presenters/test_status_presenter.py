"""Title, messages and the names of undo."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import MODEL_ID


def test_the_corner_says_what_the_title_says(piece: MainWindow, qtbot: QtBot) -> None:
    corner = piece._status._corner
    qtbot.waitUntil(lambda: corner.text().startswith("Piece · saved"))
    assert piece.windowTitle() == f"{corner.text()} – AudioSynth"


def test_a_project_for_looking_says_so(looked_at: MainWindow) -> None:
    assert looked_at.windowTitle() == "Piece · only for listening – AudioSynth"


def test_undo_names_the_edit_until_it_is_undone(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    undo, redo = piece.actions_.undo, piece.actions_.redo
    assert not undo.isEnabled()
    controllers.project.rename(MODEL_ID, "Dusk")
    qtbot.waitUntil(undo.isEnabled)
    name = undo.text().removeprefix("Undo: ")
    assert "Evening" in name
    undo.trigger()
    qtbot.waitUntil(redo.isEnabled)
    assert (undo.text(), redo.text()) == ("Undo", f"Redo: {name}")


def test_what_could_not_be_opened_is_taken_back_once_it_is_there(
    piece: MainWindow, controllers: Controllers
) -> None:
    sound = controllers.recording_sound
    sound.told.emit(Message("error", "The sound file is missing."))
    assert piece.messages.isVisible()
    sound.sound_opened.emit()
    assert not piece.messages.isVisible()
    controllers.play.told.emit(Message("error", "The loudspeaker is gone."))
    sound.sound_opened.emit()
    assert piece.messages.isVisible(), "that is another matter"


def test_another_project_begins_without_the_messages_of_the_last(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    controllers.play.told.emit(Message("error", "The loudspeaker is gone."))
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other.audiosynth")
    assert piece.messages.message is None
