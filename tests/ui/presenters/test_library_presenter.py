"""What is chosen in the library is shown and played."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import MODEL_ID
from tests.ui.panels.test_library import click


def test_what_is_clicked_is_what_play_plays(
    piece_with_take: MainWindow, controllers: Controllers
) -> None:
    choice, library = controllers.choice, piece_with_take.library
    assert choice.recording is not None
    assert choice.take is not None
    targets = []
    for item_id in (choice.recording.id, choice.take.id, MODEL_ID):
        click(library, item_id)
        targets.append(piece_with_take.playing.target)
    assert targets == ["recording", "take", "continuation"]


def test_enter_plays_the_take(
    piece_with_take: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    assert controllers.choice.take is not None
    click(piece_with_take.library, controllers.choice.take.id)
    QTest.keyClick(piece_with_take.library.tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    assert controllers.play.origin.item_id == controllers.choice.take.id
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_a_removed_take_leaves_an_empty_panel_until_undo(
    piece_with_take: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    panel, take = piece_with_take.take_panel, controllers.choice.take
    assert take is not None
    assert panel.view.isVisible()
    controllers.project.remove(take.id)
    qtbot.waitUntil(lambda: controllers.choice.take is None)
    assert panel.hint.isVisible()
    assert not panel.view.isVisible()
    assert piece_with_take.library.current_id() != take.id
    controllers.project.undo()
    qtbot.waitUntil(panel.view.isVisible)
    assert controllers.choice.take == take
