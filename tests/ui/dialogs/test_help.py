"""Keys and gestures, at a glance."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.dialogs.help import HelpDialog

SMALL_WIDTH = 960
"""Of a screen of 1920 pixels at 200 %."""


def test_it_names_the_keys_and_fits_on_a_small_screen(qtbot: QtBot) -> None:
    dialog = HelpDialog()
    qtbot.addWidget(dialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"F", "L", "S", "T", "[   ]", "Ctrl+A", "Ctrl+E", "Alt+Click", "Ctrl+Alt+Drag"} <= words
    assert dialog.sizeHint().width() <= SMALL_WIDTH
