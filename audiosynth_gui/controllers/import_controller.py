"""Bringing sound files into the project, one after the other, in the background."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.decoding import DecodingCancelledError
from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder

REPORT_SHARE = 0.01


@dataclass(frozen=True)
class ImportProgress:
    """How far an import is.

    Attributes:
        source_name: the file that is read now.
        number: which one it is, from 1.
        count: how many there are.
        fraction: of this file, 0..1.
    """

    source_name: str
    number: int
    count: int
    fraction: float

    @property
    def whole_fraction(self) -> float:
        """How far all files are, 0..1."""
        return (self.number - 1 + self.fraction) / self.count


class ImportController(QObject):
    """Imports files; a file that cannot be read does not keep out the others. GUI thread.

    Attributes:
        progress: of the running import, or None.

    Signals:
        progressed(): progress is another; None at the end.
        recording_imported(Recording): it is in the project and saved.
        told(Message): what a file is wrong with, or what was changed in it.
    """

    progressed = Signal()
    recording_imported = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self.progress: ImportProgress | None = None
        self._waiting: list[tuple[ProjectFolder, tuple[Path, ...]]] = []
        self._task: BackgroundTask | None = None

    def import_files(self, folder: ProjectFolder, sources: Sequence[Path]) -> None:
        """Import files into `folder`, after those that are on their way."""
        if sources:
            self._waiting.append((folder, tuple(sources)))
            self._start_next()

    def cancel(self) -> None:
        """Leave out what is not imported yet; what is stays."""
        self._waiting = []
        if self._task is not None:
            self._task.cancel()

    def close(self) -> None:
        """Cancel and wait."""
        self.cancel()
        if self._task is not None:
            self._task.wait()

    def _start_next(self) -> None:
        if self._task is not None or not self._waiting:
            return
        folder, sources = self._waiting.pop(0)
        task = BackgroundTask(_importing(folder, sources), self)
        task.reported.connect(self._take_report)
        task.failed.connect(self.told)
        task.finished.connect(self._end)
        self._task = task
        task.start()

    def _take_report(self, report: object) -> None:
        if isinstance(report, ImportProgress):
            self.progress = report
            self.progressed.emit()
        elif isinstance(report, Recording):
            self.recording_imported.emit(report)
            self._tell_changes(report)
        else:
            self.told.emit(report)

    def _tell_changes(self, recording: Recording) -> None:
        if recording.replaced_samples:
            text = self.tr("“{0}” held {1} samples that are no numbers; they are silent now.")
            self.told.emit(
                Message("warning", text.format(recording.name, recording.replaced_samples))
            )
        if recording.source_truncated:
            text = self.tr("“{0}” ends early; what there was of it has been added.")
            self.told.emit(Message("warning", text.format(recording.name)))

    def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.dispose()
        self.progress = None
        self.progressed.emit()
        self._start_next()


def _importing(
    folder: ProjectFolder, sources: tuple[Path, ...]
) -> Callable[[BackgroundTask], None]:
    def work(task: BackgroundTask) -> None:
        for number, source in enumerate(sources, 1):
            reported = -1.0

            def report(fraction: float, number: int = number, name: str = source.name) -> None:
                nonlocal reported
                if fraction - reported >= REPORT_SHARE or fraction >= 1.0:
                    reported = fraction
                    task.report(ImportProgress(name, number, len(sources), fraction))

            report(0.0)
            try:
                task.report(import_recording(folder, source, report, task.is_cancelled))
            except DecodingCancelledError:
                return
            except AudioSynthError as error:
                task.report(Message.from_error(error))

    return work
