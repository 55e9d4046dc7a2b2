"""Going back to an older generation."""

import errno
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.backups import back_up, list_backups
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.edits import remove, rename
from audiosynth_gui.project.generations import (
    describe_contents,
    describe_difference,
    find_generation,
    go_back,
    list_generations,
    restored,
)
from audiosynth_gui.project.parsing import document_to_bytes, parse_document
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import NOON, TAKE, full_document
from tests.project.faults import every_failure, nth_call_fails
from tests.project.strategies import documents


@pytest.fixture
def folder(tmp_path: Path) -> ProjectFolder:
    """A full project with two generations: noon, and noon an hour later without its take."""
    made = ProjectFolder.create(tmp_path / "Piece")
    made.save(full_document())
    for backup in made.backups_path.iterdir():
        backup.unlink()
    hour = timedelta(hours=1)
    back_up(made.backups_path, document_to_bytes(made.document), NOON)
    without = document_to_bytes(remove(made.document, TAKE.id))
    back_up(made.backups_path, without, NOON + hour)
    (made.backups_path / "project-20270101T000000Z.json").write_text("damaged")
    return made


def test_the_list_leaves_out_what_cannot_be_read(folder: ProjectFolder) -> None:
    generations = list_generations(folder)
    assert [each.saved_at for each in generations] == [NOON + timedelta(hours=1), NOON]
    assert generations[1].document == folder.document


def test_a_backup_that_makes_room_meanwhile_is_left_out(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = list_backups(folder.backups_path)
    (folder.backups_path / gone[-1].path.name).unlink()
    monkeypatch.setattr("audiosynth_gui.project.generations.list_backups", lambda _path: gone)
    assert [each.saved_at for each in list_generations(folder)] == [NOON + timedelta(hours=1)]


def test_differences_are_told_in_words() -> None:
    now = full_document()
    assert describe_contents(now) == "1 recording, 1 model, 1 take"
    assert describe_contents(now.changed(recordings=(), models=(), takes=())) == "empty"
    more = now.changed(takes=(*now.takes, TAKE.changed(id="take-2")))
    assert describe_contents(more) == "1 recording, 1 model, 2 takes"
    assert describe_difference(now, more) == "1 take more"
    assert describe_difference(more, now) == "1 take fewer"
    assert describe_difference(now, now.changed(id="other")) == "the same as now"
    assert describe_difference(now, rename(now, "evening", "Dusk")) == "1 model changed"
    assert describe_difference(now, now.changed(name="Old", takes=())) == (
        "1 take fewer, named “Old”"
    )
    assert describe_difference(now, now.changed(sample_rate=48_000)) == "something else changed"


def test_a_generation_is_found_by_its_time(folder: ProjectFolder) -> None:
    generations = list_generations(folder)
    later, noon = generations
    assert find_generation(generations, NOON) is noon
    assert find_generation(generations, NOON + timedelta(minutes=59)) is noon
    assert find_generation(generations, datetime(2026, 11, 8, 13, 0, tzinfo=UTC)) is later
    own_clock = (NOON + timedelta(hours=3)).astimezone().replace(tzinfo=None)
    assert find_generation(generations, own_clock) is later
    with pytest.raises(ProjectError, match="no backup from before 2026-11-08 11:00"):
        find_generation(generations, NOON - timedelta(hours=1))
    with pytest.raises(ProjectError, match="second save"):
        find_generation((), NOON)


def test_going_back_keeps_the_present_and_can_be_taken_back(folder: ProjectFolder) -> None:
    present = folder.document
    chosen = list_generations(folder)[0]
    folder.update(lambda now: go_back(folder, now, chosen))
    assert folder.document.takes == ()
    assert folder.document.id == present.id
    [kept] = [each for each in list_generations(folder) if each.document == present][:1]
    folder.update(lambda now: go_back(folder, now, kept))
    assert document_to_bytes(folder.document) == document_to_bytes(present)


@given(present=documents(), then=documents())
def test_going_back_gives_exactly_what_was(present: ProjectDocument, then: ProjectDocument) -> None:
    result = restored(present, then)
    assert result.id == present.id
    assert result.changed(id=then.id) == then
    assert parse_document(document_to_bytes(result)) == result
    assert describe_difference(result, then) == "the same as now"
    is_same = result == present
    assert (describe_difference(present, then) == "the same as now") == is_same


def test_a_failing_disk_leaves_the_present_or_the_chosen(tmp_path: Path) -> None:
    def attempt(number: int) -> str:
        with ProjectFolder.create(tmp_path / f"{number}") as folder:
            empty = folder.document
            folder.save(full_document().changed(id=empty.id))
            present = folder.document
            [chosen] = list_generations(folder)
            with nth_call_fails(number, errno.EIO) as disk:
                try:
                    folder.update(lambda now: go_back(folder, now, chosen))
                except ProjectError:
                    assert disk.failed
                    assert folder.document == present
                else:
                    assert folder.document == empty
            assert folder.document_path.read_bytes() == document_to_bytes(folder.document)
            states = [each.document for each in list_generations(folder)]
            assert present in (*states, folder.document)
            assert empty in states
        return disk.failed

    assert {"open", "write", "fsync", "replace"} <= set(every_failure(attempt))


def test_backups_that_cannot_be_read(
    folder: ProjectFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path) -> bytes:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(ProjectError, match="cannot be read: broken"):
        list_generations(folder)
