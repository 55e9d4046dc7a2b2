"""A time that can be typed."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.widgets.time_field import TimeField


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[TimeField]:
    """A field beside another one."""
    ground = QWidget()
    row = QHBoxLayout(ground)
    made = TimeField("Place", "Where")
    row.addWidget(made)
    row.addWidget(QLineEdit())
    qtbot.addWidget(ground)
    with qtbot.waitActive(ground):
        ground.show()
        ground.activateWindow()
    made.show_time(5.0)
    yield made
    ground.close()


def type_into(field: TimeField, text: str) -> None:
    """Type over what is there, and press Enter."""
    field.setFocus()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_what_is_typed_is_told(field: TimeField, qtbot: QtBot) -> None:
    with qtbot.waitSignal(field.time_typed) as typed:
        type_into(field, "1:02.5")
    assert typed.args == [62.5]
    assert not field.hasFocus()
    assert field.text() == "00:05.000"  # until somebody goes there


def test_nonsense_stays_marked_to_be_typed_anew(field: TimeField) -> None:
    told: list[float] = []
    field.time_typed.connect(told.append)
    type_into(field, "soon")
    assert field.hasFocus()
    assert field.selectedText() == "soon"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "00:05.000"
    assert told == []


def test_nothing_is_shown_over_what_is_being_typed(field: TimeField) -> None:
    field.setFocus()
    QTest.keyClicks(field, "7")
    field.show_time(6.0)
    assert field.text() == "7"
    field.clearFocus()
    assert field.text() == "00:06.000"
    field.show_display(TimeDisplay("seconds"))
    assert field.text() == "6.000 s"
    field.show_time(None)
    assert field.text() == ""
