"""Files that are whole or not there, on disks that fail."""

import contextlib
import errno
import os
import stat
from pathlib import Path

import pytest

from audiosynth_gui.audio.atomic import AtomicFile, place_file, sync_folder, write_bytes_atomically
from tests.audio.disks import small_disk
from tests.project.faults import nth_call_fails

OLD, NEW = b"the old document", b"the new document, somewhat longer"


def test_writes_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    write_bytes_atomically(path, OLD)
    write_bytes_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_failing_step_leaves_the_old_or_the_new(tmp_path: Path, step: str) -> None:
    path = tmp_path / "document.json"
    write_bytes_atomically(path, OLD)
    failures = 0
    for failing_call in range(1, 20):
        with nth_call_fails(failing_call, errno.EIO, (step,)) as disk:
            try:
                write_bytes_atomically(path, NEW)
            except OSError:
                failures += 1
        assert path.read_bytes() in (OLD, NEW)
        assert list(tmp_path.iterdir()) == [path]
        if not disk.failed:
            break
        write_bytes_atomically(path, OLD)
    assert failures == failing_call - 1
    assert failures >= 1
    assert path.read_bytes() == NEW


def test_what_the_disk_kept_is_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "document.json"
    write_bytes_atomically(path, OLD)
    real_write = os.write

    def lie(descriptor: int, data: bytes) -> int:
        return real_write(descriptor, b"x" * len(data))

    monkeypatch.setattr(os, "write", lie)
    with pytest.raises(OSError, match="other bytes"):
        write_bytes_atomically(path, NEW)
    assert path.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [path]


def test_a_length_that_is_not_kept_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "sound.wav"
    monkeypatch.setattr(os, "write", lambda _descriptor, data: len(data))
    file = AtomicFile(path)
    file.write(NEW)
    with pytest.raises(OSError, match="fewer bytes"):
        file.commit()
    assert list(tmp_path.iterdir()) == []


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real_write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real_write(descriptor, data[:3]))
    write_bytes_atomically(tmp_path / "document.json", NEW)
    assert (tmp_path / "document.json").read_bytes() == NEW


def test_a_write_of_nothing_is_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda _descriptor, _data: 0)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        write_bytes_atomically(tmp_path / "document.json", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_keeps_the_old(tmp_path: Path) -> None:
    with small_disk(tmp_path, 64 * 1024) as folder:
        path = folder / "document.json"
        write_bytes_atomically(path, OLD)
        with pytest.raises(OSError, match=r".+") as failure:
            write_bytes_atomically(path, bytes(200_000))
        assert failure.value.errno in (errno.ENOSPC, errno.EFBIG)
        assert path.read_bytes() == OLD
        assert list(folder.iterdir()) == [path]


def test_the_start_can_be_replaced(tmp_path: Path) -> None:
    with AtomicFile(tmp_path / "file") as file:
        file.write(b"????body")
        file.overwrite_start(b"head")
        file.write(b"tail")
        with pytest.raises(ValueError, match="written before"):
            file.overwrite_start(bytes(100))
    assert (tmp_path / "file").read_bytes() == b"headbodytail"


def test_an_exception_discards(tmp_path: Path) -> None:
    file = AtomicFile(tmp_path / "file")
    with contextlib.suppress(RuntimeError), file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed"):
        file.write(b"more")


def test_discarding_after_commit_spares_another_writer(tmp_path: Path) -> None:
    part_path = tmp_path / "file.part"
    first = AtomicFile(tmp_path / "file", part_path)
    first.commit()
    with AtomicFile(tmp_path / "file", part_path) as second:
        second.write(b"second")
        first.discard()
    assert (tmp_path / "file").read_bytes() == b"second"


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"precious")
    part_path = tmp_path / "file.part"
    part_path.symlink_to(outside)
    with AtomicFile(tmp_path / "file", part_path) as file:
        file.write(b"new")
    assert outside.read_bytes() == b"precious"
    assert (tmp_path / "file").read_bytes() == b"new"


def test_permissions_follow_the_users_mask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_bytes_atomically(tmp_path / "file", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


def _sharing_violation() -> OSError:
    error = PermissionError(errno.EACCES, "used by another process")
    error.winerror = 32  # type: ignore[attr-defined]  # only Windows has it
    return error


def test_a_sharing_violation_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [_sharing_violation(), _sharing_violation()]
    real_replace = os.replace

    def replace(source: Path, target: Path) -> None:
        if failures:
            raise failures.pop()
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("audiosynth_gui.audio.atomic.time.sleep", lambda _seconds: None)
    write_bytes_atomically(tmp_path / "file", NEW)
    assert (tmp_path / "file").read_bytes() == NEW


def test_a_lasting_sharing_violation_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(_source: Path, _target: Path) -> None:
        raise _sharing_violation()

    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr("audiosynth_gui.audio.atomic.time.sleep", lambda _seconds: None)
    with pytest.raises(PermissionError):
        write_bytes_atomically(tmp_path / "file", NEW)
    assert list(tmp_path.iterdir()) == []


def test_a_file_made_elsewhere_is_placed(tmp_path: Path) -> None:
    (tmp_path / "made").write_bytes(NEW)
    place_file(tmp_path / "made", tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == NEW
    assert not (tmp_path / "made").exists()


def test_folders_that_cannot_be_synced_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    number = errno.EINVAL
    sync_folder(tmp_path)
    number = errno.EIO
    with pytest.raises(OSError, match=os.strerror(errno.EIO)):
        sync_folder(tmp_path)
