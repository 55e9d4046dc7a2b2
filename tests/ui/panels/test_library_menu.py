"""The context menu of a recording and of a region."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from audiosynth_gui.project.regions import REGION_COLOURS
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.panels.library_menu import GainField, add_colours, add_kinds
from tests.project.examples import RECORDING, REGION


@pytest.fixture
def menu(qtbot: QtBot) -> QMenu:
    """An empty menu."""
    made = QMenu()
    qtbot.addWidget(made)
    return made


def opened(menu: QMenu, qtbot: QtBot, told: list[float]) -> GainField:
    """The field for a gain in an open menu, marked to be typed over."""
    field = GainField(menu, RECORDING, told.append)
    menu.addAction(field)
    menu.popup(menu.pos())
    qtbot.waitUntil(menu.isVisible)
    field.field.setFocus()
    field.field.selectAll()
    return field


@pytest.mark.parametrize(("key", "gains"), [(Qt.Key.Key_Return, [-4.5]), (Qt.Key.Key_Escape, [])])
def test_enter_takes_a_gain_once_and_escape_leaves_it(
    menu: QMenu, qtbot: QtBot, key: Qt.Key, gains: list[float]
) -> None:
    told: list[float] = []
    field = opened(menu, qtbot, told)
    QTest.keyClicks(field.field, "-4.5")
    QTest.keyClick(field.field, key)
    qtbot.waitUntil(lambda: not menu.isVisible())
    assert told == gains


def test_a_click_beside_the_menu_takes_what_was_typed(menu: QMenu, qtbot: QtBot) -> None:
    told: list[float] = []
    field = opened(menu, qtbot, told)
    QTest.keyClicks(field.field, "3")
    menu.close()
    assert told == [3.0]


def test_kinds_and_colours_are_checked_and_chosen(menu: QMenu, icons: Icons) -> None:
    told: list[str] = []
    add_kinds(menu, icons, REGION, told.append)
    add_colours(menu, REGION, told.append)
    actions = menu.findChildren(QAction)
    checked = [each.text() for each in actions if each.isChecked()]
    assert checked == ["Train on this", "Green"]
    for text in ("Leave out", "Amber"):
        [action] = [each for each in actions if each.text() == text]
        action.trigger()
    assert told == ["leave-out", "amber"]
    assert len([each for each in actions if each.isCheckable()]) == 3 + len(REGION_COLOURS)
