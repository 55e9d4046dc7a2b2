"""One sound file on its way into the project, and how far all of them are."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from audiosynth_gui.audio.decoding import DecodingCancelledError
from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder

REPORT_SHARE = 0.01
FileState = Literal["waiting", "reading", "added", "failed", "cancelled"]


@dataclass(frozen=True)
class ImportedFile:
    """A file on its way into the project.

    Attributes:
        number: tells it from all others that this window imports.
        source: where it lies.
        folder: the project it is for.
        state: how far it is.
        fraction: of it that is read, 0..1.
    """

    number: int
    source: Path
    folder: ProjectFolder
    state: FileState = "waiting"
    fraction: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen to it."""
        return self.state in ("waiting", "reading")


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


def importing(file: ImportedFile) -> Callable[[BackgroundTask], Recording | Message | None]:
    """Give the work of importing a file, for a background task; it reports 0…1."""

    def work(task: BackgroundTask) -> Recording | Message | None:
        """Give the recording, what is wrong with the file, or None where it was cancelled."""
        reported = -1.0

        def report(fraction: float) -> None:
            nonlocal reported
            if fraction - reported >= REPORT_SHARE or fraction >= 1.0:
                reported = fraction
                task.report(fraction)

        report(0.0)
        try:
            return import_recording(file.folder, file.source, report, task.is_cancelled)
        except DecodingCancelledError:
            return None
        except AudioSynthError as error:
            return Message.from_error(error)

    return work
