"""Edits that the disk does not take wait for it, in order."""

import errno
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.controllers.saving import Saver
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.edits import add_model, remove, rename, rename_project
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import MODEL, full_document
from tests.project.faults import FAILING_CALLS

OTHER_MODEL = MODEL.changed(id="other")


@contextmanager
def broken_disk() -> Iterator[None]:
    """Within it, nothing can be written."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with pytest.MonkeyPatch.context() as patch:
        for name in FAILING_CALLS:
            patch.setattr(f"os.{name}", fail)
        yield


def named(name: str) -> Callable[[ProjectDocument], ProjectDocument]:
    """An edit that renames the project."""
    return lambda document: rename_project(document, name)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[ProjectFolder]:
    """A project with one of everything."""
    with ProjectFolder.create(tmp_path / "Piece") as made:
        made.save(full_document())
        yield made


def stored(folder: ProjectFolder) -> ProjectDocument:
    """What is on the disk."""
    return ProjectFolder.open_read_only(folder.path).document


def test_an_edit_that_is_saved_has_no_problem(folder: ProjectFolder) -> None:
    before = folder.document
    edited = Saver(folder).edit(named("A"))
    assert edited.problem is None
    assert (edited.before, edited.after.name) == (before, "A")
    assert edited.document == edited.after == stored(folder)


def test_a_refused_edit_does_not_wait(folder: ProjectFolder) -> None:
    saver = Saver(folder)
    with pytest.raises(ProjectError, match="cannot be empty"):
        saver.edit(named(" "))
    with broken_disk():
        assert saver.edit(named("A")).problem is not None
        with pytest.raises(ProjectError, match="cannot be empty"):
            saver.edit(named(" "))
    folder.close()
    with pytest.raises(ProjectError, match="closed"):
        Saver(folder).edit(named("B"))


def test_what_waits_is_saved_with_the_next_edit(folder: ProjectFolder) -> None:
    saver = Saver(folder)
    old = stored(folder)
    with broken_disk():
        first = saver.edit(named("A"))
        second = saver.edit(lambda document: rename(document, MODEL.id, "Dusk"))
        assert saver.retry().problem is not None
    assert stored(folder) == old
    assert second.before == first.document
    third = saver.edit(lambda document: remove(document, "take-1"))
    assert third.problem is None
    assert stored(folder) == third.document
    assert (third.document.name, third.document.models[0].name) == ("A", "Dusk")
    assert third.document.takes == ()


def test_what_others_save_meanwhile_stays(folder: ProjectFolder) -> None:
    saver = Saver(folder)
    with broken_disk():
        saver.edit(named("A"))
    folder.update(lambda document: add_model(document, OTHER_MODEL))
    edited = saver.retry()
    assert edited.problem is None
    assert edited.after.name == edited.document.name == "A"
    assert len(edited.after.models) == 1
    assert len(edited.document.models) == 2
    assert stored(folder) == edited.document


def test_an_edit_of_what_is_gone_meanwhile_is_left_out(folder: ProjectFolder) -> None:
    saver = Saver(folder)
    with broken_disk():
        saver.edit(lambda document: rename(document, MODEL.id, "Dusk"))
        saver.edit(named("A"))
    folder.update(lambda document: remove(document, MODEL.id))
    assert saver.retry().problem is None
    assert (stored(folder).name, stored(folder).models) == ("A", ())


def test_an_edit_that_does_not_fit_any_more_does_not_keep_the_others_waiting(
    folder: ProjectFolder,
) -> None:
    saver = Saver(folder)
    with broken_disk():
        saver.edit(lambda document: document.changed(models=(*document.models, OTHER_MODEL)))
        saver.edit(named("A"))
    folder.update(lambda document: add_model(document, OTHER_MODEL))
    assert saver.retry().problem is None
    assert stored(folder).name == "A"
    assert [model.id for model in stored(folder).models] == [MODEL.id, OTHER_MODEL.id]


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(st.tuples(st.text("ab", min_size=1, max_size=3), st.booleans()), max_size=8))
def test_nothing_is_lost_however_the_disk_fails(steps: list[tuple[str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as place, ProjectFolder.create(Path(place) / "P") as folder:
        saver, shown = Saver(folder), folder.document
        for name, works in steps:
            before = shown
            if works:
                edited = saver.edit(named(name))
                assert stored(folder) == edited.document
            else:
                with broken_disk():
                    edited = saver.edit(named(name))
            shown = edited.document
            assert edited.before == before
            assert shown.name == name
            assert edited.problem is None or not works
        assert saver.retry().problem is None
        assert stored(folder) == shown
