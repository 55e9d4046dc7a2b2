"""Projects to control."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import filled_project


@pytest.fixture(autouse=True)
def _garbage(tidy_garbage: None) -> None:
    """See `tests.display`."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[ProjectFolder]:
    """A project with one recording and one model."""
    with filled_project(tmp_path) as project:
        yield project
