"""The whole window: menus, keys, drag and drop, closing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QFileDialog,
    QWidget,
)
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.dialogs.export import ExportDialog
from audiosynth_gui.ui.dialogs.help import HelpDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.theme import Theme
from tests.controllers.sounds import add_take, write_tone
from tests.controllers.test_training_controller import ScriptedTraining
from tests.ui.hands import CTRL, LEFT, NO_KEYS

SMALL_WIDTH = 960
"""Of a screen of 1920 pixels at 200 %."""


def drop(window: MainWindow, *paths: Path) -> None:
    """Drop files on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, event)


def action(window: MainWindow, text: str) -> QAction:
    """Find a menu's action by its text."""
    [found] = [each for each in window.findChildren(QAction) if each.text() == text]
    return found


def test_an_empty_window_shows_the_three_steps(window: MainWindow) -> None:
    assert window.empty_state.isVisible()
    assert not window.recording_view.isVisible()
    assert window.windowTitle() == "AudioSynth"


def test_the_demo_sounds_after_one_click(
    window: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    window.empty_state.demo_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "playing", timeout=20_000)
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "continuation"
    assert window.recording_view.isVisible()
    controllers.play.stop()
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_files_dropped_without_a_project_make_one(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(window, write_tone(tmp_path / "horn.wav"))
    dialog = window.dialogs.shown
    assert isinstance(dialog, NewProjectDialog)
    assert not dialog.isModal()
    dialog.name_field.setText("Brass")
    dialog.folder_field.setText(str(tmp_path))
    dialog.create_button.click()
    qtbot.waitUntil(lambda: controllers.choice.recording is not None, timeout=20_000)
    assert window.recording_view.isVisible()
    assert controllers.project.document is not None
    assert controllers.project.document.name == "Brass"
    qtbot.waitUntil(lambda: window.windowTitle().startswith("Brass · saved "))


def test_several_files_are_dropped_into_the_project(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    shown: list[bool] = []
    controllers.imports.progressed.connect(lambda: shown.append(piece.import_bar.isVisible()))
    bad = tmp_path / "words.ogg"
    bad.write_text("not sound")
    drop(piece, write_tone(tmp_path / "a.wav"), bad, write_tone(tmp_path / "b.wav"))
    qtbot.waitUntil(lambda: len(controllers.project.document.recordings) == 3, timeout=20_000)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not piece.import_bar.isVisible())
    assert any(shown)
    assert piece.messages.message is not None
    assert piece.messages.message.severity == "error"
    assert "words.ogg" in piece.messages.message.text
    assert controllers.choice.recording is not None
    assert controllers.choice.recording.name == "a", "the view is not to change with every file"


def test_a_dropped_project_is_opened(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other")
    with qtbot.waitSignal(controllers.project.project_opened):
        drop(piece, tmp_path / "Piece.audiosynth")
    assert piece.library.tree.topLevelItemCount() == 3
    assert piece.windowTitle().startswith("Piece")


def test_recent_projects_can_be_opened_again(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other")
    recent = piece.actions_.recent_menu.actions()
    assert [each.text().split(" ")[0] for each in recent] == ["Other", "Piece"]
    with qtbot.waitSignal(controllers.project.project_opened):
        recent[1].trigger()
    assert piece.windowTitle().startswith("Piece")


@pytest.mark.parametrize("place", ["library", "generation", "seed", "knob", "recording"])
def test_space_plays_and_stops_wherever_the_focus_is(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, place: str
) -> None:
    focused: QWidget = {
        "library": piece.library.tree,
        "generation": piece.generation.new_seed_box,
        "seed": piece.generation.seed_field,
        "knob": piece.generation.temperature_knob._field,
        "recording": piece.recording_view.waveform,
    }[place]
    focused.setFocus()
    checked = piece.generation.new_seed_box.isChecked()
    QTest.keyClick(focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    wanted = "recording" if place == "recording" else "continuation"
    assert controllers.play.origin.kind == wanted
    QTest.keyClick(focused, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")
    assert piece.generation.new_seed_box.isChecked() == checked


def test_space_plays_a_recording_where_there_is_no_model_yet(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Piece")
    assert window.transport.origin_words.text() == ""
    window.dialogs.take_files([write_tone(tmp_path / "horn.wav")])
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)
    assert window.transport.origin_words.text() == "horn"
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "recording"
    QTest.keyClick(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: controllers.play.state == "stopped")


def test_space_in_a_name_is_a_space(piece: MainWindow, controllers: Controllers) -> None:
    piece.library.mark("evening")
    piece.library.edit_name()
    editor = piece.focusWidget()
    assert editor is not None
    QTest.keyClicks(editor, "late evening")
    assert controllers.play.state == "stopped"
    QTest.keyClick(editor, Qt.Key.Key_Escape)


def test_ctrl_and_space_play_on_from_the_marked_stretch(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    piece.recording_view.waveform.setFocus()
    piece.recording_view.timeline.select(TimeSpan(0.5, 1.0))
    QTest.keyClick(piece.recording_view.waveform, Qt.Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    assert controllers.play.origin is not None
    assert controllers.play.origin.kind == "continuation"
    QTest.keyClick(piece.recording_view.waveform, Qt.Key.Key_Space, CTRL)
    qtbot.waitUntil(lambda: controllers.choice.take is not None)


def test_zooming_by_keys_goes_to_the_view_touched_last(piece_with_take: MainWindow) -> None:
    recording, take = piece_with_take.recording_view, piece_with_take.take_panel.view
    recording.waveform.setFocus()
    QTest.keyClick(recording.waveform, Qt.Key.Key_1, CTRL)
    assert recording.timeline.visible == TimeSpan(0.0, 1.0)
    assert take.timeline.visible == TimeSpan(0.0, 1.0)
    take.waveform.setFocus()
    QTest.keyClick(take.waveform, Qt.Key.Key_1, CTRL)
    assert take.timeline.visible == TimeSpan(0.0, 0.5)
    take.timeline.select(TimeSpan(0.2, 0.3))
    QTest.keyClick(take.waveform, Qt.Key.Key_E, CTRL)
    assert take.timeline.visible == TimeSpan(0.2, 0.3)
    QTest.keyClick(take.waveform, Qt.Key.Key_2, CTRL)
    QTest.keyClick(take.waveform, Qt.Key.Key_3, CTRL)
    assert take.timeline.visible == TimeSpan(0.0, 1.0)


def test_closing_ends_the_work_first_and_keeps_it(
    piece: MainWindow,
    controllers: Controllers,
    scripted_training: ScriptedTraining,
    qtbot: QtBot,
) -> None:
    piece.training.start_button.click()
    piece.generation.play_button.click()
    qtbot.waitUntil(lambda: controllers.play.state == "playing")
    scripted_training.gate.release(2)
    training = controllers.training
    qtbot.waitUntil(lambda: training.progress is not None and training.progress.step == 2)
    assert not piece.close()
    assert piece.isVisible()
    assert piece.messages.message is not None
    assert "Closing" in piece.messages.message.text
    scripted_training.gate.release(1)
    qtbot.waitUntil(lambda: not piece.isVisible())
    assert scripted_training.closed.is_set()
    assert controllers.project.document is not None
    assert len(controllers.project.document.takes) == 1


def test_the_window_remembers_itself(window: MainWindow) -> None:
    splitters = window._layout.splitters
    columns = splitters["columns"]
    columns.setSizes([300, 700, 320])
    sizes = columns.sizes()
    assert window.close()
    columns.setSizes([250, 760, 310])
    window._state.restore(window, splitters)
    assert columns.sizes() == sizes


def test_the_appearance_is_chosen_from_the_menu(window: MainWindow, theme: Theme) -> None:
    for text, is_dark in (("Light", False), ("Dark", True)):
        action(window, text).trigger()
        assert theme.is_dark == is_dark
        checked = [each.text() for each in window.actions_.schemes.actions() if each.isChecked()]
        assert checked == [text]


def test_exporting_asks_how(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    export = action(piece, "Export take…")
    assert not export.isEnabled()
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.take_over_changes()
    export.trigger()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, ExportDialog)
    assert not dialog.isModal()
    action(piece, "How to play and edit").trigger()
    assert isinstance(piece.dialogs.shown, HelpDialog)
    piece.dialogs.shown.close()
    assert piece.dialogs.shown is None


def test_every_problem_reaches_the_bar(window: MainWindow, controllers: Controllers) -> None:
    signals = (
        controllers.project.told, controllers.imports.told, controllers.exports.told,
        controllers.training.told, controllers.play.told, controllers.recording_sound.told,
        controllers.recording_drawing.told, controllers.take_sound.told,
        controllers.take_drawing.told, window.playing.told,
    )  # fmt: skip
    for number, told in enumerate(signals):
        told.emit(Message("error", f"Problem {number}."))
        assert window.messages.message is not None
        assert window.messages.message.text == f"Problem {number}."


def test_a_removed_recording_gives_way(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    assert controllers.choice.recording is not None
    controllers.project.remove(controllers.choice.recording.id)
    qtbot.waitUntil(lambda: controllers.choice.recording is None)
    assert controllers.recording_sound.sound is None
    assert piece.empty_state.isVisible()
    controllers.project.undo()
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)
    assert piece.recording_view.isVisible()


def test_everything_that_can_be_used_has_a_name(piece: MainWindow) -> None:
    nameless = [
        type(widget).__name__
        for widget in piece.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
        and not (isinstance(widget, QAbstractButton) and widget.text())
        and not isinstance(widget.parent(), QAbstractSpinBox)  # its line is no part of its own
    ]
    assert nameless == []


def test_a_long_name_does_not_squeeze_the_library(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    before = piece.library.width()
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.rename("evening", "A very long name indeed " * 6)
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    controllers.project.take_over_changes()
    qtbot.waitUntil(lambda: controllers.take_sound.sound is not None)
    assert "very long" in piece.take_panel.recipe_words.text()
    assert piece.library.width() == before
    assert piece.minimumSizeHint().width() <= SMALL_WIDTH


def test_recordings_are_looked_for_where_the_last_ones_were(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    piece.dialogs.ask_recordings()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, QFileDialog)
    with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
        dialog.filesSelected.emit([str(write_tone(tmp_path / "horn.wav", 0.5))])
    piece.dialogs.ask_recordings()
    again = piece.dialogs.shown
    assert isinstance(again, QFileDialog)
    assert Path(again.directory().absolutePath()) == tmp_path
    again.close()
