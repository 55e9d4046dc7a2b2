"""One piece of work at a time."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.task_slot import TaskSlot

PATIENCE_SECONDS = 10.0


@pytest.fixture
def slot(qtbot: QtBot) -> Iterator[TaskSlot[str]]:
    """A free one, closed at the end."""
    assert qtbot is not None
    made: TaskSlot[str] = TaskSlot()
    yield made
    made.close()


def test_a_second_work_is_refused_while_one_runs(slot: TaskSlot[str], qtbot: QtBot) -> None:
    may_end = Event()
    done: list[object] = []
    seen: list[str | None] = []
    slot.progressed.connect(lambda: seen.append(slot.progress))

    def first(task: BackgroundTask) -> str:
        task.report("half")
        assert may_end.wait(PATIENCE_SECONDS)
        return "first"

    slot.succeeded.connect(done.append)
    slot.run(first, "begun")
    assert not slot.is_free
    slot.run(lambda _task: "second", "not begun")
    may_end.set()
    qtbot.waitUntil(lambda: slot.is_free)
    assert done == ["first"]
    assert seen == ["begun", "half", None]
    with qtbot.waitSignal(slot.succeeded) as third:
        slot.run(lambda _task: "third", "begun")
    assert third.args == ["third"]


def test_what_was_raised_is_told_and_the_slot_is_free_again(
    slot: TaskSlot[str], qtbot: QtBot
) -> None:
    def broken(_task: BackgroundTask) -> None:
        raise OSError("no such disk")

    with qtbot.waitSignal(slot.failed):
        slot.run(broken, "begun")
    qtbot.waitUntil(lambda: slot.is_free)
    assert slot.progress is None


def test_closing_asks_the_work_to_end_and_waits(slot: TaskSlot[str]) -> None:
    was_asked = Event()

    def patient(task: BackgroundTask) -> None:
        while not task.is_cancelled():
            pass
        was_asked.set()

    slot.run(patient, "begun")
    slot.close()
    assert was_asked.is_set()
