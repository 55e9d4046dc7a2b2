"""New bytes in the place of project.json."""

from pathlib import Path

import pytest

from audiosynth_gui.project.backups import list_backups
from audiosynth_gui.project.paths import ProjectPaths
from audiosynth_gui.project.saving import holds, replace_document
from tests.project.faults import nth_call_fails


def test_the_generation_before_is_kept(tmp_path: Path) -> None:
    paths = ProjectPaths(tmp_path)
    replace_document(paths, b"first")
    assert list_backups(paths.backups_path) == ()
    replace_document(paths, b"second")
    replace_document(paths, b"second")
    assert paths.document_path.read_bytes() == b"second"
    assert [backup.path.read_bytes() for backup in list_backups(paths.backups_path)] == [b"first"]


def test_a_vanished_document_is_written_again(tmp_path: Path) -> None:
    paths = ProjectPaths(tmp_path)
    replace_document(paths, b"first")
    paths.document_path.unlink()
    replace_document(paths, b"second")
    assert paths.document_path.read_bytes() == b"second"


def test_without_its_backup_nothing_is_replaced(tmp_path: Path) -> None:
    paths = ProjectPaths(tmp_path)
    replace_document(paths, b"first")
    with nth_call_fails(1) as disk, pytest.raises(OSError, match="No space left"):
        replace_document(paths, b"second")
    assert disk.failed == "mkdir"
    assert paths.document_path.read_bytes() == b"first"


def test_what_a_file_holds(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    assert holds(tmp_path / "a", b"x")
    assert not holds(tmp_path / "a", b"y")
    assert not holds(tmp_path / "missing", b"x")
    assert not holds(tmp_path, b"x")
