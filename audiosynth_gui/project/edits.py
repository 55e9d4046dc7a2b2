"""Edits of a project: functions from one document to the next, and the search for its parts.

Nothing here touches the disk; `ProjectFolder.update` saves what comes out.
"""

from collections.abc import Sequence
from typing import TypeVar

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import (
    HIGHEST_GAIN_DB,
    LOWEST_GAIN_DB,
    Item,
    ModelEntry,
    ProjectDocument,
    Recording,
    Take,
)
from audiosynth_gui.project.names import typed_name, unique_name
from audiosynth_gui.project.regions import Region

_ItemKind = TypeVar("_ItemKind", Recording, ModelEntry, Take, Region)


def add_recording(document: ProjectDocument, recording: Recording) -> ProjectDocument:
    """Append a recording, numbered where its name is taken, and let it shape the project.

    The first recording decides the project's sample rate and channels, see
    `preferred_sample_rate`. A project that was mono so far becomes stereo with the first
    stereo recording. Once there are models or takes, neither changes any more.

    Raises:
        pydantic.ValidationError: the id is in use already.
    """
    named = _with_unique_name(recording, document.recordings)
    changed = document.changed(recordings=(*document.recordings, named))
    if document.models or document.takes:
        return changed
    if not document.recordings:
        return changed.changed(
            sample_rate=preferred_sample_rate(recording.sample_rate),
            channels=min(recording.channels, 2),
        )
    return changed.changed(channels=max(document.channels, min(recording.channels, 2)))


def add_model(document: ProjectDocument, model: ModelEntry) -> ProjectDocument:
    """Append a model, numbered where its name is taken.

    Raises:
        pydantic.ValidationError: the id is in use already.
    """
    named = _with_unique_name(model, document.models)
    return document.changed(models=(*document.models, named))


def add_take(document: ProjectDocument, take: Take) -> ProjectDocument:
    """Append a take, numbered where its name is taken.

    Raises:
        pydantic.ValidationError: the id is in use already.
    """
    named = _with_unique_name(take, document.takes)
    return document.changed(takes=(*document.takes, named))


def replace_item(document: ProjectDocument, item: Item) -> ProjectDocument:
    """Put `item` in the place of the one with its id.

    Raises:
        ProjectError: there is none.
    """
    _require(document, item.id)
    return document.changed(
        recordings=_with_replaced(document.recordings, item),
        models=_with_replaced(document.models, item),
        takes=_with_replaced(document.takes, item),
        regions=_with_replaced(document.regions, item),
    )


def rename(document: ProjectDocument, item_id: str, name: str) -> ProjectDocument:
    """Give a recording, model, take or region another name; its files keep theirs.

    Raises:
        ProjectError: there is nothing with this id, or the name is empty.
    """
    item = _require(document, item_id)
    return replace_item(document, item.changed(name=typed_name(name)))


def rename_project(document: ProjectDocument, name: str) -> ProjectDocument:
    """Give the project another name; its folder keeps its own.

    Raises:
        ProjectError: the name is empty.
    """
    return document.changed(name=typed_name(name))


def remove(document: ProjectDocument, item_id: str) -> ProjectDocument:
    """Take an item out of the project; its files stay, for undo. A recording takes its regions.

    Raises:
        ProjectError: there is nothing with this id.
    """
    _require(document, item_id)
    return document.changed(
        recordings=tuple(item for item in document.recordings if item.id != item_id),
        models=tuple(item for item in document.models if item.id != item_id),
        takes=tuple(item for item in document.takes if item.id != item_id),
        regions=tuple(
            item for item in document.regions if item_id not in (item.id, item.recording_id)
        ),
    )


def set_gain(document: ProjectDocument, recording_id: str, gain_db: float) -> ProjectDocument:
    """Say how much louder than it is stored a recording is played and learnt, −60 … 24 dB.

    Raises:
        ProjectError: there is no such recording, or the gain is out of range.
    """
    recording = find_recording(document, recording_id)
    if not LOWEST_GAIN_DB <= gain_db <= HIGHEST_GAIN_DB:
        raise ProjectError(
            f"A recording cannot be made {gain_db:g} dB louder.",
            f"Choose from {LOWEST_GAIN_DB:g} to {HIGHEST_GAIN_DB:g} dB.",
        )
    # Zero is added because −0.0 equals 0.0 and is written otherwise.
    return replace_item(document, recording.changed(gain_db=float(gain_db) + 0.0))


