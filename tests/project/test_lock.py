"""One writer at a time, and no lock that outlives its holder."""

import errno
import json
import os
import socket
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.lock import LockHolder, ProjectInUseError, ProjectLock, read_holder
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.other_program import HOLD, running


def test_a_second_lock_is_refused_until_the_first_is_released(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    first = ProjectLock.acquire(path)
    with pytest.raises(ProjectInUseError, match="this program itself") as caught:
        ProjectLock.acquire(path)
    assert caught.value.holder.process_id == os.getpid()
    first.release()
    first.release()
    second = ProjectLock.acquire(path)
    second.release()
    assert path.read_bytes() == b""


def test_another_program_keeps_us_out_until_it_is_killed(tmp_path: Path) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    path = tmp_path / "piece.audiosynth"
    with running(HOLD, path) as other:
        with pytest.raises(ProjectInUseError, match=f"process {other.pid}") as caught:
            ProjectFolder.open(path)
        holder = caught.value.holder
        assert holder.host == socket.gethostname()
        assert holder.since is not None
        assert abs((datetime.now(UTC) - holder.since).total_seconds()) < 300
        with ProjectFolder.open_read_only(path) as folder:
            assert folder.read_only
    # The killed program could not sign off, so its text still stands; the lock is free.
    assert read_holder(path / ".lock").process_id == other.pid
    with ProjectFolder.open(path) as folder:
        assert not folder.read_only
        assert read_holder(path / ".lock").process_id == os.getpid()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 4_000,
        '{"process_id": "x", "host": "h", "since": "2026-01-01T00:00:00+00:00"}',
        '{"process_id": -1, "host": "h", "since": "2026-01-01T00:00:00+00:00"}',
        '{"process_id": 1, "host": "h", "since": "2026-01-01T00:00:00"}',
        '{"process_id": 1, "host": "\\u001b[31m", "since": "2026-01-01T00:00:00+00:00"}',
    ],
)
def test_a_senseless_lock_file_tells_nothing(tmp_path: Path, text: str) -> None:
    path = tmp_path / ".lock"
    path.write_text(text)
    assert read_holder(path) == LockHolder()
    ProjectLock.acquire(path).release()


def test_a_missing_lock_file_tells_nothing(tmp_path: Path) -> None:
    assert read_holder(tmp_path / ".lock").describe() == "another program"


def test_a_holder_on_another_computer_is_named(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    values = {"process_id": 4_711, "host": "studio", "since": "2026-11-08T12:00:00+00:00"}
    path.write_text(json.dumps(values))
    words = read_holder(path).describe()
    assert words.startswith("AudioSynth, process 4711 on studio, since 2026-11-0")


def test_a_link_as_lock_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (tmp_path / ".lock").symlink_to(victim)
    with pytest.raises(OSError, match="symbolic links"):
        ProjectLock.acquire(tmp_path / ".lock")
    assert victim.read_text() == "precious"


if sys.platform != "win32":

    def test_a_disk_without_locks_is_explained(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def flock(_descriptor: int, _operation: int) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr("fcntl.flock", flock)
        with pytest.raises(ProjectError, match="opened twice"):
            ProjectLock.acquire(tmp_path / ".lock")
