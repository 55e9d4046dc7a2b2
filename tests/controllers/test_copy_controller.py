"""Save as, in the background."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.copy_controller import CopyController
from audiosynth_gui.project.storage import ProjectFolder


@pytest.fixture
def copies(qtbot: QtBot) -> Iterator[CopyController]:
    """A controller, closed at the end."""
    assert qtbot is not None
    made = CopyController()
    yield made
    made.close()


def test_the_copy_is_told_when_it_is_whole(
    copies: CopyController, folder: ProjectFolder, qtbot: QtBot, tmp_path: Path
) -> None:
    fractions: list[float] = []
    copies.progressed.connect(
        lambda: fractions.append(copies.progress.fraction if copies.progress else 2.0)
    )
    with qtbot.waitSignal(copies.copied) as copied:
        copies.copy(folder, tmp_path / "Copy", "My copy")
        copies.copy(folder, tmp_path / "Second", "Not while one runs")
    assert copied.args == [tmp_path / "Copy.audiosynth"]
    qtbot.waitUntil(lambda: copies.progress is None)
    assert fractions == sorted(fractions)
    assert ProjectFolder.open_read_only(tmp_path / "Copy").document.name == "My copy"
    assert not (tmp_path / "Second.audiosynth").exists()


def test_a_copy_that_cannot_be_is_told(
    copies: CopyController, folder: ProjectFolder, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(copies.told) as told:
        copies.copy(folder, folder.path, "Itself")
    assert "already something" in told.args[0].text
    qtbot.waitUntil(lambda: copies.progress is None)
