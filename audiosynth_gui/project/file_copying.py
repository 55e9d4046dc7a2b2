"""Copy one file the quickest way its disk allows: sharing its blocks, its name, or byte by byte."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from audiosynth_gui.audio.atomic import write_all

if sys.platform != "win32":
    import fcntl

_BLOCK_BYTES = 1 << 20
_CLONE_REQUEST = 0x40049409
"""FICLONE of linux/fs.h: both files share their blocks until one of them is written to."""


class CopyCancelledError(Exception):
    """Whoever asked for the copy does not want it any more."""


def copy_file(
    source: Path,
    target: Path,
    on_bytes: Callable[[int], None],
    is_cancelled: Callable[[], bool],
    may_link: bool = False,
) -> None:
    """Make `target` with the bytes of `source`, safe on the disk. Any thread but the window's.

    Args:
        source: a file; it is only read.
        target: the file to make; nothing may be there. On an error what there is of it stays.
        on_bytes: called with how many more bytes are done.
        is_cancelled: asked before every block.
        may_link: the two may be one file under two names. Only for files that are never written
            to again, as both would change.

    Raises:
        CopyCancelledError: `is_cancelled` said so.
        OSError: it cannot be read or written.
    """
    if is_cancelled():
        raise CopyCancelledError
    size_bytes = source.stat().st_size
    if _clone(source, target) or (may_link and _link(source, target)):
        on_bytes(size_bytes)
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(target, flags, 0o666)
    try:
        with source.open("rb") as file:
            while block := file.read(_BLOCK_BYTES):
                if is_cancelled():
                    raise CopyCancelledError
                write_all(descriptor, block)
                on_bytes(len(block))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _clone(source: Path, target: Path) -> bool:
    """Share the blocks, where system and disk can do that (Btrfs, XFS); else leave nothing."""
    if sys.platform != "linux":
        return False
    with source.open("rb") as file:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            fcntl.ioctl(descriptor, _CLONE_REQUEST, file.fileno())
            os.fsync(descriptor)
        except OSError as error:
            target.unlink(missing_ok=True)
            if error.errno in (errno.ENOSPC, errno.EIO):
                raise
            return False
        finally:
            os.close(descriptor)
    return True


def _link(source: Path, target: Path) -> bool:
    """Give the file a second name; False where the disk cannot, or is another one."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True
