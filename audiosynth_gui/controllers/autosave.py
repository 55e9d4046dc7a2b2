"""Every edit is saved at once; how it stands with that, and new tries where the disk failed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.saving import Change, Edited, Saver, SavingState
from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.storage import ProjectFolder

RETRY_MILLISECONDS = 4000
"""Between two tries to save what the disk has not taken."""


class Autosave(QObject):
    """Brings the edits of one project to its disk, in a worker. GUI thread.

    Attributes:
        state: how the project stands to what is on the disk.

    Signals:
        state_changed(): state is another.
        retried(Edited): what others saved meanwhile came with a new try.
        told(Message): it cannot be saved, or can be again.
    """

    state_changed = Signal()
    retried = Signal(object)
    told = Signal(object)

    def __init__(self, worker: Worker, parent: QObject | None = None) -> None:
        """Save in `worker`, nothing yet."""
        super().__init__(parent)
        self.state = SavingState()
        self._worker = worker
        self._saver: Saver | None = None
        self._on_their_way = 0
        self._problem: ProjectError | None = None
        self._saved_at: datetime | None = None
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MILLISECONDS)
        self._timer.timeout.connect(self.retry)

    @property
    def is_behind(self) -> bool:
        """Whether there are edits that the disk has not taken."""
        return self._problem is not None

    @property
    def is_saving(self) -> bool:
        """Whether edits are on their way to the disk."""
        return self._on_their_way > 0

    def follow(self, folder: ProjectFolder) -> None:
        """Save into another project from now on."""
        self._saver = Saver(folder)
        self._problem = None
        try:
            seconds = folder.document_path.stat().st_mtime
            self._saved_at = datetime.fromtimestamp(seconds).astimezone()
        except OSError:
            self._saved_at = None
        self._show()

    def submit(
        self,
        change: Change,
        then: Callable[[Edited], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Apply an edit and save it.

        Args:
            change: the edit; called in the worker, and again where it has to be tried again.
            then: called when it is done, also when it only waits for the disk.
            otherwise: called when it is refused.
        """
        saver = self._saver
        if saver is not None:
            self._do(saver, lambda: saver.edit(change), then, otherwise)

    def retry(self) -> None:
        """Save what waits for the disk, if something does."""
        saver = self._saver
        if saver is not None and not self.is_saving:
            self._do(saver, saver.retry, self.retried.emit)

    def follow_others(self) -> None:
        """Note that another thread has saved the project just now."""
        self._saved_at = datetime.now().astimezone()
        self._show()

    def let_go(self) -> None:
        """Take it that what waits is saved elsewhere, so that leaving loses nothing."""
        self._has_warned = True

    def may_leave(self) -> bool:
        """Say whether the project may be closed; what would be lost is told the first time."""
        if self._problem is None or self._has_warned:
            return True
        self._has_warned = True
        self.told.emit(Message(
            "warning",
            self.tr("The last changes are not on the disk: {0}").format(self._problem.message),
            self.tr(
                "Save as on another disk, or wait until it can be saved; do it once more to "
                "lose them."
            ),
        ))  # fmt: skip
        return False

    def close(self) -> None:
        """Try once more, at the end of all that is on its way; the worker closes after it."""
        self._timer.stop()
        if self._saver is not None and (self.is_saving or self.is_behind):
            self._worker.submit(self._saver.retry, _nothing)

    def _do(
        self,
        saver: Saver,
        work: Callable[[], Edited],
        then: Callable[[Edited], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        def arrive(edited: Edited) -> None:
            self._on_their_way -= 1
            if saver is self._saver:
                self._follow_problem(edited.problem)
            else:
                self._show()  # it was the last edit of the project before
            then(edited)

        def refuse() -> None:
            self._on_their_way -= 1
            self._show()
            if otherwise is not None:
                otherwise()

        self._on_their_way += 1
        self._show()
        self._worker.submit(work, arrive, refuse)

    def _follow_problem(self, problem: ProjectError | None) -> None:
        before, self._problem = self._problem, problem
        if problem is None:
            self._saved_at = datetime.now().astimezone()
        self._show()
        if problem is None and before is not None:
            self.told.emit(Message("note", self.tr("The disk is back: everything is saved.")))
        elif problem is not None and (before is None or before.message != problem.message):
            self.told.emit(Message(
                "error",
                self.tr("The last changes cannot be saved. {0}").format(problem.message),
                self.tr("{0} They are kept and saved as soon as it is possible.").format(
                    problem.advice
                ),
            ))  # fmt: skip

    def _show(self) -> None:
        if self._problem is not None:
            state = SavingState("failed", self._saved_at, self._problem)
            self._timer.start()
        else:
            self._timer.stop()
            self._has_warned = False
            state = SavingState("saving" if self.is_saving else "saved", self._saved_at)
        if state != self.state:
            self.state = state
            self.state_changed.emit()


def _nothing(_edited: Edited) -> None:
    """A result that nobody waits for."""
