"""Undo and redo on documents."""

from collections.abc import Callable, Sequence

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
from audiosynth_gui.project.generations import restored
from audiosynth_gui.project.parsing import document_to_bytes
from audiosynth_gui.project.region_edits import (
    add_region,
    change_region,
    make_region,
    move_region,
)
from audiosynth_gui.project.regions import REGION_COLOURS, REGION_KINDS, Region
from tests.project.examples import RECORDING, REGION, TAKE, full_document

RATE = 48_000
START = new_document("Piece", 44_100, 2)
MARKED = full_document().changed(regions=(REGION,))


def recording(name: str) -> Recording:
    """Some recording."""
    return Recording(
        id=new_id(), name=name, file=f"recordings/{new_id()}.wav", sha256="0" * 64,
        sample_rate=48_000, channels=1, frames=9, source_name=name, added_at=time_now(),
    )  # fmt: skip


def model(name: str) -> ModelEntry:
    """Some model."""
    return ModelEntry(id=new_id(), name=name, preset="draft", created_at=time_now())


def random_edit(
    document: ProjectDocument, kind: int, place: int, past: Sequence[ProjectDocument] = (START,)
) -> ProjectDocument:
    """One of the edits that the window can do; nothing where it does not apply."""
    if kind == 0:
        return edits.add_recording(document, recording("kitchen"))
    if kind == 1:
        return edits.add_model(document, model("evening"))
    if kind == 2:
        return edits.rename_project(document, f"Piece {place}")
    if kind == 11:
        return edits.add_take(document, TAKE.changed(id=new_id()))
    if kind == 12:
        return restored(document, past[place % len(past)])
    if kind == 3 and document.recordings:
        owner = document.recordings[place % len(document.recordings)]
        made = make_region(owner, REGION_KINDS[place % 3], 0.0, (1 + place) / RATE)
        return add_region(document, made)
    if kind == 4 and document.recordings:
        owner = document.recordings[place % len(document.recordings)]
        return edits.set_gain(document, owner.id, -float(place))
    if 5 <= kind <= 7 and document.regions:
        region = document.regions[place % len(document.regions)]
        return random_region_edit(document, region, kind, place)
    items = list(document.items())
    if items:
        item = items[place % len(items)]
        if kind == 8:
            return edits.remove(document, item.id)
        if kind == 9:
            return edits.rename(document, item.id, f"name {place}")
        return edits.move_item(document, item.id, (3 * place) % 5)
    return document


def random_region_edit(
    document: ProjectDocument, region: Region, kind: int, place: int
) -> ProjectDocument:
    """An edit of a region."""
    if kind == 5:
        return move_region(document, region.id, place % 3 / RATE, (4 + place % 5) / RATE)
    if kind == 6:
        return change_region(document, region.id, kind=REGION_KINDS[place % 3])
    return change_region(document, region.id, colour=REGION_COLOURS[place % 7])


KINDS = 13
"""Of edits that `random_edit` knows."""

PLACES = st.integers(0, 8)
STEPS = st.lists(st.tuples(st.integers(0, KINDS - 1), PLACES), max_size=25)


@given(STEPS)
def test_any_edits_undone_give_the_first_document_back(steps: list[tuple[int, int]]) -> None:
    history, document, past = History(), MARKED, [START, MARKED]
    for kind, place in steps:
        after = random_edit(document, kind, place, past)
        history = history.remembering(document, after)
        document = after
        past.append(document)
    last = document
    while history.done:
        edit = history.done[-1]
        document, history = carry_over(document, edit.after, edit.before), history.after_undo()
    assert document_to_bytes(document) == document_to_bytes(MARKED)
    while history.undone:
        edit = history.undone[-1]
        document, history = carry_over(document, edit.before, edit.after), history.after_redo()
    assert document_to_bytes(document) == document_to_bytes(last)


