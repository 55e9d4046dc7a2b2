"""Older generations of `project.json`, kept in `backups/` of the project folder."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.parsing import parse_document

SHORTEST_INTERVAL = timedelta(minutes=1)
"""At most one generation in this time, so that fifty of them reach back a while."""
MOST_GENERATIONS = 50

_NAME = re.compile(r"project-(\d{8}T\d{6}Z)(?:-(\d+))?\.json")
_TIME_FORMAT = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    """One older generation.

    Attributes:
        path: its file.
        saved_at: when the backup was made, in UTC.
        number: counts several of the same second, from 1.
    """

    path: Path
    saved_at: datetime
    number: int = 1

    def describe(self) -> str:
        """Its time on the musician's clock, for example `2026-11-08 14:03`."""
        return f"{self.saved_at.astimezone():%Y-%m-%d %H:%M}"


def list_backups(backups_path: Path) -> tuple[Backup, ...]:
    """All generations, newest first; other files in the folder are passed over.

    Raises:
        OSError: the folder cannot be read; a missing one is empty.
    """
    found = []
    for path in backups_path.iterdir() if backups_path.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match is None:
            continue
        try:
            saved_at = datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC)
        except ValueError:
            continue  # digits that are no date
        found.append(Backup(path, saved_at, int(match[2] or 1)))
    return tuple(sorted(found, key=lambda backup: (backup.saved_at, backup.number), reverse=True))


def newest_readable_backup(backups_path: Path) -> Backup | None:
    """The newest generation that can be restored, or None.

    Raises:
        OSError: the folder or a backup cannot be read.
    """
    for backup in list_backups(backups_path):
        try:
            parse_document(backup.path.read_bytes())
        except ProjectError:
            continue
        return backup
    return None


def back_up_if_due(backups_path: Path, data: bytes, now: datetime) -> Backup | None:
    """Keep `data` as a generation, unless the newest one is younger than a minute or equal.

    Raises:
        OSError: it cannot be written; the older generations are untouched.
    """
    backups = list_backups(backups_path)
    if backups:
        # A clock that was set back must not stop backups until it has caught up.
        age = abs(now - backups[0].saved_at)
        if age < SHORTEST_INTERVAL or backups[0].path.read_bytes() == data:
            return None
    return back_up(backups_path, data, now)


def back_up(backups_path: Path, data: bytes, now: datetime) -> Backup:
    """Keep `data` as a generation in any case; only the newest fifty stay.

    Raises:
        OSError: it cannot be written; the older generations are untouched.
    """
    backups_path.mkdir(exist_ok=True)
    stamp, number = now.astimezone(UTC).strftime(_TIME_FORMAT), 1
    path = backups_path / f"project-{stamp}.json"
    while path.exists():
        number += 1
        path = backups_path / f"project-{stamp}-{number}.json"
    write_bytes_atomically(path, data)
    for old in list_backups(backups_path)[MOST_GENERATIONS:]:
        if old.path != path:
            old.path.unlink(missing_ok=True)
    return Backup(path, now.astimezone(UTC).replace(microsecond=0), number)
