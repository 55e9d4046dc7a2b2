"""The library in the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.panels.library import LibraryPanel
from tests.controllers.sounds import MODEL_ID, add_take, write_tone


def names(library: LibraryPanel) -> dict[str, list[str]]:
    """What is listed under which heading."""
    listed = {}
    for group in library._groups.values():
        rows = [group.child(index) for index in range(group.childCount())]
        listed[group.text(0)] = [row.text(0) for row in rows if row is not None]
    return listed


def row_at(library: LibraryPanel, item_id: str) -> QPoint:
    """The middle of an item's row."""
    row = library._find(item_id)
    assert row is not None
    return library.tree.visualItemRect(row).center()


def click(library: LibraryPanel, item_id: str) -> None:
    """Click an item."""
    QTest.mouseClick(
        library.tree.viewport(), Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier, row_at(library, item_id),
    )  # fmt: skip


def test_everything_is_listed(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    assert names(piece.library) == {
        "Recordings": ["tone"], "Models": ["Evening"], "Takes": [],
    }  # fmt: skip
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.take_over_changes()
    assert names(piece.library)["Takes"] == ["Take"]


def test_clicking_chooses(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
        piece.dialogs.take_files([write_tone(tmp_path / "horn.wav", 0.5)])
    document = controllers.project.document
    assert document is not None
    assert controllers.choice.recording == document.recordings[1]
    click(piece.library, document.recordings[0].id)
    assert controllers.choice.recording == document.recordings[0]
    targets = [str(piece.playing.target)]
    click(piece.library, MODEL_ID)
    targets.append(str(piece.playing.target))
    assert targets == ["recording", "continuation"]


def test_renaming_in_place(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    click(piece.library, MODEL_ID)
    piece.library.edit_name()
    editor = piece.focusWidget()
    assert editor is not None
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClicks(editor, "Dusk")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert names(piece.library)["Models"] == ["Dusk"]
    assert controllers.project.document is not None
    assert controllers.project.document.models[0].name == "Dusk"
    assert piece.library.current_id() == MODEL_ID


def test_removing_and_undoing(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> None:
    click(piece.library, MODEL_ID)
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClick(piece.library.tree, Qt.Key.Key_Delete)
    assert names(piece.library)["Models"] == []
    assert piece.actions_.undo.text() == "Undo: Remove “Evening”"
    with qtbot.waitSignal(controllers.project.document_changed):
        piece.actions_.undo.trigger()
    assert names(piece.library)["Models"] == ["Evening"]
    assert piece.actions_.redo.text() == "Redo: Remove “Evening”"


@pytest.mark.parametrize("name", ["", "   "])
def test_an_empty_name_is_refused(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, name: str
) -> None:
    with qtbot.waitSignal(controllers.project.told):
        piece.library.rename_asked.emit(MODEL_ID, name)
    assert piece.messages.message is not None
    assert "empty" in piece.messages.message.text
    assert names(piece.library)["Models"] == ["Evening"]


def test_headings_cannot_be_chosen(piece: MainWindow) -> None:
    piece.library.mark(None)
    piece.library.edit_name()
    assert piece.library.current_id() is None


def test_what_is_shown_is_marked(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("horn", "viola"):
        with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
            piece.dialogs.take_files([write_tone(tmp_path / f"{name}.wav", 0.5)])
        qtbot.waitUntil(lambda: controllers.imports.progress is None)  # no later file of the same
        assert controllers.choice.recording is not None
        assert controllers.choice.recording.name == name
        assert piece.library.current_id() == controllers.choice.recording.id
    QTest.keyClick(piece.library.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(piece.library)["Recordings"]) == 2)
    assert controllers.choice.recording is not None
    assert controllers.choice.recording.name != "viola"
    assert piece.library.current_id() == controllers.choice.recording.id


def test_what_is_shown_first_of_a_project_is_marked(
    piece: MainWindow, controllers: Controllers
) -> None:
    assert controllers.choice.recording is not None
    assert piece.library.current_id() == controllers.choice.recording.id


def test_a_mark_on_something_else_stays(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    click(piece.library, MODEL_ID)
    with qtbot.waitSignal(controllers.imports.recording_imported, timeout=20_000):
        piece.dialogs.take_files([write_tone(tmp_path / "horn.wav", 0.5)])
    assert piece.library.current_id() == MODEL_ID
