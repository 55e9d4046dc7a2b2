"""Small jobs, one after the other."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.errors import ProjectError


@pytest.fixture
def worker(qtbot: QtBot) -> Iterator[Worker]:
    """A worker, closed at the end."""
    assert qtbot is not None  # the application has to be there first
    made = Worker()
    yield made
    made.close()


def test_results_come_in_order_to_the_calling_thread(worker: Worker, qtbot: QtBot) -> None:
    here = threading.get_ident()
    results: list[tuple[int, bool]] = []
    for number in range(20):
        worker.submit(
            lambda n=number: (n, threading.get_ident() != here),  # type: ignore[misc]
            lambda result: results.append((result[0], result[1] and threading.get_ident() == here)),
        )
    qtbot.waitUntil(lambda: len(results) == 20)
    assert results == [(number, True) for number in range(20)]


def test_only_the_newest_of_a_key_is_done(worker: Worker, qtbot: QtBot) -> None:
    gate, begun = threading.Event(), threading.Event()
    results: list[int] = []

    def first() -> int:
        begun.set()
        gate.wait(10)
        return 0

    worker.submit(first, results.append)
    assert begun.wait(10)
    for number in range(1, 6):
        worker.submit(lambda n=number: n, results.append, key="picture")  # type: ignore[misc]
    gate.set()
    qtbot.waitUntil(lambda: results == [0, 5])


def test_after_a_problem_the_next_job_is_done(worker: Worker, qtbot: QtBot) -> None:
    results: list[str] = []

    def breaks() -> None:
        raise ProjectError("No.", "Yes.")

    with qtbot.waitSignal(worker.failed) as signal:
        worker.submit(breaks, lambda _result: results.append("never"), lambda: results.append("x"))
        worker.submit(lambda: "next", results.append)
    assert signal.args[0].text == "No."
    qtbot.waitUntil(lambda: results == ["x", "next"])


def test_closing_does_what_still_waits(qtbot: QtBot) -> None:
    assert qtbot is not None
    worker = Worker()
    done: list[int] = []
    for number in range(50):
        worker.submit(lambda n=number: done.append(n), lambda _result: None)  # type: ignore[misc]
    worker.close()
    assert done == list(range(50))
    assert worker.isFinished()
