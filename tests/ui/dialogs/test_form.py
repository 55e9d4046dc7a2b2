"""What the dialogs that ask for something have in common."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.dialogs.form import add_row, dialog_form, put_over_buttons


def test_enter_presses_the_button_and_cancel_rejects(qtbot: QtBot) -> None:
    dialog, field, button = QDialog(), QLineEdit(), QPushButton("Make")
    form = dialog_form()
    add_row(form, "&Name", field)
    put_over_buttons(form, dialog, button)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    assert field.accessibleName() == "Name"
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(field, Qt.Key.Key_Return)
    [buttons] = dialog.findChildren(QDialogButtonBox)
    with qtbot.waitSignal(dialog.rejected):
        buttons.button(QDialogButtonBox.StandardButton.Cancel).click()
    assert dialog.result() == QDialog.DialogCode.Rejected
