"""Work in a thread of its own."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.errors import ProjectError


def test_reports_come_in_order_and_the_result_last(qtbot: QtBot) -> None:
    seen: list[object] = []

    def work(task: BackgroundTask) -> object:
        for number in range(3):
            task.report(number)
        return threading.get_ident()

    task = BackgroundTask(work)
    task.reported.connect(seen.append)
    task.succeeded.connect(seen.append)
    with qtbot.waitSignals([task.succeeded, task.finished], order="strict"):
        task.start()
    task.wait()
    assert seen[:3] == [0, 1, 2]
    assert seen[3] != threading.get_ident()
    assert len(seen) == 4


def test_a_problem_is_told_with_its_cause_as_details(qtbot: QtBot) -> None:
    def work(_task: BackgroundTask) -> None:
        try:
            raise OSError("disk on fire")
        except OSError as error:
            raise ProjectError("It cannot be saved.", "Use another disk.") from error

    task = BackgroundTask(work)
    messages: list[Message] = []
    task.failed.connect(messages.append)
    with qtbot.waitSignals([task.failed, task.finished], order="strict"):
        task.start()
    task.wait()
    [message] = messages
    assert (message.severity, message.text) == ("error", "It cannot be saved.")
    assert message.advice == "Use another disk."
    assert message.details == "OSError: disk on fire"


def test_a_fault_of_the_program_is_told_too(qtbot: QtBot) -> None:
    task = BackgroundTask(lambda _task: 1 / 0)
    with qtbot.waitSignal(task.failed) as signal:
        task.start()
    task.wait()
    assert "ZeroDivisionError" in signal.args[0].details
    assert "Traceback" not in signal.args[0].text


@pytest.mark.parametrize("when", ["before", "while"])
def test_work_can_see_that_it_is_cancelled(qtbot: QtBot, when: str) -> None:
    started = threading.Event()

    def work(task: BackgroundTask) -> str:
        started.set()
        while not task.is_cancelled():
            threading.Event().wait(0.001)
        return "stopped"

    task = BackgroundTask(work)
    if when == "before":
        task.cancel()
    with qtbot.waitSignal(task.succeeded) as signal:
        task.start()
        assert started.wait(10)
        task.cancel()
    task.wait()
    assert signal.args == ["stopped"]
