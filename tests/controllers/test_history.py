"""Undo and redo on documents."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.controllers.history import (
    MOST_EDITS,
    Edit,
    History,
    carry_over,
    changed_lists,
    describe_change,
)
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import (
    ModelEntry,
    ProjectDocument,
    Recording,
    new_document,
    new_id,
    time_now,
)
from audiosynth_gui.project.parsing import document_to_bytes

START = new_document("Piece", 44_100, 2)


def recording(name: str) -> Recording:
    """Some recording."""
    return Recording(
        id=new_id(), name=name, file=f"recordings/{new_id()}.wav", sha256="0" * 64,
        sample_rate=48_000, channels=1, frames=9, source_name=name, added_at=time_now(),
    )  # fmt: skip


def model(name: str) -> ModelEntry:
    """Some model."""
    return ModelEntry(id=new_id(), name=name, preset="draft", created_at=time_now())


def random_edit(document: ProjectDocument, kind: int, place: int) -> ProjectDocument:
    """One of the edits that the window can do; nothing where it does not apply."""
    items = list(document.items())
    if kind == 0:
        return edits.add_recording(document, recording("kitchen"))
    if kind == 1:
        return edits.add_model(document, model("evening"))
    if kind == 2 and items:
        return edits.remove(document, items[place % len(items)].id)
    if kind == 3 and items:
        return edits.rename(document, items[place % len(items)].id, f"name {place}")
    if kind == 4:
        return document.changed(recordings=tuple(reversed(document.recordings)))
    return document.changed(name=f"Piece {place}")


STEPS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 9)), max_size=20)


@given(STEPS)
def test_any_edits_undone_give_the_first_document_back(steps: list[tuple[int, int]]) -> None:
    history, document = History(), START
    for kind, place in steps:
        after = random_edit(document, kind, place)
        if after != document:
            history = history.with_edit(Edit("edit", document, after))
        document = after
    last = document
    while history.done:
        edit = history.done[-1]
        document, history = carry_over(document, edit.after, edit.before), history.after_undo()
    assert document_to_bytes(document) == document_to_bytes(START)
    while history.undone:
        edit = history.undone[-1]
        document, history = carry_over(document, edit.before, edit.after), history.after_redo()
    assert document_to_bytes(document) == document_to_bytes(last)


@given(STEPS, STEPS)
def test_undoing_leaves_alone_what_others_did(
    mine: list[tuple[int, int]], theirs: list[tuple[int, int]]
) -> None:
    kept = model("from the training thread")
    before = edits.add_recording(START, recording("kitchen"))
    after = before
    for kind, place in mine:
        after = random_edit(after, kind, place)
    now = edits.add_model(after, kept)
    for _ in theirs:
        now = edits.add_recording(now, recording("from an import"))
    undone = carry_over(now, after, before)
    added = {item.id for item in now.items()} - {item.id for item in after.items()}
    assert added <= {item.id for item in undone.items()}
    untouched = {item.id for item in before.items()}
    assert untouched <= {item.id for item in undone.items()}


def test_what_others_renamed_meanwhile_keeps_its_place_after_an_undone_removal() -> None:
    names = [recording(name) for name in ("a", "b", "c")]
    before = START.changed(recordings=tuple(names))
    after = edits.remove(before, names[1].id)
    now = edits.rename(after, names[2].id, "new c")
    undone = carry_over(now, after, before)
    assert [item.name for item in undone.recordings] == ["a", "b", "new c"]


def test_a_new_edit_forgets_what_was_undone() -> None:
    edit = Edit("one", START, START.changed(name="one"))
    history = History().with_edit(edit).after_undo()
    assert history.undone == (edit,)
    assert history.with_edit(edit) == History(done=(edit,))


def test_the_history_does_not_grow_for_ever() -> None:
    history = History()
    for number in range(MOST_EDITS + 3):
        history = history.with_edit(Edit(str(number), START, START))
    assert len(history.done) == MOST_EDITS
    assert history.done[-1].name == str(MOST_EDITS + 2)


@pytest.mark.parametrize(
    ("change", "name", "lists"),
    [
        (lambda d: edits.add_recording(d, recording("new")), "Add “new”", {"recordings"}),
        (lambda d: edits.remove(d, d.models[0].id), "Remove “evening”", {"models"}),
        (lambda d: edits.rename(d, d.models[0].id, "dusk"), "Rename “evening”", {"models"}),
        (lambda d: d.changed(name="Other"), "Rename project “Piece”", {"project"}),
        (lambda d: d.changed(recordings=(), models=()), "Remove 2 items", {"recordings", "models"}),
    ],
)
def test_edits_are_named(
    change: Callable[[ProjectDocument], ProjectDocument], name: str, lists: set[str]
) -> None:
    before = edits.add_model(edits.add_recording(START, recording("kitchen")), model("evening"))
    after = change(before)
    assert describe_change(before, after) == name
    assert changed_lists(before, after) == lists


def test_a_first_document_changes_everything() -> None:
    assert changed_lists(None, START) == {"recordings", "models", "takes", "project"}
