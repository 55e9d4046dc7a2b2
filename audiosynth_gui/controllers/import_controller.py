"""Bringing sound files into the project, one after the other, in the background."""

import os
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.imported_file import (
    FileState,
    ImportedFile,
    ImportProgress,
    importing,
)
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.sound_files import sounds_in
from audiosynth_gui.project.storage import ProjectFolder


class ImportController(QObject):
    """Imports files; a file that cannot be read does not keep out the others. GUI thread.

    Attributes:
        files: all that were asked for since nothing was imported; empty then.
        progress: of the running import, or None.

    Signals:
        progressed(): files and progress are others; empty and None at the end.
        recording_imported(Recording): it is in the project and saved.
        told(Message): at the end, once: what could not be added, and what was mended.
    """

    progressed = Signal()
    recording_imported = Signal(object)
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Be ready."""
        super().__init__(parent)
        self.files: tuple[ImportedFile, ...] = ()
        self.progress: ImportProgress | None = None
        self._numbers = count(1)
        self._number = 0  # of the file that is read
        self._problems: list[Message] = []
        self._task: BackgroundTask | None = None
        self._searches: list[BackgroundTask] = []

    def is_busy(self) -> bool:
        """Whether something is on its way into a project."""
        return bool(self._searches) or any(file.is_open for file in self.files)

    def import_files(self, folder: ProjectFolder, sources: Sequence[Path]) -> None:
        """Import files, and the sounds in folders, after those that are on their way."""
        if folder.read_only:
            self.told.emit(Message(
                "error",
                self.tr("This project is open only for looking and listening."),
                self.tr("Save it as another project, then add the recordings there."),
            ))  # fmt: skip
        elif any(os.path.isdir(path) for path in sources):  # noqa: PTH112  see `sounds_in`
            search = BackgroundTask(
                lambda task: (folder, tuple(sounds_in(sources, task.is_cancelled))), self
            )
            search.succeeded.connect(self._take_found)
            search.finished.connect(self._end_search)
            self._searches.append(search)
            search.start()
        elif sources:
            self._add(folder, sources)

    @property
    def added_count(self) -> int:
        """How many of `files` are in the project by now."""
        return sum(file.state == "added" for file in self.files)

    def cancel(self) -> None:
        """Leave out what is not imported or found yet; what is stays."""
        for search in self._searches:
            search.cancel()
        if self.files:
            if self._task is not None:
                self._task.cancel()
            self.files = tuple(
                replace(file, state="cancelled") if file.is_open else file for file in self.files
            )
            self.progressed.emit()

    def cancel_file(self, number: int) -> None:
        """Leave out one file, if it is not imported yet."""
        file = self._file(number)
        if file is not None and file.is_open:
            if file.state == "reading" and self._task is not None:
                self._task.cancel()
            self._put(replace(file, state="cancelled"))

    def close(self) -> None:
        """Cancel and wait."""
        self.cancel()
        for task in (self._task, *self._searches):
            if task is not None:
                task.wait()

    def _take_found(self, found: tuple[ProjectFolder, tuple[Path, ...]]) -> None:
        folder, sources = found
        search = self.sender()
        if isinstance(search, BackgroundTask) and search.is_cancelled():
            return
        if sources:
            self._add(folder, sources)
        else:
            self.told.emit(Message(
                "warning", self.tr("There is no sound file in this folder."),
                self.tr("Add WAV, FLAC, OGG, MP3 or AIFF files."),
            ))  # fmt: skip

    def _end_search(self) -> None:
        for search in [task for task in self._searches if task.isFinished()]:
            self._searches.remove(search)
            search.dispose()

    def _add(self, folder: ProjectFolder, sources: Sequence[Path]) -> None:
        new = (ImportedFile(next(self._numbers), source, folder) for source in sources)
        self.files = (*self.files, *new)
        self._start_next()

    def _start_next(self) -> None:
        if self._task is not None:
            return
        waiting = [file for file in self.files if file.state == "waiting"]
        if not waiting:
            self._end_all()
            return
        file = replace(waiting[0], state="reading")
        task = BackgroundTask(importing(file), self)
        task.reported.connect(self._take_fraction)
        task.succeeded.connect(self._take_result)
        task.failed.connect(self._take_result)
        task.finished.connect(self._end)
        self._task, self._number = task, file.number
        self._put(file)
        task.start()

    def _take_fraction(self, fraction: float) -> None:
        file = self._file(self._number)
        if file is not None and file.state == "reading":
            self._put(replace(file, fraction=fraction))

    def _take_result(self, result: Recording | Message | None) -> None:
        file = self._file(self._number)
        if file is not None:
            states: dict[type, FileState] = {Recording: "added", Message: "failed"}
            state = states.get(type(result), "cancelled")
            self._put(replace(file, state=state, fraction=1.0))
        if isinstance(result, Recording):
            self.recording_imported.emit(result)
            self._problems += self._changes_of(result)
        elif result is not None:
            self._problems.append(result)

    def _changes_of(self, recording: Recording) -> list[Message]:
        changes = []
        if recording.replaced_samples:
            text = self.tr("“{0}” held {1} samples that are no numbers; they are silent now.")
            text = text.format(recording.name, recording.replaced_samples)
            changes.append(Message("warning", text))
        if recording.source_truncated:
            text = self.tr("“{0}” ends early; what there was of it has been added.")
            changes.append(Message("warning", text.format(recording.name)))
        return changes

    def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.dispose()
        self._start_next()

    def _end_all(self) -> None:
        self.files = ()
        self.progress = None
        self.progressed.emit()
        problems, self._problems = self._problems, []
        if len(problems) == 1:
            self.told.emit(problems[0])
        elif problems:
            self.told.emit(self._summary(problems))

    def _summary(self, problems: list[Message]) -> Message:
        """One message in place of many."""
        failures = [problem for problem in problems if problem.severity == "error"]
        lines = "\n".join(f"{problem.text} {problem.advice}".strip() for problem in problems)
        if not failures:
            text = self.tr("{0} things to know of what was added.").format(len(problems))
            return Message("warning", text, self.tr("The details name them."), lines)
        text = self.tr("{0} files could not be added.").format(len(failures))
        if len(failures) == 1:
            text = failures[0].text
        return Message("error", text, self.tr("The others were; the details say why."), lines)

    def _file(self, number: int) -> ImportedFile | None:
        return next((file for file in self.files if file.number == number), None)

    def _put(self, changed: ImportedFile) -> None:
        """Show a file as it is now, and with it how far all of them are."""
        self.files = tuple(
            changed if file.number == changed.number else file for file in self.files
        )
        done = sum(not file.is_open for file in self.files)
        reading = next((file for file in self.files if file.state == "reading"), None)
        if reading is not None:
            self.progress = ImportProgress(
                reading.source.name, done + 1, len(self.files), reading.fraction
            )
        self.progressed.emit()
