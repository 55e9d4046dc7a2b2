"""Which older generations of the project there are, read in the background."""

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.worker import Worker
from audiosynth_gui.project.generations import Generation, list_generations
from audiosynth_gui.project.storage import ProjectFolder


class GenerationsController(QObject):
    """Reads the backups of a project. GUI thread.

    Attributes:
        generations: what was read last, the newest first.

    Signals:
        generations_read(): generations is another.
        told(Message): they cannot be read.
    """

    generations_read = Signal()
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with none."""
        super().__init__(parent)
        self.generations: tuple[Generation, ...] = ()
        self._worker = Worker(self)
        self._worker.failed.connect(self.told)

    def read(self, folder: ProjectFolder) -> None:
        """Read the backups of `folder`."""
        self._worker.submit(lambda: list_generations(folder), self._take, key="read")

    def close(self) -> None:
        """Wait for what is read."""
        self._worker.close()

    def _take(self, generations: tuple[Generation, ...]) -> None:
        self.generations = generations
        self.generations_read.emit()
