"""Small disks, which are soon full."""

import contextlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[Path]:
    """A folder on a disk of its own, of so many bytes.

    Where the system lets nobody mount one, files in the folder may not grow beyond the size
    instead: the system refuses the same write half-way, with another error number.
    """
    if mount(folder, size_bytes):
        try:
            yield folder
        finally:
            unmount(folder)
    else:
        with _short_files(size_bytes):
            yield folder


def mount(folder: Path, size_bytes: int) -> bool:
    """Put a disk of so many bytes in the place of a folder; False where nobody lets us."""
    if sys.platform != "linux":
        return False
    command = ("mount", "-t", "tmpfs", "-o", f"size={size_bytes}", "tmpfs", str(folder))
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def unmount(folder: Path) -> None:
    """Take that disk away; lazily, as a file that a failed test left open must not keep it."""
    subprocess.run(("umount", "-l", str(folder)), check=True)


@contextlib.contextmanager
def _short_files(size_bytes: int) -> Iterator[None]:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
