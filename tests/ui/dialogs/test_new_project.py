"""The dialog for new projects."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.dialogs.new_project import NewProjectDialog


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> NewProjectDialog:
    """The dialog, for projects in this test's folder."""
    made = NewProjectDialog(tmp_path)
    qtbot.addWidget(made)
    return made


def test_a_project_is_asked_for(dialog: NewProjectDialog, qtbot: QtBot, tmp_path: Path) -> None:
    dialog.name_field.setText("  Evening: part 1 ")
    with qtbot.waitSignal(dialog.project_asked) as signal:
        dialog.create_button.click()
    path, name = signal.args
    assert name == "Evening: part 1"
    assert path.parent == tmp_path
    assert path.name.endswith(".audiosynth")
    assert ":" not in path.name


@pytest.mark.parametrize("field", ["name_field", "folder_field"])
def test_enter_in_a_field_makes_the_project(
    dialog: NewProjectDialog, qtbot: QtBot, field: str
) -> None:
    dialog.show()
    defaults = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
    assert defaults == [dialog.create_button]  # an open file dialog would hold this test up
    with qtbot.waitSignal(dialog.project_asked) as signal:
        QTest.keyClick(getattr(dialog, field), Qt.Key.Key_Return)
    assert signal.args[1] == "My Piece"


@pytest.mark.parametrize("field", ["name_field", "folder_field"])
def test_both_are_needed(dialog: NewProjectDialog, field: str) -> None:
    getattr(dialog, field).setText(" ")
    assert not dialog.create_button.isEnabled()


def test_a_project_that_is_there_is_not_made_again(
    dialog: NewProjectDialog, tmp_path: Path
) -> None:
    (tmp_path / "Evening.audiosynth").mkdir()
    dialog.name_field.setText("Evening")
    assert not dialog.create_button.isEnabled()
    dialog.name_field.setText("Evening 2")
    assert dialog.create_button.isEnabled()
