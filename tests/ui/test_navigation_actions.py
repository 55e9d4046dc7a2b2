"""The menus for finding one's way, and the keys that the help names."""

from PySide6.QtGui import QAction

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
