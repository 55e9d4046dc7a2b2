"""Fixtures of the command line's tests."""

from pathlib import Path

import pytest

from audiosynth_gui.cli import generating
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.cli.runs import Commands
from tests.cli.streams import FakeContinuations, FakeOutput
from tests.project.examples import RECIPE, noise


@pytest.fixture(autouse=True)
def own_log_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keeps the log of programs that a test starts out of the user's own folder (on Linux)."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    """Runs commands in this process."""
    return Commands(capsys)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one take of 1,000 stereo frames of noise at 44.1 kHz."""
    with ProjectFolder.create(tmp_path / "Piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(1_000))
        writer.keep()
        return folder.path


@pytest.fixture
def continuations(monkeypatch: pytest.MonkeyPatch) -> FakeContinuations:
    """Continuations that take no time."""
    stand_in = FakeContinuations()
    monkeypatch.setattr(generating, "open_continuation", stand_in)
    return stand_in


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> FakeOutput:
    """A sound card that is at hand."""
    stand_in = FakeOutput()
    monkeypatch.setattr(generating, "open_output", lambda *arguments: stand_in)
    return stand_in
