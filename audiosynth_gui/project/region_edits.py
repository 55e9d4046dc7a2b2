"""Edits of regions: functions from one document to the next, as in `edits`."""

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.documents import ProjectDocument, Recording, new_id
from audiosynth_gui.project.edits import find_recording, find_region, replace_item
from audiosynth_gui.project.names import clean_name, unique_name
from audiosynth_gui.project.regions import (
    USUAL_COLOURS,
    Region,
    RegionColour,
    RegionKind,
    Span,
    learnt_spans,
)

_USUAL_NAMES: dict[RegionKind, str] = {
    "train": "Train on this",
    "leave-out": "Leave out",
    "prompt": "Prompt",
}


def regions_of(document: ProjectDocument, recording_id: str) -> tuple[Region, ...]:
    """The regions of one recording, in the musician's order."""
    return tuple(region for region in document.regions if region.recording_id == recording_id)


def learnt_of(document: ProjectDocument, recording: Recording) -> tuple[Span, ...]:
    """What is learnt of a recording, see `regions.learnt_spans`."""
    return learnt_spans(regions_of(document, recording.id), recording.frames)


def learnt_seconds(document: ProjectDocument) -> float:
    """How much of all recordings is learnt."""
    return sum(
        (stop - start) / recording.sample_rate
        for recording in document.recordings
        for start, stop in learnt_of(document, recording)
    )


def make_region(
    recording: Recording,
    kind: RegionKind,
    start_seconds: float,
    stop_seconds: float,
    name: str = "",
) -> Region:
    """Make a region of a stretch of time, in the usual colour of its kind.

    Args:
        recording: where it lies.
        kind: what it is for.
        start_seconds: where it begins.
        stop_seconds: where it ends.
        name: of the region; the usual of its kind where empty.

    Raises:
        ProjectError: the stretch is empty or goes beyond the recording.
    """
    start, stop = _frames(recording, start_seconds, stop_seconds)
    return Region(
        id=new_id(), recording_id=recording.id, name=clean_name(name, _USUAL_NAMES[kind]),
        kind=kind, start_frame=start, stop_frame=stop, colour=USUAL_COLOURS[kind],
    )  # fmt: skip


def add_region(document: ProjectDocument, region: Region) -> ProjectDocument:
    """Append a region, numbered where its recording has one of its name.

    Raises:
        ProjectError: its recording is no longer in the project, or is shorter.
        pydantic.ValidationError: the id is in use already.
    """
    recording = find_recording(document, region.recording_id)
    _require_inside(recording, region.start_frame, region.stop_frame)
    taken = (other.name for other in regions_of(document, recording.id))
    named = region.changed(name=unique_name(region.name, taken))
    return document.changed(regions=(*document.regions, named))


def move_region(
    document: ProjectDocument, region_id: str, start_seconds: float, stop_seconds: float
) -> ProjectDocument:
    """Give a region other ends.

    Raises:
        ProjectError: there is no such region, or it would be empty or beyond its recording.
    """
    region = find_region(document, region_id)
    recording = find_recording(document, region.recording_id)
    start, stop = _frames(recording, start_seconds, stop_seconds)
    return replace_item(document, region.changed(start_frame=start, stop_frame=stop))


def change_region(
    document: ProjectDocument,
    region_id: str,
    kind: RegionKind | None = None,
    colour: RegionColour | None = None,
) -> ProjectDocument:
    """Give a region another kind or colour.

    One that had the usual colour of its kind gets that of the new one.

    Raises:
        ProjectError: there is no such region.
    """
    region = find_region(document, region_id)
    new_kind = region.kind if kind is None else kind
    if colour is None:
        is_usual = region.colour == USUAL_COLOURS[region.kind]
        colour = USUAL_COLOURS[new_kind] if is_usual else region.colour
    return replace_item(document, region.changed(kind=new_kind, colour=colour))


def _frames(recording: Recording, start_seconds: float, stop_seconds: float) -> Span:
    start = round(start_seconds * recording.sample_rate)
    stop = round(stop_seconds * recording.sample_rate)
    _require_inside(recording, start, stop)
    return start, stop


def _require_inside(recording: Recording, start: int, stop: int) -> None:
    if stop > recording.frames or start < 0:
        seconds = recording.frames / recording.sample_rate
        raise ProjectError(
            f"The region goes beyond “{recording.name}”, which is {seconds:.3f} seconds long.",
            "Choose a stretch inside it.",
        )
    if start >= stop:
        raise ProjectError("The region has no length.", "Let it end after it begins.")
