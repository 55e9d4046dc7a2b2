"""A screen of its own for the tests of the window: real focus, real drag and drop, on any machine.

This module is a pytest plugin (see tests/conftest.py). Under Linux the plugin pytest-xvfb runs a
private X server for the session, and the Qt application goes there; elsewhere it goes to the
system's own screen.
"""

import gc
import os
import sys
from collections.abc import Iterator

import pytest
from pytest_xvfb import Xvfb


@pytest.fixture(scope="session")
def qapp_args(xvfb: Xvfb | None) -> list[str]:
    """Lead the session's Qt application (pytest-qt's `qapp`) to that screen."""
    if sys.platform == "linux":
        assert xvfb is not None, "Xvfb is missing; install the package xvfb"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
    return ["audiosynth-tests"]


@pytest.fixture
def tidy_garbage() -> Iterator[None]:
    """Collect garbage in the main thread only, as the program does: Qt's objects want that."""
    gc.disable()
    gc.freeze()  # what is there already is not looked at again and again
    yield
    gc.collect()
    gc.unfreeze()
    gc.enable()