class Desk:
    """A project that the window edits while other threads save into it; nothing is drawn.

    Attributes:
        saved: what the project says.
        shown: what the window shows of it, perhaps without what others saved last.
        history: what can be undone and redone.
    """

    def __init__(self) -> None:
        self.saved = self.shown = MARKED
        self.history = History()
        self._past = [START, MARKED]

    def edit(self, kind: int, place: int) -> None:
        """Do as `ProjectController.edit`."""
        before = self.saved
        self.saved = random_edit(before, kind, place, self._past)
        self.history = self.history.remembering(self.shown, before)
        self.history = self.history.remembering(before, self.saved)
        self.show()

    def save_beside(self, kind: int, place: int) -> None:
        """Let another thread keep a recording, model or take."""
        self.saved = random_edit(self.saved, (0, 1, 11)[kind % 3], place)

    def undo(self) -> None:
        """Do as `ProjectController.undo`."""
        if self.history.done:
            edit = self.history.done[-1]
            self._step(edit.after, edit.before, self.history.after_undo())

    def redo(self) -> None:
        """Do as `ProjectController.redo`."""
        if self.history.undone:
            edit = self.history.undone[-1]
            self._step(edit.before, edit.after, self.history.after_redo())

    def show(self) -> None:
        """Show what is saved."""
        self.shown = self.saved
        self._past.append(self.saved)

    def _step(self, left: ProjectDocument, wanted: ProjectDocument, history: History) -> None:
        before = self.saved
        self.saved = carry_over(before, left, wanted)
        self.history = history.remembering_others(self.shown, before)
        self.show()


WORDS = st.tuples(
    st.sampled_from(("edit", "edit", "beside", "undo", "redo")),
    st.integers(0, KINDS - 1),
    PLACES,
)


@given(st.lists(WORDS, max_size=20))
def test_what_others_save_meanwhile_is_undone_with_the_rest(
    steps: list[tuple[str, int, int]],
) -> None:
    desk = Desk()
    for word, kind, place in steps:
        if word == "edit":
            desk.edit(kind, place)
        elif word == "beside":
            desk.save_beside(kind, place)
        elif word == "undo":
            desk.undo()
        else:
            desk.redo()
    desk.history = desk.history.remembering(desk.shown, desk.saved)
    desk.show()
    while desk.history.done:
        desk.undo()
    assert document_to_bytes(desk.saved) == document_to_bytes(MARKED)


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


def test_a_field_of_a_newer_version_that_goes_with_an_edit_is_gone() -> None:
    before = START.changed(future="tempo")
    now = edits.add_model(before, model("from the training thread"))
    undone = carry_over(now, before, START)
    assert document_to_bytes(undone) == document_to_bytes(START.changed(models=now.models))
    assert carry_over(undone, START, before) == now


def test_another_order_is_carried_over_also_where_something_else_came_or_went() -> None:
    a, b, c, other = (recording(name) for name in ("a", "b", "c", "from an import"))
    before = START.changed(recordings=(a, b, c))
    after = START.changed(recordings=(c, a))
    now = START.changed(recordings=(a, b, c, other))
    there = carry_over(now, before, after)
    assert [item.name for item in there.recordings] == ["c", "a", "from an import"]
    back = carry_over(there, after, before)
    assert [item.name for item in back.recordings] == ["a", "b", "c", "from an import"]


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


@pytest.mark.parametrize(
    ("change", "name"),
    [
        (lambda d: add_region(d, make_region(RECORDING, "prompt", 0, 0.01, "solo")),
         "Add region “solo”"),
        (lambda d: edits.remove(d, REGION.id), "Remove region “chorus”"),
        (lambda d: edits.remove(d, RECORDING.id), "Remove “Kitchen, morning”"),
        (lambda d: edits.rename(d, REGION.id, "bridge"), "Rename region “chorus”"),
        (lambda d: move_region(d, REGION.id, 0, 0.01), "Move region “chorus”"),
        (lambda d: change_region(d, REGION.id, kind="prompt"), "Kind of region “chorus”"),
        (lambda d: change_region(d, REGION.id, colour="teal"), "Colour of region “chorus”"),
        (lambda d: edits.set_gain(d, RECORDING.id, 3.0), "Gain of “Kitchen, morning”"),
    ],
)  # fmt: skip
def test_edits_of_regions_and_gains_are_named(
    change: Callable[[ProjectDocument], ProjectDocument], name: str
) -> None:
    assert describe_change(MARKED, change(MARKED)) == name


def test_another_order_is_named() -> None:
    before = edits.add_recording(edits.add_recording(START, recording("a")), recording("b"))
    after = edits.move_item(before, before.recordings[1].id, 0)
    assert describe_change(before, after) == "Reorder recordings"
    assert changed_lists(before, after) == {"recordings"}


def test_a_region_does_not_outlive_its_recording_when_an_edit_is_done_again() -> None:
    before = MARKED.changed(regions=())
    now = edits.remove(before, RECORDING.id)
    assert carry_over(now, before, MARKED).regions == ()


def test_a_first_document_changes_everything() -> None:
    assert changed_lists(None, START) == {"recordings", "models", "takes", "regions", "project"}
