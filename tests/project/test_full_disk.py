"""A disk that is really full: nothing is lost, and every message says so.

Making a small disk is allowed to few (root on Linux, outside most containers). Where it is not,
`room_for` and the failing calls of `test_failing_disk.py` stand for it, so this module has
one test everywhere and a second one where it can.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import RawIOBase
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.errors import AudioFileError, ProjectError
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.audio.disks import mount, unmount
from tests.project.examples import RECIPE, full_document, noise, noise_file
from tests.project.faults import room_for

DISK_BYTES = 256 * 1024


def _can_mount() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        mounted = mount(Path(folder), DISK_BYTES)
        if mounted:
            unmount(Path(folder))
        return mounted


def _write_endlessly(file: RawIOBase, size_bytes: int) -> None:
    while True:
        file.write(bytes(size_bytes))


@contextmanager
def _tmpfs(disk: Path) -> Iterator[None]:
    """Within it, the small disk at `disk` is full to the last byte."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        for size_bytes in (4_096, 1):
            with pytest.raises(OSError, match="No space left"):
                _write_endlessly(file, size_bytes)
    yield
    filler.unlink()


@contextmanager
def _no_room(_disk: Path) -> Iterator[None]:
    """Within it, this process cannot write a byte."""
    with room_for(0):
        yield


@pytest.mark.parametrize("full", [_no_room, _tmpfs] if _can_mount() else [_no_room])
def test_nothing_is_lost_on_a_full_disk(
    tmp_path: Path, full: Callable[[Path], AbstractContextManager[None]]
) -> None:
    source = noise_file(tmp_path / "kitchen.wav", 100_000)
    disk = tmp_path / "disk"
    disk.mkdir()
    if full is _tmpfs:
        assert mount(disk, DISK_BYTES)
    try:
        _check(disk, source, full)
    finally:
        if full is _tmpfs:
            unmount(disk)


def _check(disk: Path, source: Path, full: Callable[[Path], AbstractContextManager[None]]) -> None:
    with ProjectFolder.create(disk / "piece") as folder:
        writer = TakeWriter(folder, RECIPE, 44_100, 2)
        writer.write(noise(1_000))
        before = folder.document
        with full(disk):
            with pytest.raises(ProjectError, match="no room left"):
                folder.save(full_document())
            with pytest.raises((AudioFileError, ProjectError), match=r"room left|Free some space"):
                import_recording(folder, source)
            with pytest.raises(ProjectError, match="no room left"):
                writer.write(noise(3_000))
            assert folder.document is before
            assert folder.document_path.read_bytes() == document_to_bytes(before)
            assert list(folder.recordings_path.iterdir()) == []
        take = writer.keep()
        sound = read_audio(folder.file_path(take.file)).samples
        np.testing.assert_array_equal(sound[:1_000], noise(1_000))
