"""One writer at a time: the lock of a project folder.

The operating system holds the lock and lets go of it when the process ends, however it ends, so a
stale lock cannot keep anyone out. The text in the lock file only says who holds it. The file
itself is never deleted: deleting it would let two programs lock two different files of one name.
"""

import errno
import json
import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from audiosynth_gui.errors import ProjectError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_TEXT_LIMIT_BYTES = 4_096
_LOCKED_BYTE = 2**30
"""Windows also locks reading, so the locked byte lies far behind the text."""
_HELD_ERRORS = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@dataclass(frozen=True)
class LockHolder:
    """Who holds a project's lock, as far as the lock file tells.

    Attributes:
        process_id: of the program that holds it; None where unknown.
        host: name of its computer; empty where unknown.
        since: when it opened the project; None where unknown.
    """

    process_id: int | None = None
    host: str = ""
    since: datetime | None = None

    def describe(self) -> str:
        """Say it in a few words, for example `process 4711 on studio, since 2026-11-08 14:03`."""
        if self.process_id is None:
            return "another program"
        if self.process_id == os.getpid() and self.host == socket.gethostname():
            return "this program itself"
        words = f"AudioSynth, process {self.process_id}"
        if self.host != socket.gethostname():
            words += f" on {self.host}"
        if self.since is not None:
            words += f", since {self.since.astimezone():%Y-%m-%d %H:%M}"
        return words


class ProjectInUseError(ProjectError):
    """Another window or program has the project open.

    Attributes:
        holder: who.
    """

    def __init__(self, path: Path, holder: LockHolder) -> None:
        super().__init__(
            f"“{path.stem}” is already open in {holder.describe()}.",
            "Close it there first, or open it here only for looking and listening.",
        )
        self.holder = holder


class ProjectLock:
    """A held lock; made by `acquire`, given back by `release`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, lock_path: Path) -> Self:
        """Take the lock without waiting.

        Args:
            lock_path: the lock file in the project folder; made where missing.

        Raises:
            ProjectInUseError: someone has it; also this very process.
            ProjectError: the disk knows no locks.
            OSError: the lock file cannot be made or written.
        """
        flags = os.O_RDWR | os.O_CREAT
        # A link of this name in a stranger's project must not make us write elsewhere.
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(lock_path, flags, 0o644)
        try:
            if not _try_to_lock(descriptor):
                raise ProjectInUseError(lock_path.parent, read_holder(lock_path))
            try:
                _write_holder(descriptor)
            except OSError:
                _unlock(descriptor)
                raise
        except BaseException:
            os.close(descriptor)
            raise
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock back; a second call does nothing."""
        if self._descriptor is None:
            return
        descriptor, self._descriptor = self._descriptor, None
        try:
            os.ftruncate(descriptor, 0)
        except OSError:
            # The text only informs; a disk that vanished must not keep the window from closing.
            pass
        finally:
            _unlock(descriptor)
            os.close(descriptor)


def read_holder(lock_path: Path) -> LockHolder:
    """Read who holds, or last held, the lock; never raises, and trusts nothing it reads."""
    try:
        with lock_path.open("rb") as file:
            values = json.loads(file.read(_TEXT_LIMIT_BYTES))
        process_id, host = int(values["process_id"]), str(values["host"])
        since = datetime.fromisoformat(str(values["since"]))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return LockHolder()
    if since.tzinfo is None or not host.isprintable() or len(host) > 255 or process_id <= 0:
        return LockHolder()
    return LockHolder(process_id, host, since)


def _write_holder(descriptor: int) -> None:
    values = {
        "process_id": os.getpid(),
        "host": socket.gethostname(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(values).encode())


if sys.platform == "win32":

    def _try_to_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return _is_free(error)
        return True

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _try_to_lock(descriptor: int) -> bool:
        try:
            # flock, not lockf: it belongs to the opened file, so a second opening in this very
            # process is refused, and closing some other descriptor does not lose it.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return _is_free(error)
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _is_free(error: OSError) -> bool:
    """Always False (someone has the lock), unless the disk itself cannot lock."""
    if error.errno in _HELD_ERRORS:
        return False
    raise ProjectError(
        "The disk that holds this project cannot protect it from being opened twice.",
        "Copy the project folder to a disk of this computer and open it there.",
    ) from error
