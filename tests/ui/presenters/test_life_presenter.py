"""The project as a whole, through the real window."""

import errno
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from audiosynth_gui.ui.dialogs.find_missing import FindMissingDialog
from audiosynth_gui.ui.dialogs.go_back import GoBackDialog
from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog
from audiosynth_gui.ui.dialogs.rename_project import RenameProjectDialog
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.panels.library_delegate import MISSING_ROLE
from audiosynth_gui.ui.panels.library_rows import rows_below as children
from tests.controllers.sounds import MODEL_ID, RATE, filled_project, recipe, tone, write_tone
from tests.controllers.test_saving import broken_disk
from tests.controllers.test_training_controller import ScriptedTraining
from tests.ui.test_main_window import action, drop


def missing_words(window: MainWindow) -> dict[str, str | None]:
    """What the library says of each row that has a file."""
    rows = children(window.library._groups["recordings"])
    return {row.text(0): row.data(0, MISSING_ROLE) for row in rows}


def stored(path: Path) -> ProjectFolder:
    return ProjectFolder.open_read_only(path)


def test_save_as_goes_on_in_the_copy(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    shown: list[bool] = []
    controllers.copies.progressed.connect(lambda: shown.append(piece.copy_bar.isVisible()))
    action(piece, "Save as…").trigger()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, NewProjectDialog)
    assert not dialog.isModal()
    assert dialog.windowTitle() == "Save as"
    assert dialog.name_field.text() == "Piece 2"
    dialog.name_field.setText("Second try")
    with qtbot.waitSignal(controllers.project.project_opened):
        dialog.create_button.click()
    assert any(shown)
    assert controllers.project.folder is not None
    assert controllers.project.folder.path == tmp_path / "Second try.audiosynth"
    assert piece.windowTitle().startswith("Second try · saved")
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.rename(MODEL_ID, "Dusk")
    assert stored(tmp_path / "Piece.audiosynth").document.models[0].name == "Evening"
    ProjectFolder.open(tmp_path / "Piece.audiosynth").close()  # it was given back
    qtbot.waitUntil(lambda: not piece.copy_bar.isVisible())


