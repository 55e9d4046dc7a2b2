"""A recording or take as the views see it, and the background work of getting there."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.peaks import Columns, PeakPyramid
from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import open_take

REPORT_SHARE = 0.02


@dataclass(frozen=True)
class OpenedSound:
    """An open file with its peaks; reading and columns are quick in any thread.

    Attributes:
        item: the recording or take.
        source: its file.
        peaks: its peaks, perhaps still being measured.
    """

    item: Recording | Take
    source: WavSource
    peaks: PeakPyramid

    @property
    def sample_rate(self) -> int:
        """Frames a second."""
        return self.source.sample_rate

    @property
    def channels(self) -> int:
        """Number of channels."""
        return self.source.channels

    @property
    def frames(self) -> int:
        """Length in frames."""
        return self.source.frames

    @property
    def duration_seconds(self) -> float:
        """Length in seconds."""
        return self.source.frames / self.source.sample_rate

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Give minimum, maximum and RMS of `count` equal parts, each (count, channels)."""
        return self.peaks.columns(start_frame, stop_frame, count)

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give the samples themselves, float32 (frames, channels)."""
        return self.source.read(start_frame, stop_frame)


class SoundOpener(QObject):
    """Opens one sound at a time and measures its peaks in the background. GUI thread.

    Attributes:
        sound: what is open, or None.

    Signals:
        sound_opened(): `sound` is another; its peaks may still be measured.
        peaks_grew(): more of its peaks are measured; draw again.
        told(Message): it cannot be opened.
    """

    sound_opened = Signal()
    peaks_grew = Signal()
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing open."""
        super().__init__(parent)
        self.sound: OpenedSound | None = None
        self._task: BackgroundTask | None = None
        self._old_tasks: list[BackgroundTask] = []

    def open(self, folder: ProjectFolder | None, item: Recording | Take | None) -> None:
        """Open another sound in place of the present one; None closes it.

        A sound that is open already, with the same file, stays as it is.
        """
        if self.sound is not None and item is not None and self.sound.item.file == item.file:
            return
        self._abandon()
        self.sound = None
        self.sound_opened.emit()
        if folder is None or item is None:
            return
        task = BackgroundTask(_opening(folder, item), self)
        task.reported.connect(self._take_report)
        task.failed.connect(self.told)
        task.finished.connect(self._forget_ended)
        self._task = task
        task.start()

    def close(self) -> None:
        """Stop measuring and wait for it."""
        self._abandon()
        for task in self._old_tasks:
            task.wait()

    def _abandon(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task.reported.disconnect(self._take_report)
            self._task.failed.disconnect(self.told)
            self._old_tasks.append(self._task)
            self._task = None

    def _forget_ended(self) -> None:
        for task in [task for task in self._old_tasks if task.isFinished()]:
            self._old_tasks.remove(task)
            task.dispose()

    def _take_report(self, report: object) -> None:
        if self.sender() is not self._task:
            return  # it was on its way when another sound was opened
        if isinstance(report, OpenedSound):
            self.sound = report
            self.sound_opened.emit()
        else:
            self.peaks_grew.emit()


def _opening(folder: ProjectFolder, item: Recording | Take) -> Callable[[BackgroundTask], None]:
    def work(task: BackgroundTask) -> None:
        if isinstance(item, Recording):
            source, key = open_recording(folder, item), item.sha256
        else:
            source, key = open_take(folder, item), item.id
        peaks = PeakPyramid(source)
        is_known = peaks.load(folder.cache_path, key)
        task.report(OpenedSound(item, source, peaks))
        reported = 0.0
        for done in () if is_known else peaks.build():
            if task.is_cancelled():
                return
            if done - reported >= REPORT_SHARE or done >= 1.0:
                reported = done
                task.report(done)
        if not is_known and not folder.read_only:
            peaks.save(folder.cache_path, key)

    return work
