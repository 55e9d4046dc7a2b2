"""The menus for finding one's way, and the keys that the help names."""

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel

from audiosynth_gui.ui.main_window import MainWindow


def test_no_key_has_two_meanings(window: MainWindow) -> None:
    keys = [
        action.shortcut().toString()
        for action in window.findChildren(QAction)
        if not action.shortcut().isEmpty()
    ]
    assert sorted(set(keys)) == sorted(keys)
    assert {"F", "L", "S", "T", "[", "]", "Ctrl+A"} <= set(keys)


def test_menus_show_the_settings(window: MainWindow) -> None:
    actions = window.navigation_actions
    checked = [action.text() for action in actions.forms.actions() if action.isChecked()]
    assert checked == ["Minutes and seconds"]
    window.time_bar.form_box.activated.emit(1)
    checked = [action.text() for action in actions.forms.actions() if action.isChecked()]
    assert checked == ["Seconds"]
    window.time_bar.snap_box.click()
    assert actions.snap.isChecked()


@pytest.mark.parametrize("key", ["F", "L", "S", "T", "Ctrl+A", "Ctrl+E"])
def test_the_help_names_the_keys(window: MainWindow, key: str) -> None:
    window.dialogs.show_help()
    dialog = window.dialogs.shown
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert key in words
    assert dialog.sizeHint().width() <= 960
    assert not QKeySequence(key).isEmpty()
    dialog.close()
