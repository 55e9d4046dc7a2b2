"""One file copied: shared where the disk can, else byte by byte."""

import errno
import os
from pathlib import Path

import pytest

from audiosynth_gui.project import file_copying
from audiosynth_gui.project.file_copying import CopyCancelledError, copy_file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file of 10 000 bytes."""
    path = tmp_path / "source"
    path.write_bytes(os.urandom(10_000))
    return path


def never() -> bool:
    return False


@pytest.mark.parametrize("may_link", [True, False])
def test_the_bytes_are_the_same(source: Path, tmp_path: Path, may_link: bool) -> None:
    done: list[int] = []
    copy_file(source, tmp_path / "copy", done.append, never, may_link)
    assert (tmp_path / "copy").read_bytes() == source.read_bytes()
    assert sum(done) == 10_000


def test_without_leave_to_link_the_two_are_apart(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    copy_file(source, tmp_path / "copy", lambda _more: None, never)
    (tmp_path / "copy").write_bytes(b"other")
    assert source.read_bytes() == before


def test_what_is_there_is_never_written_over(source: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_bytes(b"precious")
    with pytest.raises(FileExistsError):
        copy_file(source, tmp_path / "copy", lambda _more: None, never)
    assert (tmp_path / "copy").read_bytes() == b"precious"


def test_cancelling_between_two_blocks(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_copying, "_BLOCK_BYTES", 1_000)
    monkeypatch.setattr(file_copying, "_clone", lambda *_paths: False)
    done: list[int] = []
    with pytest.raises(CopyCancelledError):
        copy_file(source, tmp_path / "copy", done.append, lambda: len(done) == 3)
    assert done == [1_000] * 3


def test_a_disk_that_is_full_is_not_taken_for_one_that_cannot_share(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("fcntl.ioctl", full)
    with pytest.raises(OSError, match="full"):
        copy_file(source, tmp_path / "copy", lambda _more: None, never)
    assert not (tmp_path / "copy").exists()
