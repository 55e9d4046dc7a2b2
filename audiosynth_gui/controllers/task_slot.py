"""Room for one piece of work in the background; while it is taken, another is refused."""

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.background import BackgroundTask, Work

Progress = TypeVar("Progress")


class TaskSlot(QObject, Generic[Progress]):
    """Runs one `BackgroundTask` at a time and knows how far it is. GUI thread.

    Attributes:
        progress: what the running work reported last; None while none runs.

    Signals:
        progressed(): progress is another; None at the end.
        succeeded(object): what the work returned.
        failed(Message): it raised.
    """

    progressed = Signal()
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be free."""
        super().__init__(parent)
        self.progress: Progress | None = None
        self._task: BackgroundTask | None = None

    @property
    def is_free(self) -> bool:
        """Whether `run` would run something."""
        return self._task is None

    def run(self, work: Work, beginning: Progress) -> None:
        """Run `work` in a thread; does nothing while the slot is taken.

        Args:
            work: reports its progress to the task it is given.
            beginning: the progress until then.
        """
        if self._task is not None:
            return
        task = BackgroundTask(work, self)
        task.reported.connect(self._take_progress)
        task.succeeded.connect(self.succeeded)
        task.failed.connect(self.failed)
        task.finished.connect(self._end)
        self._task = task
        self._take_progress(beginning)
        task.start()

    def cancel(self) -> None:
        """Ask the work to end soon; returns at once."""
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Cancel and wait."""
        self.cancel()
        if self._task is not None:
            self._task.wait()

    def _take_progress(self, progress: Progress) -> None:
        self.progress = progress
        self.progressed.emit()

    def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.dispose()
        self.progress = None
        self.progressed.emit()
