"""The rows of the library follow the project, and only those that became others are touched."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.edits import move_item
from audiosynth_gui.project.region_edits import change_region
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.panels.library_rows import LibraryRows
from tests.controllers.sounds import MODEL_ID, add_take
from tests.project.examples import REGION
from tests.ui.panels.test_library import click, names

COUNT = 200


@pytest.fixture
def regions(piece: MainWindow, controllers: Controllers, qtbot: QtBot) -> tuple[Region, ...]:
    """Many regions in the recording."""
    assert piece.isVisible()
    document = controllers.project.document
    assert document is not None
    made = tuple(
        REGION.changed(
            id=f"region-{number}", recording_id=document.recordings[0].id, name=f"{number}",
            kind="leave-out", colour="red", start_frame=10 * number, stop_frame=10 * number + 5,
        )
        for number in range(COUNT)
    )  # fmt: skip
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.edit(lambda old: old.changed(regions=made))
    return made


def below(window: MainWindow) -> list[QTreeWidgetItem]:
    """The rows of the regions, from top to bottom."""
    recording = window.library._groups["recordings"].child(0)
    assert recording is not None
    rows = [recording.child(place) for place in range(recording.childCount())]
    return [row for row in rows if row is not None]


def test_an_edit_of_one_of_many_regions_touches_no_other_row(
    piece: MainWindow,
    controllers: Controllers,
    icons: Icons,
    regions: tuple[Region, ...],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = below(piece)
    assert [row.text(0) for row in before] == [region.name for region in regions]
    piece.library.tree.scrollToBottom()
    place = piece.library.tree.verticalScrollBar().value()
    assert place > 0
    filled: list[str] = []
    fill = LibraryRows._fill

    def counted(rows: LibraryRows, row: QTreeWidgetItem, item: Region, rate: int) -> None:
        filled.append(item.id)
        fill(rows, row, item, rate)

    monkeypatch.setattr(LibraryRows, "_fill", counted)
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.edit(lambda old: change_region(old, "region-7", kind="train"))
    assert filled == ["region-7"]
    assert below(piece) == before
    assert piece.library.tree.verticalScrollBar().value() == place
    row = piece.library._find("region-7")
    assert row is not None
    assert row.icon(0).cacheKey() == icons.coloured("region-train", "#3fa66b").cacheKey()


def test_rows_follow_additions_removals_and_another_order(
    piece: MainWindow, controllers: Controllers, regions: tuple[Region, ...], qtbot: QtBot
) -> None:
    project = controllers.project
    kept = {row.text(0): row for row in below(piece)}
    for change in (
        lambda old: move_item(old, "region-0", COUNT),
        lambda old: move_item(old, "region-5", 2),
        lambda old: old.changed(regions=old.regions[:50] + old.regions[53:]),
        lambda old: old.changed(
            regions=(*old.regions[:9], regions[0].changed(id="new", name="new"), *old.regions[9:])
        ),
    ):
        with qtbot.waitSignal(project.document_changed):
            project.edit(change)
        assert project.document is not None
        shown = below(piece)
        assert [row.text(0) for row in shown] == [one.name for one in project.document.regions]
        assert all(kept[row.text(0)] is row for row in shown if row.text(0) in kept)
    parent = below(piece)[0].parent()
    assert parent is not None
    assert parent.isExpanded()
    assert piece.library._find("region-51") is None
    for _ in range(4):
        project.undo()
    qtbot.waitUntil(lambda: [row.text(0) for row in below(piece)] == list(kept))


def name_editor(window: MainWindow) -> QLineEdit:
    """Begin to type another name of the model."""
    click(window.library, MODEL_ID)
    window.library.edit_name()
    editor = window.focusWidget()
    assert isinstance(editor, QLineEdit)
    return editor


def test_a_name_that_is_being_typed_outlives_other_edits(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    editor = name_editor(piece)
    QTest.keyClicks(editor, "Du")
    assert controllers.project.folder is not None
    add_take(controllers.project.folder)
    with qtbot.waitSignal(controllers.project.document_changed):
        controllers.project.take_over_changes()
    assert piece.focusWidget() is editor
    with qtbot.waitSignal(controllers.project.document_changed):
        QTest.keyClicks(editor, "sk")
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert names(piece.library)["Models"] == ["Dusk"]


def test_a_name_that_is_refused_is_not_shown(
    piece: MainWindow, controllers: Controllers, qtbot: QtBot
) -> None:
    editor = name_editor(piece)
    with qtbot.waitSignal(controllers.project.told):
        QTest.keyClick(editor, Qt.Key.Key_Space)
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert names(piece.library)["Models"] == ["Evening"]
