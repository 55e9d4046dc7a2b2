"""The window lives on while something is waited for."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from audiosynth_gui.measuring.real_program import wait_seconds, wait_until


@pytest.fixture
def beats(qtbot: QtBot) -> Iterator[list[int]]:
    """Grows for as long as the window lives."""
    assert qtbot is not None
    found: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: found.append(len(found)))
    timer.start(1)
    yield found
    timer.stop()


def test_it_waits_until_it_happened(beats: list[int]) -> None:
    wait_until(lambda: len(beats) > 3)
    assert len(beats) > 3
    count = len(beats)
    wait_until(lambda: True)
    assert len(beats) == count


def test_what_does_not_happen_is_told(beats: list[int]) -> None:
    with pytest.raises(TimeoutError):
        wait_until(lambda: False, most_seconds=0.2)
    assert beats


def test_seconds_pass_in_the_window(beats: list[int]) -> None:
    wait_seconds(0.2)
    assert beats
