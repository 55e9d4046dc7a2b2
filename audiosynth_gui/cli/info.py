"""The command `info`: what is in a project."""

import argparse

from audiosynth_gui.cli.output import JsonValue, duration_text, print_json, say
from audiosynth_gui.cli.regions import region_line
from audiosynth_gui.cli.statuses import DONE
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.region_edits import regions_of
from audiosynth_gui.project.storage import ProjectFolder


def info(arguments: argparse.Namespace) -> int:
    """Say what is in a project; works while a window has it open.

    Raises:
        ProjectError: there is no such project, or it cannot be read.
    """
    with ProjectFolder.open_read_only(arguments.project) as folder:
        if arguments.json:
            print_json({"path": str(folder.path), **_as_json(folder.document)})
        else:
            say(f"{folder.path}")
            for line in _as_lines(folder.document):
                say(line)
    return DONE


def _as_json(document: ProjectDocument) -> dict[str, JsonValue]:
    """The document as it is saved, each sound with its length in seconds besides."""
    values: dict[str, JsonValue] = document.model_dump(mode="json")
    for kind, sounds in (("recordings", document.recordings), ("takes", document.takes)):
        values[kind] = [
            {**sound.model_dump(mode="json"), "seconds": sound.frames / sound.sample_rate}
            for sound in sounds
        ]
    return values


def _as_lines(document: ProjectDocument) -> list[str]:
    lines = [f"“{document.name}”, {document.sample_rate} Hz, {document.channels} channels"]
    lines += ["", "Recordings"]
    for recording in document.recordings:
        length = duration_text(recording.frames / recording.sample_rate)
        gain = f"  ({recording.gain_db:+g} dB)" if recording.gain_db else ""
        lines.append(
            f"  {recording.id}  {length:>6}  {recording.sample_rate} Hz × {recording.channels}"
            f"  {recording.name}{gain}"
        )
        lines += [
            f"    {region_line(document, region)}" for region in regions_of(document, recording.id)
        ]
    lines += ["", "Models"]
    for model in document.models:
        made = f"{model.created_at.astimezone():%Y-%m-%d %H:%M}"
        lines.append(f"  {model.id}  {made}  {model.preset}  {model.name}")
    lines += ["", "Takes"]
    for take in document.takes:
        length = duration_text(take.frames / take.sample_rate)
        lines.append(f"  {take.id}  {length:>6}  seed {take.recipe.seed}  {take.name}")
    return lines
