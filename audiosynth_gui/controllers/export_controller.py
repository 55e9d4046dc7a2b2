"""Writing takes to files outside the project, in the background."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.files import SampleFormat
from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.documents import Take
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import ExportedSound, export_take


@dataclass(frozen=True)
class ExportRequest:
    """What to write.

    Attributes:
        take: the take.
        out: the file to make.
        sample_format: how samples are stored.
        sample_rate: in hertz, None for the take's own.
        channels: 1 or 2, None for the take's own.
    """

    take: Take
    out: Path
    sample_format: SampleFormat
    sample_rate: int | None = None
    channels: int | None = None


class ExportController(QObject):
    """Exports takes, several at a time if asked. GUI thread.

    Signals:
        progressed(float): of the export that reported last, 0..1.
        exported(ExportedSound): a whole file is there.
        told(Message): that it is there, or why not.
    """

    progressed = Signal(object)
    exported = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self._tasks: list[BackgroundTask] = []

    def export(self, folder: ProjectFolder, request: ExportRequest) -> None:
        """Begin to write a file."""

        def work(task: BackgroundTask) -> ExportedSound:
            return export_take(
                folder, request.take, request.out, request.sample_format,
                request.sample_rate, request.channels, task.report,
            )  # fmt: skip

        task = BackgroundTask(work, self)
        task.reported.connect(self.progressed)
        task.succeeded.connect(self._tell)
        task.failed.connect(self.told)
        task.finished.connect(self._forget_ended)
        self._tasks.append(task)
        task.start()

    def close(self) -> None:
        """Let what is being written come to its end, so that no work is lost. Blocks."""
        for task in self._tasks:
            task.wait()

    def _tell(self, sound: ExportedSound) -> None:
        self.exported.emit(sound)
        if sound.clipped_samples:
            self.told.emit(Message(
                "warning",
                self.tr("“{0}” is written; {1} samples were too loud for its format and cut.")
                .format(sound.path.name, sound.clipped_samples),
                self.tr("Export as 32-bit float to keep them."),
            ))  # fmt: skip
        else:
            self.told.emit(Message(
                "note", self.tr("“{0}” is written.").format(sound.path.name), str(sound.path.parent)
            ))  # fmt: skip

    def _forget_ended(self) -> None:
        for task in [task for task in self._tasks if task.isFinished()]:
            self._tasks.remove(task)
            task.dispose()
