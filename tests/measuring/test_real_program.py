"""The window lives on while something is waited for."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audiosynth_gui.measuring.real_program import wait_seconds, wait_until


@pytest.fixture
def beats(qtbot: QtBot) -> list[int]:
    """Grows for as long as the window lives."""
    found: list[int] = []
    label = QLabel()
    qtbot.addWidget(label)
    timer = QTimer(label)
    timer.timeout.connect(lambda: found.append(len(found)))
    timer.start(1)
    return found


def test_it_waits_until_it_happened(beats: list[int]) -> None:
    wait_until(lambda: len(beats) > 3)
    assert len(beats) > 3
    count = len(beats)
    wait_until(lambda: True)
    assert len(beats) == count


def test_what_does_not_happen_is_told(beats: list[int]) -> None:
    with pytest.raises(TimeoutError):
        wait_until(lambda: False, most_seconds=0.05)
    assert beats


def test_seconds_pass_in_the_window(beats: list[int]) -> None:
    wait_seconds(0.05)
    assert len(beats) > 3
