"""Undo: immutable documents before and after each edit (the pattern of Zrythm)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from audiosynth_gui.project.documents import Item, ModelEntry, ProjectDocument, Recording, Take
from audiosynth_gui.project.regions import Region

MOST_EDITS = 500

_Item = TypeVar("_Item", Recording, ModelEntry, Take, Region)
LISTS = ("recordings", "models", "takes", "regions")


@dataclass(frozen=True)
class Edit:
    """One step that can be undone.

    Attributes:
        name: what it did, in words: "Rename “piano 3”".
        before, after: the whole document on either side (parts that did not change are shared).
    """

    name: str
    before: ProjectDocument
    after: ProjectDocument


@dataclass(frozen=True)
class History:
    """What can be undone and redone; every method gives the next history.

    Attributes:
        done: edits that can be undone, the newest last.
        undone: edits that can be redone, the next one last.
    """

    done: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()

    def with_edit(self, edit: Edit) -> "History":
        """Add an edit; what was undone before it cannot be redone any more."""
        return History((*self.done, edit)[-MOST_EDITS:])

    def with_edit_of_others(self, edit: Edit) -> "History":
        """Add an edit that another thread saved just before an undo or redo took effect."""
        return History((*self.done, edit)[-MOST_EDITS:], self.undone)

    def remembering(
        self, before: ProjectDocument | None, after: ProjectDocument, name: str = ""
    ) -> "History":
        """Add what turned `before` into `after`, if they differ; named for it without a name."""
        if before is None or before == after:
            return self
        return self.with_edit(Edit(name or describe_change(before, after), before, after))

    def remembering_others(
        self, before: ProjectDocument | None, after: ProjectDocument
    ) -> "History":
        """Add what others turned `before` into, as `with_edit_of_others` does."""
        if before is None or before == after:
            return self
        return self.with_edit_of_others(Edit(describe_change(before, after), before, after))

    def after_undo(self) -> "History":
        """Move the newest edit over to those that can be redone."""
        return History(self.done[:-1], (*self.undone, self.done[-1]))

    def after_redo(self) -> "History":
        """Move the last undone edit back."""
        return History((*self.done, self.undone[-1]), self.undone[:-1])


def carry_over(
    current: ProjectDocument, before: ProjectDocument, after: ProjectDocument
) -> ProjectDocument:
    """Do to `current` what turned `before` into `after`, and leave alone what that did not touch.

    Where nothing else happened in between (`current` equals `before`) the result is `after`
    itself. Otherwise, say when a take was kept by another thread meanwhile, only the fields and
    items that differ between the two are set, added or taken out.
    """
    if current == before:
        return after
    values = dict(current)
    old, new = dict(before), dict(after)
    for field in {*old, *new}.difference(LISTS):
        is_as_it_was = _given(values, field) == _given(old, field)  # what others set since is kept
        if is_as_it_was and field in new:
            values[field] = new[field]
        elif is_as_it_was:
            del values[field]  # one of a newer version's, which is missing where it says nothing
    values["recordings"] = _merge(current.recordings, before.recordings, after.recordings)
    values["models"] = _merge(current.models, before.models, after.models)
    values["takes"] = _merge(current.takes, before.takes, after.takes)
    regions = _merge(current.regions, before.regions, after.regions)
    there = {recording.id for recording in values["recordings"]}
    values["regions"] = tuple(part for part in regions if part.recording_id in there)
    return ProjectDocument.model_validate(values)


def _merge(
    current: Sequence[_Item], before: Sequence[_Item], after: Sequence[_Item]
) -> tuple[_Item, ...]:
    was = {item.id: item for item in before}
    wanted = {item.id: item for item in after}
    kept = [
        wanted[item.id] if wanted.get(item.id) != was.get(item.id) and item.id in wanted else item
        for item in current
        if item.id in wanted or item.id not in was
    ]
    present = {item.id for item in kept}
    for place, item in enumerate(after):
        if item.id not in was and item.id not in present:
            kept.insert(place, item)
    stayed = {item.id for item in kept if item.id in was and item.id in wanted}
    old_order = [item.id for item in before if item.id in stayed]
    new_order = [item.id for item in after if item.id in stayed]
    if old_order != new_order:
        places = {item.id: place for place, item in enumerate(after)}
        kept.sort(key=lambda item: places.get(item.id, len(places)))
    return tuple(kept)


def _given(values: Mapping[str, Any], field: str) -> tuple[Any, ...]:
    """What a field says, if it is there."""
    return (values[field],) if field in values else ()


def describe_change(before: ProjectDocument, after: ProjectDocument) -> str:
    """Name the difference between two documents as an undo step: "Remove “piano 3”"."""
    old = {item.id: item for item in before.items()}
    new = {item.id: item for item in after.items()}
    added = [item for key, item in new.items() if key not in old and _speaks(item, old)]
    removed = [item for key, item in old.items() if key not in new and _speaks(item, new)]
    changed = [(old[key], item) for key, item in new.items() if key in old and old[key] != item]
    for word, items in (("Add", added), ("Remove", removed)):
        if len(items) == 1:
            return f"{word} {_called(items[0])}"
        if items:
            return f"{word} {len(items)} items"
    if len(changed) == 1:
        return _describe_changed(*changed[0])
    if before.name != after.name:
        return f"Rename project “{before.name}”"
    if not changed and list(old) != list(new):
        return _describe_order(before, after)
    return "Change project"


def _speaks(item: Item, other_side: Mapping[str, Item]) -> bool:
    """Whether an item that came or went names the step; regions go with their recording."""
    return not isinstance(item, Region) or item.recording_id in other_side


def _called(item: Item) -> str:
    return f"region “{item.name}”" if isinstance(item, Region) else f"“{item.name}”"


def _describe_changed(first: Item, second: Item) -> str:
    called = _called(first)
    if first.name != second.name:
        return f"Rename {called}"
    if isinstance(first, Recording) and isinstance(second, Recording):
        return f"{'Gain of' if first.gain_db != second.gain_db else 'Change'} {called}"
    if isinstance(first, Region) and isinstance(second, Region):
        if first.kind != second.kind:
            return f"Kind of {called}"
        ends = (first.start_frame, first.stop_frame) != (second.start_frame, second.stop_frame)
        return f"{'Move' if ends else 'Colour of'} {called}"
    return f"Change {called}"


def _describe_order(before: ProjectDocument, after: ProjectDocument) -> str:
    names = [name for name in LISTS if getattr(before, name) != getattr(after, name)]
    return f"Reorder {' and '.join(names)}"


def changed_lists(before: ProjectDocument | None, after: ProjectDocument | None) -> frozenset[str]:
    """Say what differs: names out of LISTS, and "project" for all else."""
    if before is None or after is None:
        return frozenset((*LISTS, "project"))
    differing = {
        field
        for field in {*dict(before), *dict(after)}
        if getattr(before, field, None) != getattr(after, field, None)
    }
    return frozenset(field if field in LISTS else "project" for field in differing)
