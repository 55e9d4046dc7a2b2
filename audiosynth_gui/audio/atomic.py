"""Files that are whole or not there: written beside their place, checked, then moved into it.

The order is the one of `write, fsync, check, os.replace, fsync the folder`: whatever fails at
whichever step, the old file or the new one stands under the name, never a part of one.
Qt's QSaveFile is not used because it reported success on a full disk.
"""

import contextlib
import errno
import os
import secrets
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Self

_SHARING_ERRORS = (5, 32)  # Windows: access denied, sharing violation (virus scanners, indexers)
_REPLACE_ATTEMPTS = 12
_REPLACE_WAIT_SECONDS = 0.1
_FOLDER_SYNC_UNSUPPORTED = (
    errno.EACCES,
    errno.EBADF,
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EPERM,
)


class WholeOrNothing(ABC):
    """What is committed or discarded at its end.

    As a context manager it commits on a clean exit and discards when an exception passes through.
    """

    @abstractmethod
    def commit(self) -> None:
        """Put what was written in its place."""

    @abstractmethod
    def discard(self) -> None:
        """Delete what was written. Never raises; harmless after `commit`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.commit()
        else:
            self.discard()


class AtomicFile(WholeOrNothing):
    """A file that appears under its name only when it is complete.

    Until `commit` the bytes lie in `part_path`. To be used by one thread at a time.

    Attributes:
        path: where the file will stand.
        part_path: where it is written; same folder, so that the move cannot cross disks.
    """

    def __init__(self, path: Path, part_path: Path | None = None) -> None:
        """Create the part file.

        Args:
            path: where the file will stand; an existing file is replaced on commit.
            part_path: name of the part, in the same folder; a leftover of that name is removed.
                By default a name no other writer uses.

        Raises:
            OSError: the part cannot be created.
        """
        self.path = path
        self.part_path = part_path or path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        self.part_path.unlink(missing_ok=True)
        # O_EXCL: a link planted under this name is refused instead of followed.
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        self._descriptor: int | None = os.open(self.part_path, flags, 0o666)
        self._length_bytes = 0
        self._placed = False

    def write(self, data: bytes) -> int:
        """Append bytes; returns how many, as file objects do.

        Raises:
            OSError: not all of them could be written (a full disk, for example).
        """
        write_all(self._open_descriptor(), data)
        self._length_bytes += len(data)
        return len(data)

    def overwrite_start(self, data: bytes) -> None:
        """Replace the first bytes (a header whose sizes are known only at the end).

        Raises:
            OSError: it could not be written.
            ValueError: the file is not that long yet.
        """
        if len(data) > self._length_bytes:
            raise ValueError("only bytes written before can be replaced")
        descriptor = self._open_descriptor()
        length_bytes = self._length_bytes
        os.lseek(descriptor, 0, os.SEEK_SET)
        self.write(data)
        os.lseek(descriptor, 0, os.SEEK_END)
        self._length_bytes = length_bytes

    def commit(self, expected: bytes | None = None) -> None:
        """Put the file in its place; on an error nothing is left of it.

        Args:
            expected: the whole content, to be read back and compared; otherwise the length is.

        Raises:
            OSError: the disk did not take it; the file that stood there before still stands,
                unless only the last step, making the move durable, failed.
        """
        try:
            os.fsync(self._open_descriptor())
            self._close()
            self._check(expected)
            _replace(self.part_path, self.path)
            self._placed = True
        except BaseException:
            self.discard()
            raise
        sync_folder(self.path.parent)

    def discard(self) -> None:
        """Delete what was written. Never raises; harmless after `commit`."""
        if self._placed:
            return  # the part's name may belong to another writer by now
        with contextlib.suppress(OSError):
            self._close()
        with contextlib.suppress(OSError):
            self.part_path.unlink(missing_ok=True)

    def _open_descriptor(self) -> int:
        if self._descriptor is None:
            raise ValueError("the file is already closed")
        return self._descriptor

    def _close(self) -> None:
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _check(self, expected: bytes | None) -> None:
        if self.part_path.stat().st_size != self._length_bytes:
            raise OSError(errno.EIO, "the disk kept fewer bytes than were written")
        if expected is not None and self.part_path.read_bytes() != expected:
            raise OSError(errno.EIO, "the disk kept other bytes than were written")


def write_all(descriptor: int, data: bytes) -> None:
    """Hand bytes to the operating system, in as many steps as it takes.

    Raises:
        OSError: not all of them could be written (a full disk, for example).
    """
    view = memoryview(data)
    while view:
        step = os.write(descriptor, view)
        if step == 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        view = view[step:]


def write_bytes_atomically(path: Path, data: bytes) -> None:
    """Write a whole small file (a document, a cache) so that it is old or new, never between.

    Any thread. The content is read back and compared before it takes its place.

    Raises:
        OSError: it could not be written; `write_errors` puts it into words.
    """
    file = AtomicFile(path)
    try:
        file.write(data)
    except BaseException:
        file.discard()
        raise
    file.commit(expected=data)


def place_file(made: Path, path: Path) -> None:
    """Move a complete file, already on the disk, to its name in the same folder. Any thread.

    Raises:
        OSError: it could not be moved, or the disk could not make the move durable.
    """
    _replace(made, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a move or deletion in a folder survive a power cut, where the system can do that.

    Raises:
        OSError: the disk reports an error of its own.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows has no handle on a folder to sync.
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_UNSUPPORTED:
            raise
    finally:
        os.close(descriptor)


def _replace(part_path: Path, path: Path) -> None:
    """os.replace, tried again while another Windows program holds the file for a moment."""
    for attempt in range(1, _REPLACE_ATTEMPTS + 1):
        try:
            os.replace(part_path, path)  # noqa: PTH105  the tests fail this very call
            return
        except OSError as error:
            shared = getattr(error, "winerror", None) in _SHARING_ERRORS
            if not shared or attempt == _REPLACE_ATTEMPTS:
                raise
            time.sleep(_REPLACE_WAIT_SECONDS)
