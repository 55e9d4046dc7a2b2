"""Which sounds are missing from the project folder, and looking for them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.task_slot import TaskSlot
from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.relinking import Relinked, Sound, missing_sounds, relink
from audiosynth_gui.project.storage import ProjectFolder

REPORT_EVERY = 50
"""Files between two reports: a folder may hold a million."""


@dataclass(frozen=True)
class SearchProgress:
    """How far a search is.

    Attributes:
        place: the folder that is looked through.
        looked_at: how many files were looked at.
        file_name: the present one.
    """

    place: Path
    looked_at: int
    file_name: str


class MissingController(QObject):
    """Knows what is missing, and looks for it in the background. GUI thread.

    Attributes:
        missing: recordings and takes whose file is gone.

    Signals:
        missing_changed(): missing is another.
        search_moved(): search is another; None at the end.
        relinked(Relinked): a search has ended.
        told(Message): it could not be done.
    """

    missing_changed = Signal()
    search_moved = Signal()
    relinked = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing missing."""
        super().__init__(parent)
        self.missing: tuple[Sound, ...] = ()
        self._slot: TaskSlot[SearchProgress] = TaskSlot(self)
        self._slot.progressed.connect(self.search_moved)
        self._slot.succeeded.connect(self._take_result)
        self._slot.failed.connect(self.told)
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)
        self._document_id = ""

    @property
    def search(self) -> SearchProgress | None:
        """How far the running search is; None while none runs."""
        return self._slot.progress

    def look(self, folder: ProjectFolder | None, document: ProjectDocument | None) -> None:
        """Look at once whether all files of `document` are there."""
        if document is None or document.id != self._document_id:
            self.cancel()  # it was of another project, which is given back
        self._document_id = "" if document is None else document.id
        if folder is None or document is None:
            self._take_missing("", ())
            return
        self._worker.submit(
            lambda: missing_sounds(folder, document),
            lambda missing: self._take_missing(document.id, missing),
            key="look",
        )

    def find(self, folder: ProjectFolder, place: Path) -> None:
        """Look for all of them in `place` and put back what is found; nothing while one runs."""
        if not self._slot.is_free:
            return
        self._document_id = document_id = folder.document.id

        def work(task: BackgroundTask) -> tuple[str, Relinked]:
            def report(looked_at: int, name: str) -> None:
                if looked_at % REPORT_EVERY == 1:
                    task.report(SearchProgress(place, looked_at, name))

            return document_id, relink(folder, place, report, task.is_cancelled)

        self._slot.run(work, SearchProgress(place, 0, ""))

    def cancel(self) -> None:
        """End the search; what is back by then stays."""
        self._slot.cancel()

    def close(self) -> None:
        """Cancel and wait."""
        self._slot.close()
        self._worker.close()

    def _take_missing(self, document_id: str, missing: tuple[Sound, ...]) -> None:
        if missing != self.missing and document_id == self._document_id:
            self.missing = missing
            self.missing_changed.emit()

    def _take_result(self, told: tuple[str, Relinked]) -> None:
        document_id, result = told
        if document_id == self._document_id:
            self._take_missing(document_id, result.missing)
            self.relinked.emit(result)
