"""A recording or take as the views see it, and the background work of getting there."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.gain import LouderSource, made_louder
from audiosynth_gui.audio.peaks import Columns, PeakPyramid
from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import open_take

REPORT_SECONDS = 0.1
"""Whoever draws what is measured so far keeps the measuring from going on."""


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

    @property
    def gain_db(self) -> float:
        """How much louder it is played, and drawn, than it is stored."""
        return self.item.gain_db if isinstance(self.item, Recording) else 0.0

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Give minimum, maximum and RMS of `count` equal parts, each (count, channels)."""
        stored = self.peaks.columns(start_frame, stop_frame, count)
        parts = (stored.minimum, stored.maximum, stored.rms)
        return Columns(*(made_louder(part, self.gain_db) for part in parts))

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give the samples themselves, float32 (frames, channels)."""
        return made_louder(self.source.read(start_frame, stop_frame), self.gain_db)


def open_item(folder: ProjectFolder, item: Recording | Take) -> WavSource:
    """Open the file of a recording or take; a ProjectError or AudioFileError. Any thread."""
    if isinstance(item, Recording):
        return open_recording(folder, item)
    return open_take(folder, item)


def open_louder(folder: ProjectFolder, item: Recording | Take) -> WavSource | LouderSource:
    """Open it as it is played: a recording as loud as its gain makes it. As `open_item`."""
    source = open_item(folder, item)
    return LouderSource(source, item.gain_db) if isinstance(item, Recording) else source


class _Opening:
    """The work of opening one sound; `source` is its file once it is open."""

    def __init__(self, folder: ProjectFolder, item: Recording | Take) -> None:
        self._folder = folder
        self._item = item
        self.source: WavSource | None = None

    def __call__(self, task: BackgroundTask) -> None:
        """Report the opened sound, then how much of its peaks is measured."""
        folder, item = self._folder, self._item
        key = item.sha256 if isinstance(item, Recording) else item.id
        self.source = source = open_item(folder, item)
        peaks = PeakPyramid(source)
        is_known = peaks.load(folder.cache_path, key)
        task.report(OpenedSound(item, source, peaks))
        if is_known:
            return
        reported = time.monotonic()
        for done in peaks.build():
            if task.is_cancelled():
                return
            now = time.monotonic()
            if now - reported >= REPORT_SECONDS or done >= 1.0:
                reported = now
                task.report(done)
        if not folder.read_only:
            peaks.save(folder.cache_path, key)


class SoundOpener(QObject):
    """Opens one sound at a time and measures its peaks in the background. GUI thread.

    Attributes:
        sound: what is open, or None.

    Signals:
        sound_opened(): `sound` is another; its peaks may still be measured. None comes first, so
            that nobody reads the old one any more when its file is closed.
        sound_changed(): `sound` is the same file, and sounds otherwise: draw again.
        peaks_grew(): more of its peaks are measured; draw again.
        told(Message): it cannot be opened.
    """

    sound_opened = Signal()
    sound_changed = Signal()
    peaks_grew = Signal()
    told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing open."""
        super().__init__(parent)
        self.sound: OpenedSound | None = None
        self._place: tuple[Path, str] | None = None
        self._task: BackgroundTask | None = None
        self._openings: dict[BackgroundTask, _Opening] = {}

    def open(self, folder: ProjectFolder | None, item: Recording | Take | None) -> None:
        """Open another sound in place of the present one; None closes it.

        A sound that is open already, with the same file of the same project, stays open.
        """
        place = None if folder is None or item is None else (folder.path, item.file)
        is_same, self._place = place == self._place, place
        if self.sound is not None and item is not None and is_same:
            now = replace(self.sound, item=item)
            if now.gain_db != self.sound.gain_db:
                self.sound = now
                self.sound_changed.emit()
            return
        self._abandon()
        if folder is None or item is None:
            return
        opening = _Opening(folder, item)
        task = BackgroundTask(opening, self)
        task.reported.connect(self._take_report)
        task.failed.connect(self._tell)
        task.finished.connect(self._close_abandoned)
        self._task, self._openings[task] = task, opening
        task.start()

    def close(self) -> None:
        """Stop measuring, wait for it, and close the file."""
        self._abandon()
        for task in self._openings:
            task.wait()
        self._close_abandoned()

    def _abandon(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.sound = None
        self.sound_opened.emit()
        self._close_abandoned()

    def _close_abandoned(self) -> None:
        """Close the files that are not shown any more and that nobody measures."""
        for task, opening in list(self._openings.items()):
            if task is not self._task and task.isFinished():
                if opening.source is not None:
                    opening.source.close()
                del self._openings[task]
                task.dispose()

    def _take_report(self, report: object) -> None:
        if self.sender() is not self._task:
            return  # it was on its way when another sound was opened
        if isinstance(report, OpenedSound):
            self.sound = report
            self.sound_opened.emit()
        else:
            self.peaks_grew.emit()

    def _tell(self, message: Message) -> None:
        if self.sender() is self._task:
            self.told.emit(message)
