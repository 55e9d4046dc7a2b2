"""Threads that go before others."""

import os
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

import pytest

from audiosynth_gui.priority import MUSIC_PRIORITY, put_music_first

Result = TypeVar("Result")
USUAL = 0
ROUND_ROBIN = getattr(os, "SCHED_RR", None)
RESETS = getattr(os, "SCHED_RESET_ON_FORK", 0)


def in_a_thread(work: Callable[[], Result]) -> Result:
    found: list[Result] = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def scheduler() -> int:
    """How this thread is scheduled, whatever becomes of its children; usual everywhere else."""
    return os.sched_getscheduler(0) & ~RESETS if sys.platform == "linux" else USUAL


def test_music_goes_first_where_the_system_permits_it_and_else_as_before() -> None:
    def work() -> tuple[bool, int, int]:
        done = put_music_first()
        return done, scheduler(), in_a_thread(scheduler)

    done, own, child = in_a_thread(work)
    assert own == (ROUND_ROBIN if done else USUAL)
    assert child == USUAL
    assert scheduler() == USUAL


@pytest.mark.parametrize("cores", [1, 2])
def test_a_system_that_refuses_and_a_single_core_change_nothing(
    monkeypatch: pytest.MonkeyPatch, cores: int
) -> None:
    asked: list[int] = []

    def refuse(_thread: int, _how: int, parameters: object) -> None:
        asked.append(getattr(parameters, "sched_priority", -1))
        raise PermissionError

    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_setscheduler", refuse, raising=False)
    assert not put_music_first()
    assert asked == ([MUSIC_PRIORITY] if cores > 1 else [])
