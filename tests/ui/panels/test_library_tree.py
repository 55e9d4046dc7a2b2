"""Rows dragged to another place."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from audiosynth_gui.project.edits import add_recording
from audiosynth_gui.project.region_edits import add_region, make_region
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.panels.library_delegate import DETAIL_ROLE
from audiosynth_gui.ui.theme import Theme
from tests.project.examples import RECORDING, full_document

EVERYTHING = frozenset(("recordings", "models", "takes", "regions"))


@pytest.fixture
def library(qtbot: QtBot, icons: Icons, dark: Theme) -> LibraryPanel:
    """Two recordings "kitchen" and "hall", with two regions each."""
    document = add_recording(
        full_document(), RECORDING.changed(id="hall", name="Hall", file="recordings/hall.wav")
    )
    for recording in document.recordings:
        for name in ("one", "two"):
            region = make_region(recording, "train", 0.0, 0.01, name)
            made = region.changed(id=f"{recording.id}-{name}")
            document = add_region(document, made)
    panel = LibraryPanel(icons, dark)
    panel.resize(300, 500)
    panel.show_document(document, EVERYTHING)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def drop(library: LibraryPanel, dragged: str, target: str, is_below: bool) -> Qt.DropAction:
    """Let a dragged row go over the upper or lower half of another; give what Qt is to do."""
    library.mark(dragged)
    row = library._find(target)
    assert row is not None
    place = library.tree.visualItemRect(row)
    y = place.bottom() - 2 if is_below else place.top() + 2
    carried = QMimeData()
    event = QDropEvent(
        QPointF(place.center().x(), y), Qt.DropAction.MoveAction, carried,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    library.tree.dropEvent(event)
    return event.dropAction()


@pytest.mark.parametrize(
    ("dragged", "target", "is_below", "asked"),
    [
        ("kitchen", "hall", True, [("kitchen", 1)]),
        ("hall", "kitchen", False, [("hall", 0)]),
        ("kitchen", "hall-one", False, [("kitchen", 1)]),
        ("kitchen-two", "kitchen-one", False, [("kitchen-two", 0)]),
        ("kitchen-one", "kitchen-two", True, [("kitchen-one", 1)]),
        ("kitchen-one", "kitchen-two", False, []),
        ("kitchen", "hall", False, []),
        ("kitchen-one", "hall-two", True, []),
        ("kitchen-one", "kitchen", True, []),
        ("kitchen", "evening", True, []),
        ("evening", "take-1", True, []),
    ],
)
def test_a_row_asks_for_its_new_place(
    library: LibraryPanel,
    dragged: str,
    target: str,
    is_below: bool,
    asked: list[tuple[str, int]],
) -> None:
    told: list[tuple[str, int]] = []
    library.move_asked.connect(lambda item_id, place: told.append((item_id, place)))
    action = drop(library, dragged, target, is_below)
    assert told == asked
    assert action == Qt.DropAction.IgnoreAction, "Qt must not move rows itself"
    assert library._find(dragged) is not None


def test_the_first_does_not_go_up_nor_the_last_down(library: LibraryPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(library.move_asked):
        for item_id, step in (("kitchen", -1), ("hall", 1), ("hall-two", 1), ("evening", 1)):
            library.mark(item_id)
            library.tree.move_current(step)
    with qtbot.waitSignal(library.move_asked) as asked:
        library.mark("hall-two")
        library.tree.move_current(-1)
    assert asked.args == ["hall-two", 0]


def test_a_region_says_its_kind_in_icon_and_word_and_how_long_it_is(library: LibraryPanel) -> None:
    row = library._find("kitchen-one")
    assert row is not None
    assert row.data(0, DETAIL_ROLE) == "0.01 s"
    assert row.data(0, Qt.ItemDataRole.AccessibleTextRole) == "one, Train on this"
    assert not row.icon(0).isNull()
    assert row.toolTip(0) == "one\nTrain on this\n00:00.000 – 00:00.010"


def test_a_closed_recording_stays_closed(library: LibraryPanel) -> None:
    row = library._find("kitchen")
    assert row is not None
    row.setExpanded(False)
    document = full_document()
    document = add_region(document, make_region(RECORDING, "prompt", 0.0, 0.01))
    library.show_document(document, frozenset(("regions",)))
    shown = library._find("kitchen")
    assert shown is not None
    assert shown.childCount() == 1
    assert not shown.isExpanded()
    library.show_document(None, EVERYTHING)
    assert library._find("kitchen") is None