def move_item(document: ProjectDocument, item_id: str, place: int) -> ProjectDocument:
    """Put an item elsewhere in its list; a region among the regions of its recording.

    Args:
        document: where.
        item_id: what.
        place: index that it is to have, 0 for the first; beyond the end is the end.

    Raises:
        ProjectError: there is nothing with this id.
    """
    item = _require(document, item_id)
    return document.changed(
        recordings=_with_moved(document.recordings, item, place),
        models=_with_moved(document.models, item, place),
        takes=_with_moved(document.takes, item, place),
        regions=_with_moved(document.regions, item, place),
    )


def find_recording(document: ProjectDocument, id_or_name: str) -> Recording:
    """Find a recording by its id or its whole name.

    Raises:
        ProjectError: there is none, or several have this name.
    """
    return _find(document.recordings, id_or_name, "recording")


def find_model(document: ProjectDocument, id_or_name: str) -> ModelEntry:
    """Find a model by its id or its whole name; errors as `find_recording`."""
    return _find(document.models, id_or_name, "model")


def find_take(document: ProjectDocument, id_or_name: str) -> Take:
    """Find a take by its id or its whole name; errors as `find_recording`."""
    return _find(document.takes, id_or_name, "take")


def find_region(document: ProjectDocument, id_or_name: str) -> Region:
    """Find a region by its id or its whole name; errors as `find_recording`."""
    return _find(document.regions, id_or_name, "region")


def preferred_sample_rate(sample_rate: int) -> int:
    """The rate for a project whose first recording has `sample_rate`, in hertz.

    Digital audio workstations work at 44.1 or 48 kHz, so a project is one or the other: 48 kHz
    for the rates that go with it (8, 16, 24, 32, 48, 96, 192 kHz and 12 kHz), else 44.1 kHz.
    """
    return 48_000 if sample_rate % 8_000 == 0 or sample_rate % 12_000 == 0 else 44_100


def _with_unique_name(item: _ItemKind, others: Sequence[_ItemKind]) -> _ItemKind:
    return item.changed(name=unique_name(item.name, (other.name for other in others)))


def _with_replaced(items: Sequence[Item], item: Item) -> tuple[Item, ...]:
    return tuple(item if type(old) is type(item) and old.id == item.id else old for old in items)


def _with_moved(items: Sequence[_ItemKind], item: Item, place: int) -> tuple[_ItemKind, ...]:
    """The list with `item`, if it is in it, at `place` among those of the same recording."""
    moved: list[_ItemKind] = [other for other in items if other.id == item.id]
    others: list[_ItemKind] = [other for other in items if other.id != item.id]
    recording_id = item.recording_id if isinstance(item, Region) else None
    places = [
        index
        for index, other in enumerate(others)
        if recording_id is None or getattr(other, "recording_id", None) == recording_id
    ]
    places.append(places[-1] + 1 if places else len(others))
    target: int = places[min(max(place, 0), len(places) - 1)]
    return tuple(others[:target] + moved + others[target:])


def _require(document: ProjectDocument, item_id: str) -> Item:
    for item in document.items():
        if item.id == item_id:
            return item
    raise ProjectError("This is no longer in the project.", "Choose something else in the library.")


def _find(items: Sequence[_ItemKind], id_or_name: str, kind: str) -> _ItemKind:
    by_id = [item for item in items if item.id == id_or_name]
    found = by_id or [item for item in items if item.name == id_or_name]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(item.id for item in found)
        raise ProjectError(
            f"More than one {kind} is called “{id_or_name}”.", f"Give its id: {ids}."
        )
    names = ", ".join(f"“{item.name}” ({item.id})" for item in items)
    advice = f"There is: {names}." if names else f"The project has no {kind} yet."
    raise ProjectError(f"There is no {kind} “{id_or_name}” in this project.", advice)
