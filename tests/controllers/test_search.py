"""Work that says how far it is."""

import threading
from collections.abc import Generator, Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.search import Search
from audiosynth_gui.errors import AudioFileError


@pytest.fixture
def search(qtbot: QtBot) -> Iterator[Search[str]]:
    """A search, closed at the end."""
    assert qtbot is not None
    made: Search[str] = Search()
    yield made
    made.close()


def quick(result: str) -> Generator[float, None, str]:
    """Three steps and a result."""
    yield 0.25
    yield 0.5
    yield 1.0
    return result


class Endless:
    """A search that goes on until it is given up."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.ended = threading.Event()

    def __call__(self) -> Generator[float, None, str]:
        """Never finds anything."""
        try:
            while True:
                self.begun.set()
                self.ended.wait(0.001)
                yield 0.5
        finally:
            self.ended.set()


def test_progress_then_the_result(search: Search[str], qtbot: QtBot) -> None:
    seen: list[float | None] = []
    search.progressed.connect(lambda: seen.append(search.progress))
    with qtbot.waitSignal(search.found):
        search.start(lambda: quick("here"))
    assert search.result == "here"
    qtbot.waitUntil(lambda: search.progress is None)
    assert seen == [0.0, 0.25, 0.5, 1.0, None]
    assert not search.is_idle


def test_the_work_is_not_done_in_the_window_s_thread(search: Search[str], qtbot: QtBot) -> None:
    threads: list[int] = []

    def begin() -> Generator[float, None, str]:
        threads.append(threading.get_ident())
        return quick("")

    with qtbot.waitSignal(search.found):
        search.start(begin)
    assert threads != [threading.get_ident()]


def test_a_cancelled_search_ends_and_finds_nothing(search: Search[str], qtbot: QtBot) -> None:
    endless = Endless()
    search.start(endless)
    assert endless.begun.wait(10)
    search.cancel()
    assert search.progress is None
    assert search.is_idle
    qtbot.waitUntil(endless.ended.is_set)
    assert search.result is None


def test_only_the_newest_search_counts(search: Search[str], qtbot: QtBot) -> None:
    endless = Endless()
    search.start(endless)
    assert endless.begun.wait(10)
    with qtbot.waitSignal(search.found):
        search.start(lambda: quick("newest"))
    assert search.result == "newest"
    qtbot.waitUntil(endless.ended.is_set)


def test_the_end_of_a_search_that_was_given_up_leaves_the_newest_alone(
    search: Search[str], qtbot: QtBot
) -> None:
    for name in ("first", "second"):
        search.cancel()
        search.start(lambda name=name: quick(name))  # type: ignore[misc]
        for task in search.findChildren(BackgroundTask):
            task.wait()  # it is done before anything of it has arrived
    qtbot.waitUntil(lambda: search.progress is None)
    assert search.result == "second"


def test_what_was_found_can_be_forgotten(search: Search[str], qtbot: QtBot) -> None:
    with qtbot.waitSignal(search.found):
        search.start(lambda: quick("here"))
    with qtbot.waitSignal(search.found):
        search.forget()
    assert search.result is None


def test_a_failure_is_told(search: Search[str], qtbot: QtBot) -> None:
    def begin() -> Generator[float, None, str]:
        yield 0.5
        raise AudioFileError("The file has become shorter.")

    with qtbot.waitSignal(search.told) as signal:
        search.start(begin)
    assert signal.args[0].text == "The file has become shorter."
    qtbot.waitUntil(lambda: search.progress is None)
    assert search.is_idle
