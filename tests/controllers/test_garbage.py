"""Garbage is collected in the GUI thread."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.garbage import GarbageCollector


class Knot:
    """An object that only the collector of cycles can free."""

    def __init__(self) -> None:
        self.itself = self
        self.freed_in: list[int] = []


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[GarbageCollector]:
    """A collector, closed at the end."""
    assert qtbot is not None
    made = GarbageCollector()
    yield made
    made.close()
    gc.disable()  # as `tidy_garbage` left it


def test_a_busy_thread_collects_nothing(collector: GarbageCollector) -> None:
    freed_in: list[int] = []
    knot = Knot()
    weakref.finalize(knot, lambda: freed_in.append(threading.get_ident()))
    del knot

    def allocate() -> None:
        for _ in range(5):
            [[] for _ in range(20_000)]

    thread = threading.Thread(target=allocate)
    thread.start()
    thread.join()
    assert freed_in == []
    keep = [[] for _ in range(20_000)]  # type: ignore[var-annotated]
    assert collector.collect_due() >= 0
    assert freed_in == [threading.get_ident()]
    assert len(keep) == 20_000


def test_the_timer_does_it_by_itself(collector: GarbageCollector, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    collector.settle()
    knot = weakref.ref(Knot())
    keep = [[] for _ in range(20_000)]  # type: ignore[var-annotated]
    qtbot.waitUntil(lambda: knot() is None)
    assert len(keep) == 20_000


def test_nothing_is_collected_where_nothing_is_due(collector: GarbageCollector) -> None:
    gc.collect()
    assert collector.collect_due() == -1


def test_what_is_settled_is_left_out(collector: GarbageCollector) -> None:
    collector.settle()
    assert gc.get_freeze_count() > 0


def test_closing_gives_the_work_back() -> None:
    made = GarbageCollector()
    made.settle()
    made.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
