"""The keys of the menus, and fields that are typed into."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.main_window import MainWindow
from tests.controllers.sounds import MODEL_ID
from tests.ui.hands import press


def triggered(window: MainWindow) -> list[str]:
    """The texts of actions that are triggered from now on."""
    texts: list[str] = []
    for action in window.findChildren(QAction):
        action.triggered.connect(lambda _checked=False, one=action: texts.append(one.text()))
    return texts


def field(window: MainWindow, place: str) -> QWidget:
    """A field that is being typed into, with the focus."""
    window.navigation_actions.forms.actions()[3].trigger()  # bars, with the fields of the tempo
    if place == "name":
        window.library.mark(MODEL_ID)
        window.library.edit_name()
        editor = window.focusWidget()
        assert editor is not None
        return editor
    fields: dict[str, QWidget] = {
        "time": window.transport.position,
        "selection": window.time_bar.start_field,
        "tempo": window.time_bar.bpm_field,
        "seed": window.generation.seed_field,
    }
    fields[place].setFocus()
    return fields[place]


@pytest.mark.parametrize("place", ["name", "time", "selection", "tempo", "seed"])
def test_no_letter_that_is_typed_into_a_field_does_anything_else(
    piece: MainWindow, controllers: Controllers, place: str
) -> None:
    typed = field(piece, place)
    texts = triggered(piece)
    QTest.keyClicks(typed, "1rsfltRSFLTOP[]")
    assert texts == []
    assert controllers.record.state == "idle"
    assert not piece.record_bar.isVisible()


def test_the_same_letters_act_over_a_sound(piece: MainWindow) -> None:
    texts = triggered(piece)
    for key in (Qt.Key.Key_S, Qt.Key.Key_F, Qt.Key.Key_L, Qt.Key.Key_T, Qt.Key.Key_BracketLeft):
        press(piece, key)
    assert texts == [
        "Snap", "Follow the playhead", "Loop the selection, or switch the loop", "Tap the tempo",
        "Select from here",
    ]  # fmt: skip


def test_escape_in_a_name_leaves_it_and_the_selection(piece: MainWindow) -> None:
    piece.recording_view.timeline.select(TimeSpan(0.5, 1.0))
    editor = field(piece, "name")
    QTest.keyClicks(editor, "Dusk")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    row = piece.library._find(MODEL_ID)
    assert row is not None
    assert row.text(0) == "Evening"
    assert piece.recording_view.timeline.selection == TimeSpan(0.5, 1.0)


def test_undo_and_redo_name_what_they_do(window: MainWindow) -> None:
    actions = window.actions_
    actions.show_history("Rename “horn”", None)
    assert (actions.undo.text(), actions.undo.isEnabled()) == ("Undo: Rename “horn”", True)
    assert (actions.redo.text(), actions.redo.isEnabled()) == ("Redo", False)
