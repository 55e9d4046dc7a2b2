"""The bar that says a project is being opened."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.project_controller import ProjectController
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.ui.widgets.opening_bar import OpeningBar


@pytest.fixture
def gate() -> threading.Event:
    """Opens the demo when set."""
    return threading.Event()


@pytest.fixture
def project(qtbot: QtBot, tmp_path: Path, gate: threading.Event) -> Iterator[ProjectController]:
    """A controller whose demo waits for the gate."""
    assert qtbot is not None

    def make_demo(path: Path) -> ProjectFolder:
        assert gate.wait(60)
        return ProjectFolder.create(path)

    controller = ProjectController(tmp_path / "Demo.audiosynth", make_demo)
    yield controller
    gate.set()
    controller.close()


def test_it_is_there_while_the_demo_is_made(
    project: ProjectController, gate: threading.Event, qtbot: QtBot
) -> None:
    bar = OpeningBar(project)
    qtbot.addWidget(bar)
    assert not bar.isVisible()
    project.open_demo()
    qtbot.waitUntil(bar.isVisible)
    [words] = bar.findChildren(QLabel)
    assert "Making “Demo”" in words.text()
    gate.set()
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert project.folder is not None


def test_what_opens_at_once_is_not_announced(
    project: ProjectController, qtbot: QtBot, tmp_path: Path
) -> None:
    bar = OpeningBar(project)
    qtbot.addWidget(bar)
    with qtbot.waitSignal(project.project_opened):
        project.create_project(tmp_path / "Piece")
    assert not bar.isVisible()
    assert not bar._patience.isActive()
