"""The command `regions`: what of a project's recordings is marked, and marking it."""

import argparse

from audiosynth_gui.cli.output import JsonValue, print_json, say
from audiosynth_gui.cli.statuses import DONE
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.edits import find_recording, find_region, remove
from audiosynth_gui.project.region_edits import add_region, make_region, regions_of
from audiosynth_gui.project.regions import Region
from audiosynth_gui.project.storage import ProjectFolder


def regions(arguments: argparse.Namespace) -> int:
    """List regions, add one or remove one.

    Raises:
        AudioSynthError: there is no such project, recording or region, or it cannot be saved.
    """
    if arguments.action == "add":
        return _add(arguments)
    if arguments.action == "remove":
        return _remove(arguments)
    with ProjectFolder.open_read_only(arguments.project) as folder:
        document = folder.document
    if arguments.json:
        print_json({"regions": [_as_json(document, region) for region in document.regions]})
    else:
        for line in _as_lines(document):
            say(line)
    return DONE


def _add(arguments: argparse.Namespace) -> int:
    with ProjectFolder.open(arguments.project) as folder:
        recording = find_recording(folder.document, arguments.recording)
        stop_seconds = arguments.stop
        if stop_seconds is None:
            stop_seconds = recording.frames / recording.sample_rate
        made = make_region(recording, arguments.kind, arguments.start, stop_seconds, arguments.name)
        document = folder.update(lambda old: add_region(old, made))
    return _tell(arguments, document, find_region(document, made.id), "Added")


def _remove(arguments: argparse.Namespace) -> int:
    with ProjectFolder.open(arguments.project) as folder:
        document = folder.document
        region = find_region(document, arguments.region)
        folder.update(lambda old: remove(old, region.id))
    return _tell(arguments, document, region, "Removed")


def _tell(
    arguments: argparse.Namespace, document: ProjectDocument, region: Region, word: str
) -> int:
    if arguments.json:
        print_json(_as_json(document, region))
    else:
        say(f"{word}: {region_line(document, region)}")
    return DONE


def _as_json(document: ProjectDocument, region: Region) -> dict[str, JsonValue]:
    """A region as it is saved, with its ends in seconds besides."""
    rate = find_recording(document, region.recording_id).sample_rate
    values: dict[str, JsonValue] = region.model_dump(mode="json")
    ends = {"from": region.start_frame / rate, "to": region.stop_frame / rate}
    return {**values, **ends}


def _as_lines(document: ProjectDocument) -> list[str]:
    lines = []
    for recording in document.recordings:
        marked = regions_of(document, recording.id)
        if marked:
            lines.append(recording.name)
            lines += [f"  {region_line(document, region)}" for region in marked]
    return lines or ["No regions: all of every recording is learnt."]


def region_line(document: ProjectDocument, region: Region) -> str:
    """A region in one line: its id, ends in seconds, kind and name."""
    rate = find_recording(document, region.recording_id).sample_rate
    start, stop = region.start_frame / rate, region.stop_frame / rate
    return f"{region.id}  {start:10.3f} – {stop:.3f} s  {region.kind:9}  {region.name}"
