"""What is missing, and how the search for it goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.missing_controller import MissingController, SearchProgress
from audiosynth_gui.project.relinking import Relinked
from audiosynth_gui.ui.dialogs.find_missing import FindMissingDialog
from tests.project.examples import RECORDING, TAKE


@pytest.fixture
def missing(qtbot: QtBot) -> Iterator[MissingController]:
    """A controller that misses a recording and a take."""
    assert qtbot is not None
    made = MissingController()
    made.missing = (RECORDING, TAKE)
    yield made
    made.close()


@pytest.fixture
def dialog(missing: MissingController, qtbot: QtBot, tmp_path: Path) -> FindMissingDialog:
    """The dialog, shown."""
    made = FindMissingDialog(missing, tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_that_is_missing_is_listed_with_its_file(dialog: FindMissingDialog) -> None:
    texts = [dialog.list_.item(row).text() for row in range(dialog.list_.count())]
    assert texts == [
        "⚠ Kitchen, morning   (recordings/kitchen.wav)", "⚠ Take   (takes/take-1.wav)",
    ]  # fmt: skip
    assert dialog.look_button.isEnabled()
    assert not dialog.row.isVisible()


def test_while_it_searches_it_says_where_and_begins_no_other(
    dialog: FindMissingDialog, missing: MissingController, tmp_path: Path
) -> None:
    missing._slot._take_progress(SearchProgress(tmp_path, 50, "horn.wav"))
    assert dialog.row.isVisible()
    assert dialog.row.words.text() == "50 files looked at: horn.wav"
    assert not dialog.look_button.isEnabled()
    missing._slot._end()
    assert not dialog.row.isVisible()
    assert dialog.look_button.isEnabled()


@pytest.mark.parametrize(
    ("found", "still", "words"),
    [
        ((RECORDING,), (TAKE,), "Found: 1. Still missing: 1."),
        ((RECORDING,), (), "The sound is back in its place."),
        ((RECORDING, TAKE), (), "All 2 sounds are back in their places."),
    ],
)
def test_the_search_says_what_it_came_to(
    dialog: FindMissingDialog,
    missing: MissingController,
    found: tuple[object, ...],
    still: tuple[object, ...],
    words: str,
) -> None:
    missing.relinked.emit(Relinked(found, still, 9))  # type: ignore[arg-type]
    assert dialog.words.text() == words


def test_once_nothing_is_missing_there_is_nothing_to_look_for(
    dialog: FindMissingDialog, missing: MissingController
) -> None:
    missing.missing = ()
    missing.missing_changed.emit()
    assert dialog.list_.count() == 0
    assert dialog.words.text() == "No sound file of this project is missing."
    assert not dialog.look_button.isEnabled()
