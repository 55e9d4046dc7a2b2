"""Projects on their way into the window."""

from pathlib import Path

import pytest

from audiosynth_gui.controllers.opening import OpenedProject, open_unless_here
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.sounds import filled_project


def test_what_is_open_here_is_given_by_either_name(folder: ProjectFolder) -> None:
    def never(path: Path) -> ProjectFolder:
        raise AssertionError(path)

    for path in (folder.path, folder.path.with_suffix("")):
        assert open_unless_here(path, folder, never) == OpenedProject(folder)


def test_another_one_is_opened(folder: ProjectFolder, tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "Other").close()
    opened = open_unless_here(tmp_path / "Other", folder, ProjectFolder.open)
    with opened.folder as other:
        assert (other.document.name, other.read_only, opened.message) == ("Other", False, None)


def test_one_in_use_is_opened_for_looking(tmp_path: Path) -> None:
    with filled_project(tmp_path) as in_use:
        opened = open_unless_here(in_use.path, None, ProjectFolder.open)
        with opened.folder as other:
            assert other.read_only
            assert other.document == in_use.document
        assert opened.message is not None
        assert (opened.message.severity, "already open" in opened.message.text) == ("warning", True)
        assert "listening" in opened.message.advice


def test_one_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        open_unless_here(tmp_path / "Nowhere.audiosynth", None, ProjectFolder.open)
