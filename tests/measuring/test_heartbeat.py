"""What the heart notices of a window that does not answer."""

import time

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.measuring import heartbeat
from audiosynth_gui.measuring.heartbeat import Freeze, Heartbeat


def test_a_window_that_is_kept_busy_is_noticed(qtbot: QtBot) -> None:
    heart = Heartbeat()
    heart.begin()
    qtbot.wait(20)
    time.sleep(0.15)
    freeze = heart.end()
    assert freeze.longest_milliseconds >= 150
    assert freeze.count >= 1
    heart.begin()
    assert heart.end().longest_milliseconds < freeze.longest_milliseconds


@pytest.mark.parametrize(
    ("clocks", "expected"),
    [
        ((0.15, 0.15, 0.15), Freeze(150.0, 150.0, 1)),  # worked itself
        ((0.15, 0.02, 0.30), Freeze(150.0, 150.0, 1)),  # waited for others of the program
        ((0.15, 0.02, 0.05), Freeze(150.0, 50.0, 1)),  # another program had the processor
        ((0.05, 0.05, 0.09), Freeze(50.0, 50.0, 0)),
    ],
)
def test_what_kept_it_is_told(
    clocks: tuple[float, float, float], expected: Freeze, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    assert qtbot is not None
    heart = Heartbeat()
    moments = iter((heartbeat._Clocks(0.0, 0.0, 0.0), heartbeat._Clocks(*clocks)))
    monkeypatch.setattr(heartbeat._Clocks, "read", lambda: next(moments))
    heart.begin()
    freeze = heart.end()
    found = (freeze.longest_milliseconds, freeze.longest_work_milliseconds, freeze.count)
    assert found == pytest.approx(
        (expected.longest_milliseconds, expected.longest_work_milliseconds, expected.count)
    )
