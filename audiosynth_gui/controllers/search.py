"""Work that says how far it is, run in the background for one thing at a time."""

from collections.abc import Callable, Generator
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message

Result = TypeVar("Result")

REPORT_SHARE = 0.01


class Search(QObject, Generic[Result]):
    """Runs the newest search; an older one is given up. GUI thread.

    Attributes:
        result: what the newest search found; None until then.
        progress: how much of it is done, 0 to 1, or None while none runs.

    Signals:
        found(): `result` is there, or is gone again.
        progressed(): `progress` is another.
        told(Message): the search failed.
    """

    found = Signal()
    progressed = Signal()
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self.result: Result | None = None
        self.progress: float | None = None
        self._task: BackgroundTask | None = None
        self._ending: list[BackgroundTask] = []

    @property
    def is_idle(self) -> bool:
        """Whether there is neither a result nor a search for one."""
        return self.result is None and self._task is None

    def start(self, begin: Callable[[], Generator[float, None, Result]]) -> None:
        """Search anew. `begin` and its steps run in a thread of low priority."""
        self.forget()
        task = BackgroundTask(_running(begin), self)
        task.reported.connect(self._take_report)
        task.succeeded.connect(self._take_result)
        task.failed.connect(self._tell)
        task.finished.connect(self._end)
        self._task = task
        self._ending.append(task)
        self._show_progress(0.0)
        task.start(QThread.Priority.LowPriority)

    def cancel(self) -> None:
        """Give up what runs; a result that is there already stays."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._show_progress(None)

    def forget(self) -> None:
        """Give up what runs, and what was found."""
        self.cancel()
        if self.result is not None:
            self.result = None
            self.found.emit()

    def close(self) -> None:
        """Give up and wait."""
        self.cancel()
        for task in self._ending:
            task.wait()

    def _take_report(self, fraction: float) -> None:
        if self.sender() is self._task:
            self._show_progress(fraction)

    def _take_result(self, result: Result | None) -> None:
        if self.sender() is self._task and result is not None:
            self.result = result
            self.found.emit()

    def _tell(self, message: Message) -> None:
        if self.sender() is self._task:
            self.told.emit(message)

    def _end(self) -> None:
        # Only of the one that says so: of another that is done, the result may be on its way.
        task = self.sender()
        if not isinstance(task, BackgroundTask):
            return
        self._ending.remove(task)
        if task is self._task:
            self._task = None
            self._show_progress(None)
        task.dispose()

    def _show_progress(self, progress: float | None) -> None:
        self.progress = progress
        self.progressed.emit()


def _running(
    begin: Callable[[], Generator[float, None, Result]],
) -> Callable[[BackgroundTask], Result | None]:
    def work(task: BackgroundTask) -> Result | None:
        steps, reported = begin(), 0.0
        while not task.is_cancelled():
            try:
                fraction = next(steps)
            except StopIteration as end:
                found: Result = end.value
                return found
            if fraction - reported >= REPORT_SHARE:
                reported = fraction
                task.report(fraction)
        steps.close()
        return None

    return work
