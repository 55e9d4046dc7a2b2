"""Save as: a whole project once more, or nothing of it."""

import errno
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project import file_copying
from audiosynth_gui.project.copying import CopyCancelledError, copy_project
from audiosynth_gui.project.edits import add_model, rename
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import MODEL, RECIPE, noise
from tests.project.faults import FAILING_CALLS, every_failure, nth_call_fails
from tests.project.sound_projects import project_with_sounds


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A project with two recordings, a take, a model, a backup and something in its cache."""
    made = project_with_sounds(tmp_path)
    made.update(lambda document: add_model(document, MODEL))
    model = made.model_path(MODEL.id)
    model.mkdir()
    (model / "weights.safetensors").write_bytes(b"weights")
    (model / "log.jsonl").write_text("{}\n")
    (made.cache_path / "peaks").write_bytes(b"peaks")
    return made


def contents(root: Path) -> dict[str, bytes]:
    """All files of a project that belong to it alone and for good."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in (".lock", "project.json", "peaks")
    }


def test_everything_but_the_cache_is_in_the_copy(folder: ProjectFolder, tmp_path: Path) -> None:
    seen: list[float] = []
    made = copy_project(folder, tmp_path / "Copy", on_progress=seen.append)
    assert made == tmp_path / "Copy.audiosynth"
    assert contents(made) == contents(folder.path)
    assert list((made / "cache").iterdir()) == []
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    with ProjectFolder.open(made) as copy:
        assert copy.document.name == "Copy"
        assert copy.document.id != folder.document.id
        assert copy.document.recordings == folder.document.recordings
        assert copy.document.takes == folder.document.takes
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_work_in_one_does_not_reach_the_other(folder: ProjectFolder, tmp_path: Path) -> None:
    made = copy_project(folder, tmp_path / "Copy")
    with folder.model_path(MODEL.id).joinpath("log.jsonl").open("a") as log:
        log.write("{}\n")
    assert (made / "models" / MODEL.id / "log.jsonl").read_text() == "{}\n"
    with ProjectFolder.open(made) as copy:
        before = folder.document
        copy.update(lambda document: rename(document, MODEL.id, "Morning"))
        assert folder.document == before
        assert ProjectFolder.open_read_only(folder.path).document == before


def test_what_the_disk_cannot_share_is_copied(
    folder: ProjectFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(errno.EXDEV, "another disk")

    monkeypatch.setattr("os.link", refuse)
    made = copy_project(folder, tmp_path / "Copy")
    assert contents(made) == contents(folder.path)
    recording = folder.document.recordings[0].file
    assert not (made / recording).samefile(folder.path / recording)


def test_an_unsaved_document_can_be_the_one_of_the_copy(
    folder: ProjectFolder, tmp_path: Path
) -> None:
    unsaved = folder.document

    def rename_meanwhile(_fraction: float) -> None:
        nonlocal unsaved
        unsaved = rename(folder.document, MODEL.id, "Not on the disk")

    made = copy_project(
        folder, tmp_path / "Copy", "New name", lambda: unsaved, on_progress=rename_meanwhile
    )
    document = ProjectFolder.open_read_only(made).document
    assert document.name == "New name"
    assert document.models[0].name == "Not on the disk"
    made = copy_project(folder, tmp_path / "Second", unsaved=lambda: None)
    assert ProjectFolder.open_read_only(made).document.models == folder.document.models


def test_a_take_that_is_playing_stays_where_it_is(folder: ProjectFolder, tmp_path: Path) -> None:
    writer = TakeWriter(folder, RECIPE, 44_100, 2)
    writer.write(noise(100))
    made = copy_project(folder, tmp_path / "Copy")
    writer.write(noise(100, seed=1))
    take = writer.keep()
    with ProjectFolder.open(made) as copy:
        assert copy.recovered_takes == ()
        assert len(copy.document.takes) == 1
    np.testing.assert_array_equal(
        read_audio(folder.file_path(take.file)).samples,
        np.concatenate([noise(100), noise(100, seed=1)]),
    )


def test_what_is_saved_while_it_is_copied_is_in_the_copy(
    folder: ProjectFolder, tmp_path: Path
) -> None:
    weights = folder.model_path(MODEL.id) / "weights.safetensors"
    added: list[str] = []

    def go_on_working(_fraction: float) -> None:
        if not added:
            writer = TakeWriter(folder, RECIPE, 44_100, 2)
            writer.write(noise(50))
            added.append(writer.keep().id)
            weights.write_bytes(b"better weights")

    made = copy_project(folder, tmp_path / "Copy", on_progress=go_on_working)
    document = ProjectFolder.open_read_only(made).document
    assert document.takes[-1].id == added[0]
    assert contents(made) == contents(folder.path)


@pytest.mark.parametrize("calls", range(4))
def test_cancelling_leaves_nothing(folder: ProjectFolder, tmp_path: Path, calls: int) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    left = iter(range(calls))
    with pytest.raises(CopyCancelledError):
        copy_project(folder, tmp_path / "Copy", is_cancelled=lambda: next(left, None) is None)
    assert {path.name for path in tmp_path.iterdir()} == before


def test_where_a_copy_cannot_be(folder: ProjectFolder, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="already something"):
        copy_project(folder, folder.path)
    (tmp_path / "Empty.audiosynth").mkdir()
    with pytest.raises(ProjectError, match="already something"):
        copy_project(folder, tmp_path / "Empty")
    with pytest.raises(ProjectError, match="into itself"):
        copy_project(folder, folder.recordings_path / "Copy")
    with pytest.raises(ProjectError, match="needs a name"):
        copy_project(folder, Path())
    with pytest.raises(ProjectError, match="is missing"):
        copy_project(folder, tmp_path / "nowhere" / "Copy")
    assert (tmp_path / "Empty.audiosynth").is_dir()


def test_a_failing_disk_leaves_a_whole_copy_or_none(
    folder: ProjectFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_copying, "_BLOCK_BYTES", 4096)
    before = contents(folder.path)

    def attempt(number: int) -> str:
        target = tmp_path / f"{number}.audiosynth"
        with nth_call_fails(number, errno.ENOSPC, (*FAILING_CALLS, "link")) as disk:
            try:
                copy_project(folder, target)
            except ProjectError:
                assert disk.failed
        if target.exists():
            assert contents(target) == before
            assert ProjectFolder.open_read_only(target).document.recordings
        assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []
        return disk.failed

    failed = every_failure(attempt)
    assert {"mkdir", "write", "fsync", "rename", "open", "link"} <= set(failed)
    assert contents(folder.path) == before
