"""Fields and their icons."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.fields import DecimalField, Dropdown, NumberField, put_icon
from tests.ui.hands import turn_wheel
from tests.ui.views.pixels import picture_of, where


def test_a_dropdown_has_an_arrow_in_both_appearances(qtbot: QtBot, theme: Theme) -> None:
    box = Dropdown(theme)
    box.addItem("")
    box.resize(160, 30)
    qtbot.addWidget(box)
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        theme.set_scheme(scheme)
        picture = picture_of(box)
        ground = picture[15, 80]
        arrow = (picture[8:22, 135:155] != ground).any(axis=-1)
        assert 8 <= arrow.sum() <= 80
        box.setEnabled(False)
        assert not where(picture_of(box)[8:22, 135:155], theme.colours.text).any()
        box.setEnabled(True)


def test_enter_gives_the_focus_back(qtbot: QtBot, dark: Theme) -> None:
    assert dark.is_dark
    field = NumberField(0, 100, 5, " min")
    qtbot.addWidget(field)
    field.show()
    qtbot.waitExposed(field)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "42")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == 42
    assert not field.hasFocus()


def test_an_icon_keeps_its_distance(qtbot: QtBot, icons: Icons) -> None:
    button = QPushButton("Stop")
    qtbot.addWidget(button)
    put_icon(button, icons, "stop")
    assert button.iconSize().width() > button.iconSize().height()
    assert not button.icon().isNull()


def test_the_wheel_changes_only_what_has_the_focus(qtbot: QtBot, dark: Theme) -> None:
    ground = QWidget()
    box, field, decimal = Dropdown(dark), NumberField(0, 100, 5), DecimalField(0.0, 9.0, 5.0, 1)
    box.addItems(["a", "b", "c"])
    layout = QVBoxLayout(ground)
    for widget in (QLineEdit(), box, field, decimal):
        layout.addWidget(widget)
    qtbot.addWidget(ground)
    with qtbot.waitActive(ground):
        ground.show()
        ground.activateWindow()

    def turn_all() -> tuple[int, int, float]:
        for widget in (box, field, decimal):
            turn_wheel(widget, 5, -1)
        return box.currentIndex(), field.value(), decimal.value()

    assert turn_all() == (0, 5, 5.0)
    box.setFocus()
    assert turn_all() == (1, 5, 5.0)
    field.setFocus()
    assert turn_all() == (1, 4, 5.0)
    decimal.setFocus()
    assert turn_all() == (1, 4, 4.0)
