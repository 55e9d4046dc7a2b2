"""Bad input by the command line: one clear sentence, exit status 1, nothing lost."""

import errno
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.project.storage import ProjectFolder
from tests.audio.disks import small_disk
from tests.cli.runs import Commands
from tests.project.examples import noise, noise_file


@pytest.fixture
def before(project: Path) -> Iterator[None]:
    """Checks afterwards that the project is what it was, file by file."""
    files = contents(project)
    yield
    assert contents(project) == files


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a project but the lock, with what is in it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def not_audio(path: Path) -> None:
    path.write_text("Dear diary, today I bought a piano.")


def empty(path: Path) -> None:
    path.touch()


def truncated_to_its_header(path: Path) -> None:
    noise_file(path, 44_100)
    path.write_bytes(path.read_bytes()[:30])


def with_1024_channels(path: Path) -> None:
    soundfile.write(path, np.zeros((100, 1024), np.float32), 44_100, "FLOAT")


def folder_instead(path: Path) -> None:
    path.mkdir()


def pipe_instead(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (not_audio, "bad.wav"),
        (empty, "empty"),
        (truncated_to_its_header, "bad.wav"),
        (with_1024_channels, "1024 channels"),
        (folder_instead, "folder"),
        (pipe_instead, "is not a file"),
        (lambda path: None, "is not there"),
    ],
    ids=["not audio", "empty", "truncated", "1024 channels", "folder", "pipe", "missing"],
)
@pytest.mark.usefixtures("before")
def test_bad_recordings_change_nothing(
    command: Commands, project: Path, tmp_path: Path, make: object, word: str
) -> None:
    assert callable(make)
    make(tmp_path / "bad.wav")
    assert word in command("import", project, tmp_path / "bad.wav").problem()


def test_cut_off_recording_is_imported_as_far_as_it_goes(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    whole = noise_file(tmp_path / "cut.wav", 44_100)
    whole.write_bytes(whole.read_bytes()[:-200_000])
    run = command("import", project, whole)
    assert (run.status, "Traceback" in run.err) == (0, False)
    told = json.loads(command("info", project, "--json").out)
    assert 0 < told["recordings"][0]["frames"] < 44_100
    assert told["recordings"][0]["source_truncated"] is True
    assert "ends early" in run.err


def test_samples_that_are_no_numbers_become_silence(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    samples = noise(1_000)
    samples[100:103, 0] = np.nan
    samples[200, 1] = np.inf
    soundfile.write(tmp_path / "nan.wav", samples, 44_100, "FLOAT")
    run = command("import", project, tmp_path / "nan.wav")
    assert run.status == 0
    assert "4 samples were no numbers and became silence." in run.err


@pytest.mark.parametrize(
    "line", ["info", "train", "import a.wav", "generate --out a.wav", "export x --out a.wav"]
)
def test_missing_project(command: Commands, tmp_path: Path, line: str) -> None:
    name, *rest = line.split()
    run = command(name, tmp_path / "Nothing", *rest)
    assert "There is no project" in run.problem()
    assert "Nothing" in run.problem()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("before")
def test_folder_that_is_no_project(command: Commands, project: Path) -> None:
    assert "“takes” is not an AudioSynth project" in command("info", project / "takes").problem()


@pytest.mark.parametrize("line", ["info", "train", "generate --out a.wav"])
def test_project_of_a_newer_version(command: Commands, project: Path, line: str) -> None:
    document = json.loads((project / "project.json").read_text(encoding="utf-8"))
    text = json.dumps({**document, "schema_version": 99})
    (project / "project.json").write_text(text, encoding="utf-8")
    name, *rest = line.split()
    assert "newer" in command(name, project, *rest).problem()
    assert (project / "project.json").read_text(encoding="utf-8") == text


def test_project_that_another_window_has(command: Commands, project: Path) -> None:
    with ProjectFolder.open(project):
        assert "already open" in command("train", project).problem()


@contextmanager
def protected(folder: Path) -> Iterator[None]:
    """Within it, nothing in the folder may be made or written (root minds no permissions)."""
    real_open, real_mkdir = os.open, os.mkdir

    def refuse(path: object) -> None:
        if isinstance(path, str | Path) and Path(path).is_relative_to(folder):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def guarded_open(path: str, flags: int, mode: int = 0o777, **options: int) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            refuse(path)
        return real_open(path, flags, mode, **options)

    def guarded_mkdir(path: str, mode: int = 0o777, **options: int) -> None:
        refuse(path)
        real_mkdir(path, mode, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", guarded_open)
        patch.setattr(os, "mkdir", guarded_mkdir)
        yield


def test_new_project_where_nothing_may_be_written(command: Commands, tmp_path: Path) -> None:
    with protected(tmp_path):
        assert "Piece" in command("new", tmp_path / "Piece").problem()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("before")
def test_protected_project_can_be_looked_at_and_exported_from(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    noise_file(tmp_path / "a.wav", 100)
    with protected(project):
        assert command("import", project, tmp_path / "a.wav").problem()
        assert command("info", project).status == 0
        assert command("export", project, "Take", "--out", tmp_path / "out.wav").status == 0


def test_export_into_a_protected_folder(command: Commands, project: Path, tmp_path: Path) -> None:
    safe = tmp_path / "safe"
    safe.mkdir()
    with protected(safe):
        run = command("export", project, "Take", "--out", safe / "out.wav")
    assert "out.wav" in run.problem()
    assert list(safe.iterdir()) == []


def test_full_disk_while_importing(command: Commands, tmp_path: Path) -> None:
    noise_file(tmp_path / "long.wav", 44_100)
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 65_536):
        assert command("new", disk / "Piece").status == 0
        run = command("import", disk / "Piece", tmp_path / "long.wav")
        assert run.problem()
        assert list((disk / "Piece.audiosynth" / "recordings").iterdir()) == []
        assert json.loads(command("info", disk / "Piece", "--json").out)["recordings"] == []


@pytest.mark.usefixtures("before")
def test_full_disk_while_exporting(command: Commands, project: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with small_disk(disk, 4_096):
        run = command("export", project, "Take", "--out", disk / "out.wav")
        assert "out.wav" in run.problem()
        assert list(disk.iterdir()) == []
