"""Long work in a thread of its own: the pattern of superqt's generator threads.

The work is an ordinary function that is given a handle: it reports through it and looks at
`is_cancelled` between steps, so that the same function runs without Qt.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.controllers.message import Message

Work = Callable[["BackgroundTask"], object]


class BackgroundTask(QThread):
    """Runs one function once, in its own thread.

    Signals (delivered in the thread of the receiver):
        reported(object): what the work passed to `report`.
        succeeded(object): what the work returned.
        failed(Message): it raised.
        finished(): the last of all, whatever happened (of QThread).
    """

    reported = Signal(object)
    succeeded = Signal(object)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        """Be ready to run `work`; `start` begins."""
        super().__init__(parent)
        self._work: Work = work
        self._cancelled = threading.Event()

    def report(self, value: object) -> None:
        """Tell the receivers something. Called by the work, in the task's thread."""
        self.reported.emit(value)

    def is_cancelled(self) -> bool:
        """Whether the work should come to an end soon. Any thread."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask the work to end at its next step; returns at once. Any thread."""
        self._cancelled.set()

    def dispose(self) -> None:
        """Wait for the end and have Qt delete the task. GUI thread.

        The work is let go of first: it mostly holds the task's parent, which would otherwise be
        freed in the midst of its own child's deletion.
        """
        self.wait()
        self._work = _nothing
        self.deleteLater()

    def run(self) -> None:
        """Do the work. Called by Qt in the task's thread."""
        try:
            result = self._work(self)
        except Exception as exception:
            self.failed.emit(Message.from_exception(exception))
        else:
            self.succeeded.emit(result)


def _nothing(_task: BackgroundTask) -> None:
    """Stand in for work that was let go of."""
