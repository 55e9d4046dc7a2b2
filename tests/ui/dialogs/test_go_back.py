"""Choosing a backup to go back to."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.project.backups import Backup
from audiosynth_gui.project.generations import Generation
from audiosynth_gui.ui.dialogs.go_back import GoBackDialog
from tests.project.examples import full_document

PRESENT = full_document()
OLDER = PRESENT.changed(takes=())


@pytest.fixture
def generations() -> tuple[Generation, ...]:
    """Two, the newest first."""
    times = (datetime(2026, 5, 2, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC))
    return tuple(
        Generation(Backup(Path(f"{at:%d}.json"), at), document)
        for at, document in zip(times, (OLDER, OLDER.changed(models=())), strict=True)
    )


@pytest.fixture
def dialog(qtbot: QtBot) -> GoBackDialog:
    """The dialog, shown."""
    made = GoBackDialog()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_each_backup_says_when_and_how_it_differs(
    dialog: GoBackDialog, generations: tuple[Generation, ...]
) -> None:
    dialog.show_generations(generations, PRESENT)
    texts = [dialog.list_.item(row).text() for row in range(dialog.list_.count())]
    assert [text[:10] for text in texts] == ["2026-05-02", "2026-05-01"]
    assert texts[0][20:] != texts[1][20:]
    assert not dialog.go_back_button.isEnabled(), "none is chosen"


def test_the_button_goes_back_to_the_chosen_one_and_the_dialog_stays(
    dialog: GoBackDialog, generations: tuple[Generation, ...], qtbot: QtBot
) -> None:
    dialog.show_generations(generations, PRESENT)
    dialog.list_.setCurrentRow(1)
    with qtbot.waitSignal(dialog.go_back_asked) as asked:
        dialog.go_back_button.click()
    assert asked.args == [generations[1]]
    assert dialog.isVisible()


def test_enter_asks_once(dialog: GoBackDialog, generations: tuple[Generation, ...]) -> None:
    dialog.show_generations(generations, PRESENT)
    asked: list[Generation] = []
    dialog.go_back_asked.connect(asked.append)
    dialog.list_.setFocus()
    dialog.list_.setCurrentRow(0)
    QTest.keyClick(dialog.list_, Qt.Key.Key_Return)
    assert asked == [generations[0]]
    assert dialog.isVisible()


def test_without_backups_that_is_said_and_cannot_be_chosen(dialog: GoBackDialog) -> None:
    dialog.show_generations((), PRESENT)
    assert dialog.list_.item(0).text().startswith("There is no backup yet")
    dialog.list_.setCurrentRow(0)
    assert not dialog.go_back_button.isEnabled()
