"""A screen of its own for the tests of the window: real focus, real drag and drop, on any machine.

This module is a pytest plugin (see tests/conftest.py). On Linux the Qt application of the test
session runs on a private X server (Xvfb); elsewhere on the system's own screen. Tests that are to
run beside it in other processes take `display_environment`.
"""

import atexit
import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping

import pytest
from PySide6.QtCore import QCoreApplication

SCREEN = "1600x1000x24"


@pytest.fixture(scope="session")
def display_environment() -> Iterator[Mapping[str, str]]:
    """Run an X server; gives the variables that lead a process to it.

    Tests that pass them to other processes also take `qapp`, which keeps the server running.
    """
    if sys.platform != "linux":
        yield {}
        return
    program = shutil.which("Xvfb")
    assert program is not None, "Xvfb is missing; install the package xvfb"
    read_end, write_end = os.pipe()
    # It ends with its last client: killed earlier, it would take the Qt application with it.
    command = [
        program, "-terminate", "-displayfd", str(write_end), "-screen", "0", SCREEN,
        "-nolisten", "tcp",
    ]  # fmt: skip
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb does not start"
    yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    if QCoreApplication.instance() is None:
        server.kill()
        server.wait()
    else:
        atexit.register(server.poll)  # holds it until the application is gone too


@pytest.fixture
def tidy_garbage() -> Iterator[None]:
    """Collect garbage in the main thread only, as the program does: Qt's objects want that."""
    gc.disable()
    gc.freeze()  # what is there already is not looked at again and again
    yield
    gc.collect()
    gc.unfreeze()
    gc.enable()


@pytest.fixture(scope="session")
def qapp_args(display_environment: Mapping[str, str]) -> list[str]:
    """Lead the session's Qt application (pytest-qt's `qapp`) to that screen."""
    os.environ.update(display_environment)
    return ["audiosynth-tests"]
