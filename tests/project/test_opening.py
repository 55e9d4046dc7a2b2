"""Finding, reading and restoring projects."""

import json
from pathlib import Path

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.lock import ProjectInUseError
from audiosynth_gui.project.opening import (
    DamagedProjectError,
    explain_open_error,
    find_project,
    restore_backup,
)
from audiosynth_gui.project.parsing import MAXIMUM_DOCUMENT_BYTES
from audiosynth_gui.project.storage import ProjectFolder


@pytest.fixture
def project_path(tmp_path: Path) -> Path:
    """A closed project, saved twice, so that it has a backup."""
    with ProjectFolder.create(tmp_path / "piece") as folder:
        folder.save(folder.document.changed(name="Second"))
        return folder.path


def test_a_project_is_found_by_several_names(project_path: Path) -> None:
    for path in (project_path, project_path.with_suffix(""), project_path / "project.json"):
        assert find_project(path) == project_path.resolve()


def test_a_project_is_found_through_a_link(project_path: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(project_path, target_is_directory=True)
    with ProjectFolder.open(tmp_path / "link") as folder:
        assert folder.path == project_path.resolve()


def test_what_is_no_project_is_explained(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="There is no project"):
        find_project(tmp_path / "missing")
    with pytest.raises(ProjectError, match="not an AudioSynth project"):
        find_project(tmp_path)
    (tmp_path / "song.wav").write_bytes(b"RIFF")
    with pytest.raises(ProjectError, match="not an AudioSynth project"):
        find_project(tmp_path / "song.wav")
    with pytest.raises(ProjectError, match="could not be opened"):
        find_project(tmp_path / ("x" * 5_000))


@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"{}", None])
def test_damage_names_the_backup_and_is_repaired_by_it(
    project_path: Path, data: bytes | None
) -> None:
    document_path = project_path / "project.json"
    if data is None:
        document_path.unlink()
    else:
        document_path.write_bytes(data)
    with pytest.raises(DamagedProjectError, match="backups/project-") as caught:
        ProjectFolder.open(project_path)
    assert caught.value.backup == restore_backup(project_path)
    with ProjectFolder.open(project_path) as folder:
        assert folder.document.name == "piece"
    kept = [path.read_bytes() for path in (project_path / "backups").glob("damaged-*.json")]
    assert kept == ([] if data is None else [data])
    assert caught.value.backup is not None
    assert caught.value.backup.path.exists()


def test_damage_without_a_backup_says_what_is_safe(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        path = folder.path
    (path / "project.json").write_bytes(b"")
    for backup in (path / "backups").iterdir():
        backup.unlink()
    with pytest.raises(DamagedProjectError, match="no backup, but the recordings"):
        ProjectFolder.open_read_only(path)
    with pytest.raises(ProjectError, match="no backup of “piece”"):
        restore_backup(path)


def test_a_restored_backup_needs_the_lock(project_path: Path) -> None:
    with ProjectFolder.open(project_path), pytest.raises(ProjectInUseError):
        restore_backup(project_path)


def test_a_huge_document_is_not_read(project_path: Path) -> None:
    with (project_path / "project.json").open("wb") as file:
        file.truncate(MAXIMUM_DOCUMENT_BYTES + 1)
    with pytest.raises(DamagedProjectError, match="too large"):
        ProjectFolder.open(project_path)


def test_a_newer_project_is_left_as_it_is(project_path: Path) -> None:
    document_path = project_path / "project.json"
    values = json.loads(document_path.read_bytes()) | {"schema_version": 99, "new": {}}
    document_path.write_text(json.dumps(values))
    before = document_path.read_bytes()
    with pytest.raises(ProjectError, match="newer version of AudioSynth"):
        ProjectFolder.open(project_path)
    assert document_path.read_bytes() == before


def test_missing_permission_is_explained(tmp_path: Path) -> None:
    error = explain_open_error(tmp_path / "piece.audiosynth", PermissionError())
    assert error.message == "You are not allowed to open the project “piece” for work."
