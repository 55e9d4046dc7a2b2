"""The command `info`."""

import json
from pathlib import Path

import pytest

from audiosynth_gui.project.edits import add_model, add_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.project.examples import MODEL, RECORDING


@pytest.fixture
def full_project(project: Path) -> Path:
    """A project with a recording, a model and a take."""
    with ProjectFolder.open(project) as folder:
        folder.update(lambda old: add_model(add_recording(old, RECORDING), MODEL))
    return project


def test_info_names_everything(command: Commands, full_project: Path) -> None:
    run = command("info", full_project)
    assert run.status == 0
    assert run.out.splitlines()[:2] == [str(full_project), "“Piece”, 44100 Hz, 2 channels"]
    for word in ("Kitchen, morning", "Evening", "Draft", "Take", "seed 7"):
        assert word in run.out


def test_info_as_json_is_the_document_with_lengths(command: Commands, full_project: Path) -> None:
    run = command("info", full_project, "--json")
    told = json.loads(run.out)
    stored = json.loads((full_project / "project.json").read_text(encoding="utf-8"))
    assert told.pop("path") == str(full_project)
    assert told["takes"][0].pop("seconds") == pytest.approx(1_000 / 44_100)
    assert told["recordings"][0].pop("seconds") == pytest.approx(1_000 / 44_100)
    assert told == stored


def test_info_works_beside_a_window(command: Commands, full_project: Path) -> None:
    with ProjectFolder.open(full_project):
        assert command("info", full_project).status == 0
