"""The project folder: create, open, save, and what strangers may not do."""

import errno
import json
import os
import threading
from functools import partial
from pathlib import Path

import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project import opening, parsing
from audiosynth_gui.project.backups import list_backups
from audiosynth_gui.project.edits import add_recording, rename
from audiosynth_gui.project.lock import ProjectInUseError
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import RECORDING, full_document
from tests.project.faults import FAILING_CALLS, nth_call_fails


def test_a_new_project_has_its_folders_and_its_name(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "My Piece") as folder:
        assert folder.path == (tmp_path / "My Piece.audiosynth").resolve()
        assert folder.document.name == "My Piece"
        assert (folder.document.sample_rate, folder.document.channels) == (44_100, 2)
        assert folder.recordings_path.is_dir()
        assert folder.models_path.is_dir()
        assert folder.takes_path.is_dir()
        assert folder.cache_path.is_dir()
        assert not folder.read_only
    assert [path.name for path in tmp_path.iterdir()] == ["My Piece.audiosynth"]


def test_name_rate_and_channels_can_be_chosen(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "a.AudioSynth", "Evening", 48_000, 1) as folder:
        assert folder.path.name == "a.AudioSynth"
        assert folder.document.name == "Evening"
        assert (folder.document.sample_rate, folder.document.channels) == (48_000, 1)


def test_what_is_there_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "piece.audiosynth").write_text("something else")
    with pytest.raises(ProjectError, match="already something called"):
        ProjectFolder.create(tmp_path / "piece")
    assert (tmp_path / "piece.audiosynth").read_text() == "something else"


def test_problems_of_making_are_explained(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="is missing"):
        ProjectFolder.create(tmp_path / "missing" / "piece")
    with pytest.raises(ProjectError, match="needs a name"):
        ProjectFolder.create(tmp_path / "..")
    with pytest.raises(ProjectError, match="needs a name"):
        ProjectFolder.create(Path())
    with pytest.raises(ProjectError, match="too long"):
        ProjectFolder.create(tmp_path / ("x" * 300))
    assert list(tmp_path.iterdir()) == []


def test_what_was_saved_is_there_again(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        folder.save(full_document())
    with ProjectFolder.open(tmp_path / "piece") as folder:
        assert folder.document == full_document().changed(id=folder.document.id)


def test_a_document_that_did_not_change_is_not_written(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        before = folder.document_path.stat()
        folder.save(folder.document)
        after = folder.document_path.stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_saving_keeps_the_generation_before(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        first = folder.document
        for number in range(5):
            folder.save(first.changed(name=f"Name {number}"))
        backups = list_backups(folder.backups_path)
        assert [backup.path.read_bytes() for backup in backups] == [document_to_bytes(first)]


def test_closing_keeps_the_last_state_too(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "piece")
    last = document_to_bytes(folder.document)
    folder.close()
    folder.close()
    assert [item.path.read_bytes() for item in list_backups(folder.backups_path)] == [last]


def test_a_failed_backup_does_not_keep_a_project_from_closing(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "piece")
    with nth_call_fails(1, errno.EIO) as disk:
        folder.close()
    assert disk.failed
    ProjectFolder.open(folder.path).close()


def test_saving_from_many_threads_loses_nothing(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:

        def add_some(thread: int) -> None:
            for number in range(5):
                recording = RECORDING.changed(id=f"recording-{thread}-{number}")
                folder.update(partial(add_recording, recording=recording))

        threads = [threading.Thread(target=add_some, args=(index,)) for index in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(folder.document.recordings) == 20
        assert len({item.name for item in folder.document.recordings}) == 20
        assert parsing.parse_document(folder.document_path.read_bytes()) == folder.document


def test_an_edit_that_fails_changes_nothing(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        before = folder.document
        with pytest.raises(ProjectError, match="no longer in the project"):
            folder.update(lambda old: rename(old, "nothing", "Name"))
        assert folder.document is before


def test_reading_only_works_where_nothing_can_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ProjectFolder.create(tmp_path / "piece").close()

    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for name in FAILING_CALLS:
        monkeypatch.setattr(os, name, refuse)
    with ProjectFolder.open_read_only(tmp_path / "piece") as folder:
        assert folder.document.name == "piece"
        with pytest.raises(ProjectError, match="only for looking and listening"):
            folder.save(full_document())
    with pytest.raises(ProjectError, match="could not be opened"):
        ProjectFolder.open(tmp_path / "piece")


def test_two_windows(tmp_path: Path) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        with pytest.raises(ProjectInUseError, match="already open"):
            ProjectFolder.open(folder.path)
        # The refused one has not taken the lock away.
        with pytest.raises(ProjectInUseError):
            ProjectFolder.open(folder.path)
        folder.save(full_document())


def test_a_closed_project_cannot_be_saved(tmp_path: Path) -> None:
    folder = ProjectFolder.create(tmp_path / "piece")
    folder.close()
    with pytest.raises(ProjectError, match="closed"):
        folder.save(full_document())


def test_an_older_project_is_backed_up_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ProjectFolder.create(tmp_path / "piece") as folder:
        folder.save(folder.document.changed(name="Saved a moment ago"))
    # There is no older version yet: the same values in another layout play one.
    old = json.dumps(json.loads(folder.document_path.read_bytes())).encode()
    folder.document_path.write_bytes(old)
    monkeypatch.setattr(opening, "version_of", lambda _values: 0)
    with ProjectFolder.open(folder.path) as folder:
        assert folder.document_path.read_bytes() == document_to_bytes(folder.document) != old
        assert list_backups(folder.backups_path)[0].path.read_bytes() == old


@pytest.mark.parametrize(
    "place", ["project.json", ".lock", "recordings", "cache", "backups", "models/x/weights"]
)
def test_a_strangers_links_are_refused_and_not_followed(tmp_path: Path, place: str) -> None:
    ProjectFolder.create(tmp_path / "piece").close()
    root = tmp_path / "piece.audiosynth"
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("precious")
    link = root / place
    link.parent.mkdir(exist_ok=True)
    if link.exists():
        link.rename(tmp_path / "moved")
    # A real project.json has to be there to be found; only the lock may not be tried.
    link.symlink_to(tmp_path / "moved" if place == "project.json" else outside)
    for open_it in (ProjectFolder.open, ProjectFolder.open_read_only):
        with pytest.raises(ProjectError, match="leads out of the project folder"):
            open_it(root)
    assert [path.name for path in outside.iterdir()] == ["file"]
    assert (outside / "file").read_text() == "precious"
