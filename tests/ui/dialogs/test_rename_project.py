"""Another name for the project."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.dialogs.rename_project import RenameProjectDialog


def test_a_name_is_typed_over_the_old_one(qtbot: QtBot) -> None:
    dialog = RenameProjectDialog("Piece")
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.name_field.selectedText() == "Piece"
    QTest.keyClicks(dialog.name_field, "  ")
    assert not dialog.rename_button.isEnabled()
    QTest.keyClicks(dialog.name_field, "Brass")
    with qtbot.waitSignal(dialog.name_typed) as typed:
        QTest.keyClick(dialog.name_field, Qt.Key.Key_Return)
    assert typed.args[0].strip() == "Brass"
    assert not dialog.isVisible()


def test_escape_renames_nothing(qtbot: QtBot) -> None:
    dialog = RenameProjectDialog("Piece")
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.assertNotEmitted(dialog.name_typed):
        QTest.keyClicks(dialog.name_field, "Brass")
        QTest.keyClick(dialog.name_field, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
