"""Go back to an older generation of a project: what there is, what differs, and the edit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.backups import Backup, back_up, list_backups
from audiosynth_gui.project.document_part import DocumentPart
from audiosynth_gui.project.documents import ProjectDocument, time_now
from audiosynth_gui.project.parsing import document_to_bytes, parse_document
from audiosynth_gui.project.paths import ProjectPaths

KINDS = (
    ("recordings", "recording", "recordings"),
    ("models", "model", "models"),
    ("takes", "take", "takes"),
    ("regions", "region", "regions"),
)
"""Lists of a document, with the words for one and for several."""


@dataclass(frozen=True)
class Generation:
    """One older state of the project that can be gone back to.

    Attributes:
        backup: where it lies.
        document: what it says.
    """

    backup: Backup
    document: ProjectDocument

    @property
    def saved_at(self) -> datetime:
        """When it was kept, on the musician's clock."""
        return self.backup.saved_at.astimezone()


def list_generations(paths: ProjectPaths) -> tuple[Generation, ...]:
    """All generations that can be read, newest first. Any thread but the window's.

    Raises:
        ProjectError: the disk cannot be read.
    """
    found = []
    try:
        for backup in list_backups(paths.backups_path):
            try:
                found.append(Generation(backup, parse_document(backup.path.read_bytes())))
            except (ProjectError, FileNotFoundError):
                continue  # damaged, of a newer version, or the oldest, which has just made room
    except OSError as error:
        raise _unreadable(paths.backups_path, error) from error
    return tuple(found)


def find_generation(generations: Sequence[Generation], at: datetime) -> Generation:
    """The newest generation that was there at a time.

    Args:
        generations: as `list_generations` gives them.
        at: with or without an offset from UTC; without, it is on the musician's clock. A time
            without seconds means the end of that minute.

    Raises:
        ProjectError: there was none yet.
    """
    until = at.astimezone()
    if at.second == 0:
        until += timedelta(seconds=59)
    for generation in generations:
        if generation.saved_at <= until:
            return generation
    raise ProjectError(
        f"There is no backup from before {at:%Y-%m-%d %H:%M}.",
        f"The oldest is of {generations[-1].saved_at:%Y-%m-%d %H:%M:%S}."
        if generations
        else "The first is made with the second save.",
    )


def restored(present: ProjectDocument, generation: ProjectDocument) -> ProjectDocument:
    """The edit that goes back: all that `generation` says, as this very project."""
    return generation.changed(id=present.id)


def go_back(
    paths: ProjectPaths, present: ProjectDocument, generation: Generation
) -> ProjectDocument:
    """Keep the present state as a backup, then give the document of `generation`.

    For `ProjectFolder.update`, which saves it. Nothing is deleted: all sounds and models stay.

    Raises:
        ProjectError: the present state cannot be kept, so there is no going back.
    """
    try:
        back_up(paths.backups_path, document_to_bytes(present), time_now())
    except OSError as error:
        raise ProjectError(*explain_write_error(paths.document_path, error)) from error
    return restored(present, generation.document)


def describe_contents(document: ProjectDocument) -> str:
    """What a document lists, for example `3 recordings, 1 model, 2 takes`; `empty`."""
    counts = ((len(_items(document, field)), one, more) for field, one, more in KINDS)
    words = [f"{count} {one if count == 1 else more}" for count, one, more in counts if count]
    return ", ".join(words) or "empty"


def describe_difference(present: ProjectDocument, then: ProjectDocument) -> str:
    """How an older state differs from the present one, for example `1 take fewer, another name`.

    Returns:
        words joined by commas; `the same as now` where nothing differs.
    """
    words = []
    for field, one, more in KINDS:
        now_by_id = {_id(item): item for item in _items(present, field)}
        then_by_id = {_id(item): item for item in _items(then, field)}
        both = now_by_id.keys() & then_by_id.keys()
        for count, ending in (
            (len(then_by_id.keys() - both), "more"),
            (len(now_by_id.keys() - both), "fewer"),
            (sum(now_by_id[key] != then_by_id[key] for key in both), "changed"),
        ):
            if count:
                words.append(f"{count} {one if count == 1 else more} {ending}")
    if present.name != then.name:
        words.append(f"named “{then.name}”")
    if not words and present != restored(present, then):
        words.append("something else changed")
    return ", ".join(words) or "the same as now"


def _items(document: ProjectDocument, field: str) -> tuple[DocumentPart, ...]:
    items: tuple[DocumentPart, ...] = getattr(document, field)
    return items


def _id(item: DocumentPart) -> str:
    found: str = dict(item)["id"]
    return found


def _unreadable(path: Path, error: OSError) -> ProjectError:
    return ProjectError(
        f"The backups in “{path}” cannot be read: {error.strerror or error}.",
        "Check the disk, then try again.",
    )
