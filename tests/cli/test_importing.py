"""The commands `new` and `import`."""

import signal
from pathlib import Path
from typing import Any

import pytest

from audiosynth_gui.cli import importing
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.project.examples import RECORDING, noise_file


def recording_names(project: Path) -> list[str]:
    with ProjectFolder.open_read_only(project) as folder:
        return [recording.name for recording in folder.document.recordings]


def test_new_makes_a_project_with_its_recordings(command: Commands, tmp_path: Path) -> None:
    kitchen = noise_file(tmp_path / "kitchen.wav", 44_100)
    run = command("new", tmp_path / "Piece", kitchen)
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        f"New project: {tmp_path / 'Piece.audiosynth'}\n"
        "Imported “kitchen”: 0:01, 44100 Hz, 2 channels\n"
    )
    assert recording_names(tmp_path / "Piece.audiosynth") == ["kitchen"]


def test_new_does_not_touch_what_is_there(command: Commands, project: Path) -> None:
    before = (project / "project.json").read_bytes()
    assert "already something called “Piece.audiosynth”" in command("new", project).problem()
    assert (project / "project.json").read_bytes() == before


def test_import_adds_to_what_is_there(command: Commands, project: Path, tmp_path: Path) -> None:
    first = noise_file(tmp_path / "first.wav", 4_410, channels=1)
    second = noise_file(tmp_path / "second.wav", 4_800, sample_rate=48_000)
    run = command("import", project.with_suffix(""), first, second)
    assert run.status == 0
    assert "Imported “first”: 0:00, 44100 Hz, 1 channel\n" in run.out
    assert recording_names(project) == ["first", "second"]


def test_import_keeps_what_came_before_a_bad_file(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    good = noise_file(tmp_path / "good.wav", 4_410)
    assert "missing.wav" in command("import", project, good, tmp_path / "missing.wav").problem()
    assert recording_names(project) == ["good"]


def test_interrupt_stops_between_two_recordings(
    command: Commands, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported: list[Path] = []

    def import_one(folder: ProjectFolder, source: Path, *_callbacks: object) -> Recording:
        imported.append(source)
        signal.raise_signal(signal.SIGINT)
        return RECORDING

    monkeypatch.setattr(importing, "import_recording", import_one)
    assert command("import", project, "a.wav", "b.wav").status == 130
    assert imported == [Path("a.wav")]


def test_interrupt_stops_in_the_middle_of_a_recording(
    command: Commands, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = noise_file(tmp_path / "first.wav", 4_410)
    second = noise_file(tmp_path / "second.wav", 4_410)

    def import_one(folder: ProjectFolder, source: Path, *callbacks: Any) -> Recording:
        if source == second:
            signal.raise_signal(signal.SIGINT)
        return import_recording(folder, source, *callbacks)

    monkeypatch.setattr(importing, "import_recording", import_one)
    assert command("import", project, first, second).status == 130
    assert recording_names(project) == ["first"]
    assert len(list((project / "recordings").iterdir())) == 1
