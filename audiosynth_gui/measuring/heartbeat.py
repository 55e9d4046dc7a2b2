"""Notices how long the window does not answer.

A timer beats in the event loop of the window's thread. Whatever keeps that thread keeps the beat:
its own work, a lock, or Python's interpreter lock held by another thread in C code.
"""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MILLISECONDS = 5
MOST_MILLISECONDS = 100.0
"""What counts as a freeze that a musician feels."""


@dataclass(frozen=True)
class Freeze:
    """What a heart noticed.

    Attributes:
        longest_milliseconds: from one beat to the next, at most.
        longest_work_milliseconds: what was worked meanwhile by this thread, and by those of this
            program that it waited for: the same on a computer that nothing else keeps busy.
        count: how often it was longer than `MOST_MILLISECONDS`.
    """

    longest_milliseconds: float
    longest_work_milliseconds: float
    count: int


@dataclass(frozen=True)
class _Clocks:
    """Seconds: of the day, worked by this thread, and worked by the whole program."""

    day: float
    thread: float
    program: float

    @classmethod
    def read(cls) -> "_Clocks":
        return cls(time.perf_counter(), time.thread_time(), time.process_time())


class Heartbeat(QObject):
    """Beats from `begin` to `end`. GUI thread."""

    def __init__(self) -> None:
        """Do not beat yet."""
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MILLISECONDS)
        self._timer.timeout.connect(self.beat)
        self._last = _Clocks.read()
        self._found = Freeze(0.0, 0.0, 0)

    def begin(self) -> None:
        """Forget what was, and beat."""
        self._last, self._found = _Clocks.read(), Freeze(0.0, 0.0, 0)
        self._timer.start()

    def end(self) -> Freeze:
        """Beat no more; give what was noticed since `begin`."""
        self._timer.stop()
        self.beat()
        return self._found

    def beat(self) -> None:
        """Look how long it was since the last one."""
        now, last, found = _Clocks.read(), self._last, self._found
        self._last = now
        whole, own = now.day - last.day, now.thread - last.thread
        # Others work beside this thread as well; it waits no longer than it does not work itself.
        others = min(now.program - last.program - own, whole - own)
        self._found = Freeze(
            max(found.longest_milliseconds, 1000 * whole),
            max(found.longest_work_milliseconds, 1000 * (own + others)),
            found.count + (1000 * whole > MOST_MILLISECONDS),
        )