def test_save_as_can_be_cancelled(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    controllers.copies.progressed.connect(piece.copy_bar.row.cancel_button.click)
    before = controllers.project.folder
    with qtbot.waitSignal(controllers.copies.told) as told:
        piece.life._save_as(tmp_path / "Never.audiosynth", "Never")
    assert told.args[0].text == "Nothing was copied."
    assert controllers.project.folder is before
    assert [path.name for path in tmp_path.iterdir() if "Never" in path.name] == []
    qtbot.waitUntil(lambda: controllers.copies.progress is None)


def test_a_project_in_training_is_not_left(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path,
    scripted_training: ScriptedTraining,
) -> None:  # fmt: skip
    ProjectFolder.create(tmp_path / "Other").close()
    piece.training.start_button.click()
    before = controllers.project.folder
    with qtbot.waitSignal(controllers.project.told) as told:
        controllers.project.open_project(tmp_path / "Other.audiosynth")
    assert "being trained" in told.args[0].text
    with qtbot.waitSignal(controllers.project.told) as told:
        action(piece, "Save as…").trigger()
    assert "being trained" in told.args[0].text
    assert controllers.project.folder is before
    assert piece.dialogs.shown is None
    scripted_training.gate.release(10)
    qtbot.waitUntil(lambda: controllers.training.state == "idle")


def test_going_back_is_one_edit(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    project = controllers.project
    assert project.folder is not None
    for old in project.folder.backups_path.iterdir():
        old.unlink()
    with qtbot.waitSignal(project.document_changed):
        project.remove(MODEL_ID)
    after = project.document
    action(piece, "Go back to a backup…").trigger()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, GoBackDialog)
    assert not dialog.isModal()
    qtbot.waitUntil(lambda: dialog.list_.count() == 1)
    assert not dialog.go_back_button.isEnabled()
    assert dialog.list_.item(0).text().endswith("1 recording, 1 model; 1 model more")
    dialog.list_.setCurrentRow(0)
    with qtbot.waitSignal(project.document_changed):
        dialog.go_back_button.click()
    assert project.document is not None
    assert [model.id for model in project.document.models] == [MODEL_ID]
    assert piece.actions_.undo.text().startswith("Undo: Go back to 20")
    qtbot.waitUntil(lambda: dialog.list_.count() == 2)
    assert dialog.list_.item(0).text().endswith("1 recording; 1 model fewer")
    project.undo()
    qtbot.waitUntil(lambda: project.document == after)
    dialog.close()


def test_missing_files_are_marked_and_found(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with filled_project(tmp_path) as folder:
        path = folder.file_path(folder.document.recordings[0].file)
    data = path.read_bytes()
    (tmp_path / "away").mkdir()
    shutil.move(path, tmp_path / "away" / "other name.wav")
    (tmp_path / "tone.wav").unlink()
    controllers.project.open_project(folder.path)
    qtbot.waitUntil(window.life.missing_bar.isVisible)
    assert window.life.missing_bar.words.text() == "The sound file of “tone” is missing."
    assert missing_words(window) == {"tone": "missing"}
    window.life.missing_bar.buttons["Find missing files…"].click()
    dialog = window.dialogs.shown
    assert isinstance(dialog, FindMissingDialog)
    assert not dialog.isModal()
    assert dialog.list_.item(0).text().startswith("⚠ tone")
    (tmp_path / "empty").mkdir()
    with qtbot.waitSignal(controllers.missing.relinked):
        dialog.search_asked.emit(tmp_path / "empty")
    assert dialog.words.text() == "Found: 0. Still missing: 1."
    qtbot.waitUntil(lambda: dialog.look_button.isEnabled())
    with qtbot.waitSignal(controllers.missing.relinked):
        dialog.search_asked.emit(tmp_path / "away")
    assert dialog.words.text() == "The sound is back in its place."
    assert path.read_bytes() == data
    assert missing_words(window) == {"tone": None}
    assert not window.life.missing_bar.isVisible()
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)
    dialog.close()


def test_a_file_that_goes_away_is_noticed_on_coming_back(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    folder = controllers.project.folder
    assert folder is not None
    path = folder.file_path(folder.document.recordings[0].file)
    away = path.rename(path.with_suffix(".away"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: missing_words(piece) == {"tone": "missing"})
    away.rename(path)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: missing_words(piece) == {"tone": None})
    assert not piece.life.missing_bar.isVisible()


def test_a_sound_that_is_put_back_is_shown_and_not_called_missing_any_more(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with filled_project(tmp_path) as folder:
        path = folder.file_path(folder.document.recordings[0].file)
    away = path.rename(path.with_suffix(".away"))
    controllers.project.open_project(folder.path)
    qtbot.waitUntil(lambda: window.messages.message is not None)
    assert "missing" in window.messages.accessibleName()
    assert controllers.recording_sound.sound is None
    away.rename(path)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    qtbot.waitUntil(lambda: controllers.recording_sound.sound is not None)
    assert window.messages.message is None


def test_where_nothing_is_missing_there_is_nothing_to_look_for(
    piece: MainWindow, qtbot: QtBot
) -> None:
    action(piece, "Find missing files…").trigger()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, FindMissingDialog)
    assert dialog.words.text() == "No sound file of this project is missing."
    assert not dialog.look_button.isEnabled()
    with qtbot.waitSignal(dialog.finished):
        dialog.close()


def test_the_project_is_renamed_not_its_folder(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    action(piece, "Rename project…").trigger()
    dialog = piece.dialogs.shown
    assert isinstance(dialog, RenameProjectDialog)
    dialog.name_field.clear()
    assert not dialog.rename_button.isEnabled()
    QTest.keyClicks(dialog.name_field, "Brass")
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClick(dialog.name_field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: piece.windowTitle().startswith("Brass · saved"))
    assert stored(tmp_path / "Piece.audiosynth").document.name == "Brass"
    assert piece.actions_.undo.text() == "Undo: Rename project “Piece”"


def test_a_project_in_use_offers_save_as(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with filled_project(tmp_path) as other:
        with qtbot.waitSignal(controllers.project.project_opened):
            controllers.project.open_project(other.path)
        bar = window.life.read_only_bar
        assert bar.isVisible()
        assert "only for looking and listening" in bar.words.text()
        assert "only for listening" in window.windowTitle()
        bar.buttons["Save as…"].click()
        dialog = window.dialogs.shown
        assert isinstance(dialog, NewProjectDialog)
        dialog.close()
    with qtbot.waitSignal(controllers.project.project_opened):
        bar.buttons["Try to open again"].click()
    assert not bar.isVisible()
    assert controllers.project.folder is not None
    assert not controllers.project.folder.read_only


def test_a_protected_project_is_opened_for_looking(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    filled_project(tmp_path).close()

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EACCES, "protected")

    monkeypatch.setattr("audiosynth_gui.project.storage.ProjectLock.acquire", refuse)
    with qtbot.waitSignal(controllers.project.told) as told:
        controllers.project.open_project(tmp_path / "Piece.audiosynth")
    assert "save it as another project" in told.args[0].advice
    assert window.life.read_only_bar.isVisible()


def test_a_damaged_project_can_go_back_to_its_backup(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with filled_project(tmp_path) as folder:
        pass
    folder.document_path.write_text("damaged")
    with qtbot.waitSignal(controllers.project.damage_found):
        controllers.project.open_project(folder.path)
    bar = window.life.damage_bar
    assert bar.isVisible()
    assert "“Piece” is damaged" in bar.words.text()
    with qtbot.waitSignal(controllers.project.project_opened):
        bar.buttons["Go back to the backup"].click()
    assert not bar.isVisible()
    assert controllers.project.folder is not None
    assert list(folder.backups_path.glob("damaged-*.json"))


def test_recovered_takes_are_told_once(
    window: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = filled_project(tmp_path)
    TakeWriter(folder, recipe(), RATE, 2).write(tone(1.0))
    folder.close()
    told: list[Message] = []
    controllers.project.told.connect(told.append)
    for _time in range(2):
        with qtbot.waitSignal(controllers.project.project_opened):
            controllers.project.open_project(folder.path)
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.open_project(folder.path, anew=True)
    [message] = [each for each in told if "Found again" in each.text]
    assert "“Recovered take”, 1 s" in message.text


def test_the_sign_of_saving_is_true(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    controllers.project.autosave._timer.setInterval(20)
    assert "Piece · saved" in piece.windowTitle()
    with broken_disk():
        controllers.project.rename_project("Brass")
        qtbot.waitUntil(lambda: "Brass · ⚠ not saved" in piece.windowTitle())
        assert "no room left" in piece._status._corner.toolTip()
        assert piece.messages.message is not None
        assert "cannot be saved" in piece.messages.message.text
        assert not piece.close()
        assert piece.isVisible()
        assert "not on the disk" in piece.messages.message.text
    qtbot.waitUntil(lambda: "Brass · saved" in piece.windowTitle())
    assert piece._status._corner.toolTip() == ""
    assert piece.close()


def test_gone_projects_are_grey_and_can_be_taken_off(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.project.create_project(tmp_path / "Other")
    qtbot.waitUntil(lambda: (tmp_path / "Piece.audiosynth" / ".lock").read_text() == "")
    shutil.rmtree(tmp_path / "Piece.audiosynth")
    menu = piece.actions_.recent_menu
    menu.aboutToShow.emit()
    assert [(each.text().split(" ")[0], each.isEnabled()) for each in menu.actions()[:2]] == [
        ("Other", True), ("Piece", False),
    ]  # fmt: skip
    assert menu.actions()[1].text().endswith("(gone)")
    take_off: QAction = menu.actions()[-1]
    assert take_off.text() == "Take “Piece” off this list"
    take_off.trigger()
    assert [each.text().split(" ")[0] for each in menu.actions()] == ["Other"]


def test_what_can_be_dropped(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_text("")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(words))])
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(piece, enter)
    assert enter.type() == QEvent.Type.DragEnter
    assert not enter.isAccepted()
    (tmp_path / "music").mkdir()
    write_tone(tmp_path / "music" / "horn.wav", 0.5)
    drop(piece, tmp_path / "music")
    qtbot.waitUntil(lambda: len(controllers.project.document.recordings) == 2, timeout=20_000)  # type: ignore[union-attr]
    assert missing_words(piece) == {"tone": None, "horn": None}


def test_a_project_dropped_with_sounds_gets_them(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("Other", "Third"):
        ProjectFolder.create(tmp_path / name).close()
    sound = write_tone(tmp_path / "horn.wav", 0.5)
    with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
        drop(piece, tmp_path / "Other.audiosynth", sound, tmp_path / "Third.audiosynth")
    names = [item.name for item in stored(tmp_path / "Other.audiosynth").document.recordings]
    assert names == ["horn"]
    assert len(stored(tmp_path / "Piece.audiosynth").document.recordings) == 1
    (tmp_path / "Broken.audiosynth").mkdir()
    with qtbot.waitSignal(controllers.project.told):
        drop(piece, tmp_path / "Broken.audiosynth", sound)
    with qtbot.waitSignal(controllers.project.project_opened):
        drop(piece, tmp_path / "Third.audiosynth")
    qtbot.wait(50)
    assert controllers.imports.files == ()
    assert stored(tmp_path / "Third.audiosynth").document.recordings == ()
