"""Find and read a project on disk, put into words what is wrong with it, restore a backup."""

from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.backups import Backup, list_backups, newest_readable_backup
from audiosynth_gui.project.containment import refuse_links
from audiosynth_gui.project.documents import ProjectDocument, time_now
from audiosynth_gui.project.lock import ProjectLock
from audiosynth_gui.project.migrations import CURRENT_VERSION, version_of
from audiosynth_gui.project.parsing import (
    MAXIMUM_DOCUMENT_BYTES,
    DamagedDocumentError,
    parse_document,
    parse_json_object,
)
from audiosynth_gui.project.paths import BACKUPS_FOLDER, DOCUMENT_NAME, LOCK_NAME, SUFFIX


class DamagedProjectError(ProjectError):
    """A `project.json` is missing, or does not hold a project.

    Attributes:
        backup: the newest generation that can be restored, or None.
    """

    def __init__(self, message: str, backup: Backup | None) -> None:
        advice = (
            f"Go back to the backup of {backup.describe()} ({BACKUPS_FOLDER}/{backup.path.name})."
            if backup
            else "There is no backup, but the recordings, models and takes in the folder are safe."
        )
        super().__init__(message, advice)
        self.backup = backup


@dataclass(frozen=True)
class StoredDocument:
    """A document as it was read.

    Attributes:
        document: in the present format.
        data: the bytes it was read from.
        migrated: whether those bytes are of an older format.
    """

    document: ProjectDocument
    data: bytes
    migrated: bool


def find_project(path: Path) -> Path:
    """Resolve what was asked for to a project folder.

    Args:
        path: the folder, with or without its suffix, or the `project.json` in it.

    Raises:
        ProjectError: there is no project.
    """
    candidates = [path, path.with_name(path.name + SUFFIX)] if path.name else [path]
    if path.name == DOCUMENT_NAME:
        candidates = [path.parent]
    try:
        for candidate in candidates:
            if (candidate / DOCUMENT_NAME).exists() or list_backups(candidate / BACKUPS_FOLDER):
                return candidate.resolve(strict=True)
        is_something = path.exists()
    except OSError as error:
        raise explain_open_error(path, error) from error
    if is_something:
        raise ProjectError(
            f"“{path.name}” is not an AudioSynth project.",
            f"Choose a folder whose name ends in {SUFFIX}.",
        )
    raise ProjectError(f"There is no project “{path}”.", "Check the name, or make a new project.")


def read_document(root: Path) -> StoredDocument:
    """Read the document of a project folder.

    Raises:
        DamagedProjectError: it is missing or damaged.
        ProjectError: it is of a newer version, or names files outside the folder.
        OSError: it cannot be read.
    """
    path = root / DOCUMENT_NAME
    try:
        if path.stat().st_size > MAXIMUM_DOCUMENT_BYTES:
            raise DamagedDocumentError("The project file is too large to be one.")
        data = path.read_bytes()
        document = parse_document(data)
    except FileNotFoundError as error:
        raise _damaged(root, f"The project file of “{root.stem}” is missing.") from error
    except DamagedDocumentError as error:
        raise _damaged(root, f"“{root.stem}” cannot be opened. {error.message}") from error
    migrated = version_of(parse_json_object(data)) != CURRENT_VERSION
    return StoredDocument(document, data, migrated)


def restore_backup(path: Path) -> Backup:
    """Put the newest readable backup in the place of a damaged `project.json`.

    The damaged file is kept in `backups/`, and no backup is deleted.

    Args:
        path: as for `find_project`.

    Returns:
        the backup that was restored.

    Raises:
        ProjectInUseError: the project is open somewhere.
        ProjectError: there is no readable backup, or the disk is full or protected.
    """
    root = find_project(path)
    try:
        refuse_links(root)
        lock = ProjectLock.acquire(root / LOCK_NAME)
        try:
            return _restore(root)
        finally:
            lock.release()
    except OSError as error:
        raise ProjectError(*explain_write_error(root / DOCUMENT_NAME, error)) from error


def explain_open_error(root: Path, error: OSError) -> ProjectError:
    """Put a failed opening into words."""
    if isinstance(error, PermissionError):
        return ProjectError(
            f"You are not allowed to open the project “{root.stem}” for work.",
            "Change the permissions of its folder, or copy it to a place of your own.",
        )
    return ProjectError(
        f"The project “{root.stem}” could not be opened: {error.strerror or error}.",
        "Check the disk it lies on, then try again.",
    )


def _restore(root: Path) -> Backup:
    backups_path = root / BACKUPS_FOLDER
    backup = newest_readable_backup(backups_path)
    if backup is None:
        raise ProjectError(
            f"There is no backup of “{root.stem}” that can be read.",
            "The recordings, models and takes in its folder are safe; add them to a new project.",
        )
    path = root / DOCUMENT_NAME
    if path.exists():
        kept = backups_path / f"damaged-{time_now():%Y%m%dT%H%M%SZ}.json"
        write_bytes_atomically(kept, path.read_bytes())
    write_bytes_atomically(path, backup.path.read_bytes())
    return backup


def _damaged(root: Path, message: str) -> DamagedProjectError:
    try:
        backup = newest_readable_backup(root / BACKUPS_FOLDER)
    except OSError:
        backup = None
    return DamagedProjectError(message, backup)
