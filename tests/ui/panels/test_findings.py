"""The list of silences and repeats."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.panels.findings import FindingsPanel, FoundRow

ROWS = (
    FoundRow(TimeSpan(62.0, 69.0)),
    FoundRow(TimeSpan(130.0, 160.0), TimeSpan(40.0, 70.0)),
    FoundRow(TimeSpan(200.0, 203.0), TimeSpan(5.0, 8.0), "rain"),
)


@pytest.fixture
def panel(qtbot: QtBot) -> FindingsPanel:
    """The panel, shown."""
    made = FindingsPanel()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_is_hidden_until_asked_for(qtbot: QtBot) -> None:
    made = FindingsPanel()
    qtbot.addWidget(made)
    assert made.isHidden()


def test_every_row_says_where_and_what(panel: FindingsPanel) -> None:
    panel.show_rows(ROWS)
    assert [panel.list.item(number).text() for number in range(3)] == [
        "1:02–1:09 silence",
        "2:10–2:40 like 0:40–1:10",
        "3:20–3:23 like 0:05–0:08 of “rain”",
    ]
    assert panel.words.text() == "3 of 3 ticked, 0:40 in all"


def test_ticks_are_counted(panel: FindingsPanel) -> None:
    panel.show_rows(ROWS)
    panel.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert panel.ticked() == (0, 2)
    assert panel.words.text() == "2 of 3 ticked, 0:10 in all"
    panel.untick_all()
    assert panel.ticked() == ()
    assert not panel.leave_out_button.isEnabled()


def test_what_lies_in_two_stretches_is_counted_once(panel: FindingsPanel) -> None:
    panel.show_rows((*ROWS, FoundRow(TimeSpan(155.0, 165.0)), FoundRow(TimeSpan(63.0, 64.0))))
    assert panel.words.text() == "5 of 5 ticked, 0:45 in all"


def test_keys_go_to_the_list_when_all_is_left_out(panel: FindingsPanel, qtbot: QtBot) -> None:
    field = QLineEdit(panel)
    panel.body.addWidget(field)
    panel.show_rows(ROWS)
    with qtbot.waitActive(panel):
        panel.activateWindow()
    panel.leave_out_button.setFocus()
    panel.untick_all()
    assert not panel.leave_out_button.isEnabled()
    assert panel.list.hasFocus()


def test_the_list_is_as_high_as_its_rows_up_to_six(panel: FindingsPanel) -> None:
    panel.show_rows(ROWS[:2])
    few = panel.list.height()
    for number in (0, 1):
        place = panel.list.visualItemRect(panel.list.item(number))
        assert panel.list.viewport().rect().contains(place)
    assert panel.list.viewport().height() - place.bottom() < place.height(), "no empty room"
    panel.show_rows(ROWS * 20)
    assert few < panel.list.height() <= 3 * few + 4


def test_nothing_found_is_said(panel: FindingsPanel) -> None:
    panel.show_rows(())
    assert "no silences and no repeats" in panel.words.text()
    assert not panel.list.isVisible()
    assert not panel.leave_out_button.isVisible()


def test_a_search_can_be_cancelled(panel: FindingsPanel, qtbot: QtBot) -> None:
    panel.show_progress(0.3)
    assert panel.cancel_button.isVisible()
    with qtbot.waitSignal(panel.cancel_clicked):
        panel.cancel_button.click()
    panel.show_progress(None)
    assert not panel.cancel_button.isVisible()


def test_a_click_and_the_keyboard_choose_a_row(panel: FindingsPanel) -> None:
    chosen: list[int] = []
    panel.row_chosen.connect(chosen.append)
    panel.show_rows(ROWS)
    assert chosen == []
    place = panel.list.visualItemRect(panel.list.item(1)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert set(chosen) == {1}
    QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert chosen[-1] == 2


def test_it_can_be_put_away(panel: FindingsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.closed):
        panel.close_button.click()
    assert panel.isHidden()


def test_what_is_left_out_already_is_said_and_not_ticked(panel: FindingsPanel) -> None:
    out = replace(ROWS[0], is_left_out=True)
    panel.show_rows((out, *ROWS[1:]))
    assert panel.ticked() == (1, 2)
    assert panel.list.item(0).text() == "1:02–1:09 silence · left out"
    panel.list.item(2).setCheckState(Qt.CheckState.Unchecked)
    panel.show_left_out((ROWS[0], replace(ROWS[1], is_left_out=True), ROWS[2]))
    assert panel.ticked() == (0,)
    assert panel.words.text() == "1 of 3 ticked, 0:07 in all"


def test_enter_ticks(panel: FindingsPanel) -> None:
    panel.show_rows(ROWS)
    panel.list.setCurrentRow(1)
    for wanted in ((0, 2), (0, 1, 2)):
        QTest.keyClick(panel.list, Qt.Key.Key_Return)
        assert panel.ticked() == wanted


def test_ticks_of_thousands_are_counted_once(
    panel: FindingsPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.show_rows(ROWS)
    counts: list[tuple[int, ...]] = []
    ticked = panel.ticked

    def counted() -> tuple[int, ...]:
        counts.append(ticked())
        return counts[-1]

    monkeypatch.setattr(panel, "ticked", counted)
    panel.untick_all()
    assert counts == [()]
    assert panel.words.text() == "0 of 3 ticked, 0:00 in all"
