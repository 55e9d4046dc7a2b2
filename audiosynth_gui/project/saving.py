"""Put new bytes in the place of `project.json`, keeping the generation before."""

from pathlib import Path

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.project.backups import back_up_if_due
from audiosynth_gui.project.documents import time_now
from audiosynth_gui.project.paths import ProjectPaths


def replace_document(paths: ProjectPaths, data: bytes) -> None:
    """Write `project.json`, after a backup of the present one where that is due.

    The same bytes are not written again. One thread at a time, holding the project's lock.

    Raises:
        OSError: the disk does not take it. The file is the old one, or already the new one where
            only the last step, making the move durable, failed: ask `holds`.
    """
    old = _read_if_there(paths.document_path)
    if old == data:
        return
    if old is not None:
        back_up_if_due(paths.backups_path, old, time_now())
    write_bytes_atomically(paths.document_path, data)


def holds(path: Path, data: bytes) -> bool:
    """Say whether a file has exactly these bytes; never raises. Any thread."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _read_if_there(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
