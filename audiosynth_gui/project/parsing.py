"""Between the document and the bytes of `project.json`; trusts nothing that it reads."""

import json
from typing import Any, TypeVar

from pydantic import ValidationError

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.document_part import DocumentPart
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.migrations import migrate

MAXIMUM_DOCUMENT_BYTES = 64 * 2**20
"""More than any real project needs; a larger `project.json` is not read at all."""

Part = TypeVar("Part", bound=DocumentPart)


class DamagedDocumentError(ProjectError):
    """The text of a `project.json` is not a project document."""


def document_to_bytes(part: DocumentPart) -> bytes:
    """The UTF-8 JSON text of a document or of one of its parts; inverse of the parsers below.

    Raises:
        ValueError: an unknown field holds NaN or infinity.
    """
    text = json.dumps(part.model_dump(mode="json"), indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def parse_document(data: bytes) -> ProjectDocument:
    """Read, migrate and check the bytes of a `project.json`.

    Regions of recordings that are not there are left out: a program of before there were regions
    keeps them when it removes a recording.

    Raises:
        DamagedDocumentError: it is not JSON, or not a project document.
        ProjectError: it was written by a newer version, or names files outside its folder.
    """
    values = parse_json_object(data)
    try:
        values = migrate(values)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        # A migration met values that no version ever wrote.
        raise DamagedDocumentError("The project file is damaged.") from error
    return parse_part(ProjectDocument, _without_orphans(values))


def parse_json_object(data: bytes) -> dict[str, Any]:
    """Read one JSON object without NaN or infinity.

    Raises:
        DamagedDocumentError: it is something else.
    """
    try:
        values = json.loads(data)
        json.dumps(values, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise DamagedDocumentError("The project file is damaged.") from error
    if not isinstance(values, dict):
        raise DamagedDocumentError("The project file is damaged.")
    return values


def parse_part(kind: type[Part], values: dict[str, Any]) -> Part:
    """Check the values of a document or of one of its parts.

    Args:
        kind: which part they should be.
        values: as `parse_json_object` gives them.

    Raises:
        DamagedDocumentError: they do not fit.
        ProjectError: they name a file outside the project folder.
    """
    try:
        # Strict checks know JSON's few types only when they read JSON text themselves.
        return kind.model_validate_json(json.dumps(values))
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        if any(problem["type"] == "outside_folder" for problem in problems):
            raise ProjectError(
                "This project names files outside its own folder, so it was not opened.",
                "Ask its sender for a project saved by AudioSynth.",
            ) from error
        place = ".".join(str(step) for step in problems[0]["loc"]) or "the project as a whole"
        raise DamagedDocumentError(
            f"The project file is damaged: {place} is not as it should be."
        ) from error


def _without_orphans(values: dict[str, Any]) -> dict[str, Any]:
    recordings, regions = values.get("recordings", []), values.get("regions")
    if not isinstance(recordings, list) or not isinstance(regions, list):
        return values
    # Compared as text, because what a stranger wrote there need not be hashable.
    there = {str(part.get("id")) for part in recordings if isinstance(part, dict)}
    kept = [
        part
        for part in regions
        if not isinstance(part, dict) or str(part.get("recording_id")) in there
    ]
    return {**values, "regions": kept}
