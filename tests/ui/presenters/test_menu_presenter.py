"""Which entries of the menus can be used."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.test_training_controller import ScriptedTraining

WRITING = {
    "Rename project…", "Go back to a backup…", "Find missing files…", "Rename in the library",
    "Start or stop training", "Train the chosen model further", "Train on this", "Leave out",
}  # fmt: skip
LISTENING = {
    "Zoom in", "Whole sound", "Select all", "Select from here", "Back to the beginning",
    "Find silences and repeats", "Save as…",
}  # fmt: skip
ALWAYS = {"New project…", "Open the demo", "Play or stop", "Record or stop", "Quit"}


def usable(window: MainWindow) -> set[str]:
    """The texts of what can be used."""
    return {one.text() for one in window.findChildren(QAction) if one.isEnabled()}


def test_without_a_project_there_is_nothing_to_zoom_or_to_rename(window: MainWindow) -> None:
    texts = usable(window)
    assert texts >= ALWAYS | {"Add recordings…"}
    assert not texts & (WRITING | LISTENING | {"Export take…"})


def test_with_music_and_a_model_all_but_exporting(piece: MainWindow) -> None:
    assert usable(piece) >= ALWAYS | WRITING | LISTENING
    assert "Export take…" not in usable(piece)


def test_with_a_take_it_can_be_exported(piece_with_take: MainWindow) -> None:
    assert "Export take…" in usable(piece_with_take)


def test_a_project_for_looking_is_not_written_to(looked_at: MainWindow) -> None:
    texts = usable(looked_at)
    assert texts >= ALWAYS | LISTENING
    assert not texts & (WRITING | {"Add recordings…"})


def test_a_training_can_be_stopped_whatever_was_removed_meanwhile(
    piece: MainWindow,
    controllers: Controllers,
    scripted_training: ScriptedTraining,
    qtbot: QtBot,
) -> None:
    piece.training.start_button.click()
    assert controllers.choice.recording is not None
    controllers.project.remove(controllers.choice.recording.id)
    qtbot.waitUntil(lambda: controllers.choice.recording is None)
    assert "Start or stop training" in usable(piece)
    scripted_training.gate.release(4)
    qtbot.waitUntil(lambda: controllers.training.state == "idle")
    assert "Start or stop training" not in usable(piece)


@pytest.mark.parametrize("what", ["recording", "model"])
def test_what_is_removed_is_not_offered(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, what: str
) -> None:
    item = getattr(controllers.choice, what)
    entry = {"recording": "Zoom in", "model": "Train the chosen model further"}[what]
    controllers.project.remove(item.id)
    qtbot.waitUntil(lambda: entry not in usable(piece))
    controllers.project.undo()
    qtbot.waitUntil(lambda: entry in usable(piece))
    assert controllers.project.history.done == ()
