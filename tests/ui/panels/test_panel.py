"""What the panels have in common."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.panels.panel import Panel, labelled


def test_the_name_of_a_field_is_spoken_and_takes_a_key_to_it(qtbot: QtBot) -> None:
    panel, other, field = Panel("Train"), QLineEdit(), QLineEdit()
    panel.body.addWidget(other)
    panel.body.addLayout(labelled("&Preset", field))
    qtbot.addWidget(panel)
    with qtbot.waitActive(panel):
        panel.show()
        panel.activateWindow()
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
    assert field.hasFocus()
    assert (panel.accessibleName(), field.accessibleName()) == ("Train", "Preset")
