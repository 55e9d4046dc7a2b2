"""Disks that fail: at the Nth step, or because they are full."""

import contextlib
import errno
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

STEPS = ("write", "fsync", "replace")
"""The system calls through which everything atomic goes."""


class FailingDisk:
    """Lets a step of `os` fail at its Nth call; every later call works again."""

    def __init__(self, patch: pytest.MonkeyPatch, step: str, failing_call: int) -> None:
        self.calls = 0
        self._failing_call = failing_call
        self._real: Callable[..., Any] = getattr(os, step)
        patch.setattr(os, step, self._call)

    def _call(self, *arguments: object) -> object:
        self.calls += 1
        if self.calls == self._failing_call:
            raise OSError(errno.EIO, "the disk says no")
        return self._real(*arguments)


@contextlib.contextmanager
def small_disk(folder: Path, size_bytes: int) -> Iterator[Path]:
    """A folder on a disk of its own, of so many bytes.

    Where the system lets nobody mount one, files in the folder may not grow beyond the size
    instead: the system refuses the same write half-way, with another error number.
    """
    mounted = sys.platform == "linux" and _mount(folder, size_bytes)
    if mounted:
        try:
            yield folder
        finally:
            subprocess.run(("umount", str(folder)), check=True)
    else:
        with _short_files(size_bytes):
            yield folder


def _mount(folder: Path, size_bytes: int) -> bool:
    command = ("mount", "-t", "tmpfs", "-o", f"size={size_bytes}", "tmpfs", str(folder))
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


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
