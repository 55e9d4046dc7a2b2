"""Save as: copying the project in the background, and going on in the copy."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.task_slot import TaskSlot
from audiosynth_gui.project.copying import CopyCancelledError, copy_project
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.storage import ProjectFolder

REPORT_SHARE = 0.01


@dataclass(frozen=True)
class CopyProgress:
    """How far a copy is.

    Attributes:
        name: of the copy.
        fraction: 0..1.
    """

    name: str
    fraction: float


class CopyController(QObject):
    """Copies one project at a time. GUI thread.

    Signals:
        progressed(): progress is another; None at the end.
        copied(Path): the copy is whole and can be opened.
        told(Message): it was not made.
    """

    progressed = Signal()
    copied = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self._slot: TaskSlot[CopyProgress] = TaskSlot(self)
        self._slot.progressed.connect(self.progressed)
        self._slot.succeeded.connect(self._take_copy)
        self._slot.failed.connect(self.told)

    @property
    def progress(self) -> CopyProgress | None:
        """How far the running copy is; None while none runs."""
        return self._slot.progress

    def copy(
        self,
        folder: ProjectFolder,
        target: Path,
        name: str,
        unsaved: Callable[[], ProjectDocument | None] | None = None,
    ) -> None:
        """Copy a project to `target`; does nothing while one runs.

        Args:
            folder: the project.
            target: the folder to make.
            name: of the copy.
            unsaved: gives what the copy is to say where that cannot be saved here, else None;
                called in a thread, when all else is copied.
        """

        def work(task: BackgroundTask) -> Path | None:
            reported = 0.0

            def report(fraction: float) -> None:
                nonlocal reported
                if abs(fraction - reported) >= REPORT_SHARE:
                    reported = fraction
                    task.report(CopyProgress(name, fraction))

            try:
                return copy_project(folder, target, name, unsaved, report, task.is_cancelled)
            except CopyCancelledError:
                return None

        self._slot.run(work, CopyProgress(name, 0.0))

    def cancel(self) -> None:
        """Leave nothing of the copy that is being made."""
        self._slot.cancel()

    def close(self) -> None:
        """Cancel and wait."""
        self._slot.close()

    def _take_copy(self, path: Path | None) -> None:
        if path is None:
            self.told.emit(Message("note", self.tr("Nothing was copied.")))
        else:
            self.copied.emit(path)
