"""The commands `copy`, `restore` and `relink`."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from audiosynth_gui.project.backups import back_up
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.project.examples import NOON
from tests.project.sound_projects import project_with_sounds


@pytest.fixture
def piece(tmp_path: Path) -> Path:
    """A project with two recordings and a take, closed."""
    with project_with_sounds(tmp_path) as folder:
        return folder.path


def document_of(path: Path) -> ProjectDocument:
    with ProjectFolder.open_read_only(path) as folder:
        return folder.document


def keep_generation(path: Path, **changes: object) -> None:
    """Keep one backup in place of all others: of noon, and changed."""
    for old in (path / "backups").iterdir():
        old.unlink()
    older = document_of(path).changed(**changes)
    back_up(path / "backups", document_to_bytes(older), NOON)


def test_copy_makes_a_second_project(command: Commands, piece: Path, tmp_path: Path) -> None:
    with ProjectFolder.open(piece):  # as a window would have it
        run = command("copy", piece, tmp_path / "Copy")
    assert (run.status, run.err) == (0, "")
    assert run.out == f"Copied to {tmp_path / 'Copy.audiosynth'}\n"
    copy = document_of(tmp_path / "Copy")
    assert copy.recordings == document_of(piece).recordings
    assert copy.name == "Copy"
    assert "already something" in command("copy", piece, tmp_path / "Copy").problem()


def test_restore_lists_in_words(command: Commands, piece: Path) -> None:
    keep_generation(piece, takes=())
    run = command("restore", piece, "--list")
    time = f"{NOON.astimezone():%Y-%m-%d %H:%M:%S}"
    assert (run.status, run.out) == (0, f"{time}  2 recordings; 1 take fewer\n")
    [line] = command("restore", piece, "--list", "--json").out.splitlines()
    assert json.loads(line) == {
        "at": NOON.astimezone().isoformat(),
        "contents": "2 recordings",
        "difference": "1 take fewer",
    }


def test_restore_goes_back_and_forth(command: Commands, piece: Path) -> None:
    before = document_of(piece)
    keep_generation(piece, takes=())
    run = command("restore", piece)
    assert run.status == 0
    assert run.out.endswith(": 2 recordings\n")
    assert document_of(piece) == before.changed(takes=())
    command("restore", piece)
    assert document_of(piece) == before


def test_restore_to_a_time(command: Commands, piece: Path) -> None:
    keep_generation(piece, recordings=())
    early = (NOON - timedelta(hours=1)).isoformat()
    assert "no backup from before" in command("restore", piece, "--at", early).problem()
    assert command("restore", piece, "--at", NOON.isoformat()).status == 0
    assert document_of(piece).recordings == ()
    assert command("restore", piece, "--at", "yesterday").status == 2


def test_restore_of_a_damaged_project(command: Commands, piece: Path) -> None:
    keep_generation(piece, name="Older")
    (piece / "project.json").write_text("damaged")
    assert "cannot be opened" in command("restore", piece, "--at", NOON.isoformat()).problem()
    run = command("restore", piece)
    assert "was damaged; went back" in run.out
    assert document_of(piece).name == "Older"


def test_restore_where_nothing_differs(command: Commands, piece: Path) -> None:
    keep_generation(piece)
    run = command("restore", piece)
    assert (run.status, run.out) == (
        0, "There is no backup that differs from what is there now.\n",
    )  # fmt: skip


def test_relink_says_what_was_found(command: Commands, piece: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    shutil.move(piece / "recordings", away)
    (away / "second-1.wav").unlink()
    run = command("relink", piece, away)
    assert run.status == 1
    assert run.out == "Found “first” (recordings/first-1.wav)\n"
    assert run.err == "Still missing: “second” (recordings/second-1.wav)\n"
    (piece / "recordings" / "second-1.wav").write_bytes(b"")
    assert command("relink", piece, away).out == "Nothing is missing.\n"
    assert "There is no folder" in command("relink", piece, tmp_path / "x").problem()
