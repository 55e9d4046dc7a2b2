"""Disks that fail: the Nth call, or after so many bytes."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FAILING_CALLS = ("open", "write", "fsync", "ftruncate", "replace", "rename", "mkdir")


class FailingDisk:
    """Lets one call to the operating system fail.

    Attributes:
        failed: the name of the call that failed, or empty.
    """

    def __init__(self, number: int, code: int) -> None:
        self.failed = ""
        self._remaining = number
        self._code = code

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        """A stand-in for `os.<name>` that counts and fails once."""

        def call(*arguments: Any, **options: Any) -> Any:
            self._remaining -= 1
            if self._remaining != 0:
                return real(*arguments, **options)
            self.failed = name
            if name == "write":
                # A disk that fills up takes the first part.
                real(arguments[0], memoryview(arguments[1])[: len(arguments[1]) // 2])
            raise OSError(self._code, os.strerror(self._code))

        return call


@contextmanager
def nth_call_fails(
    number: int, code: int = errno.ENOSPC, names: tuple[str, ...] = FAILING_CALLS
) -> Iterator[FailingDisk]:
    """Within it, the Nth of these calls of `os` raises `OSError(code)`; all later ones work."""
    disk = FailingDisk(number, code)
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setattr(os, name, disk.wrap(name, getattr(os, name)))
        yield disk


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """Within it, the disk is full after so many written bytes."""
    real, left = os.write, size_bytes

    def write(descriptor: int, data: Any) -> int:
        nonlocal left
        if left == 0 and len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real(descriptor, memoryview(data)[:left])
        left -= written
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", write)
        yield


def every_failure(attempt: Callable[[int], str]) -> list[str]:
    """Call `attempt(n)` for n = 1, 2, … until it says that nothing failed (`""`).

    Returns:
        the names of the calls that failed, in order.
    """
    failed: list[str] = []
    for number in range(1, 200):
        name = attempt(number)
        if not name:
            return failed
        failed.append(name)
    raise AssertionError("the calls never end")
