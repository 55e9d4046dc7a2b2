"""A thread that does small jobs one after the other and brings the results back."""

import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.controllers.message import Message

Result = TypeVar("Result")


@dataclass(frozen=True)
class _Job:
    work: Callable[[], object]
    then: Callable[[object], None]
    otherwise: Callable[[], None] | None
    key: str


class Worker(QThread):
    """Runs jobs in their order, in one thread, and gives each result to the GUI thread.

    Signals:
        failed(Message): a job raised; the ones behind it are done all the same.
    """

    failed = Signal(object)
    _done = Signal(object, object)
    _broken = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start the thread; it sleeps while there is nothing to do. GUI thread."""
        super().__init__(parent)
        self._jobs: deque[_Job] = deque()
        self._changed = threading.Condition()
        self._is_closing = False
        self._done.connect(self._deliver)
        self._broken.connect(self._deliver_failure)
        self.start()

    def submit(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[], None] | None = None,
        key: str = "",
    ) -> None:
        """Do `work` in the thread, then call `then` with its result in the GUI thread.

        Args:
            work: called in the worker's thread.
            then: called in the GUI thread with what `work` returned.
            otherwise: called in the GUI thread, before `failed` is sent, when `work` raised.
            key: a job that still waits and has the same key (not "") is dropped: only the newest
                of them matters.
        """

        def deliver(result: object) -> None:
            then(result)  # type: ignore[arg-type]  # what `work` returned

        with self._changed:
            if key:
                waiting = [job for job in self._jobs if job.key != key]
                self._jobs = deque(waiting)
            self._jobs.append(_Job(work, deliver, otherwise, key))
            self._changed.notify()

    def close(self) -> None:
        """Do what still waits, end the thread and wait for it. GUI thread."""
        with self._changed:
            self._is_closing = True
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        """Take jobs until closed. Called by Qt in the worker's thread."""
        while True:
            with self._changed:
                while not self._jobs and not self._is_closing:
                    self._changed.wait()
                if not self._jobs:
                    return
                job = self._jobs.popleft()
            try:
                result = job.work()
            except Exception as exception:
                self._broken.emit(job, Message.from_exception(exception))
            else:
                self._done.emit(job, result)

    def _deliver(self, job: _Job, result: object) -> None:
        job.then(result)

    def _deliver_failure(self, job: _Job, message: Message) -> None:
        if job.otherwise is not None:
            job.otherwise()
        self.failed.emit(message)
