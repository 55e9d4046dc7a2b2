"""Finds silences, repeats and beats of the shown recording, in the background."""

import itertools

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.search import Search
from audiosynth_gui.features.beats import Beats
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.findings import FindBeats, Finding, FindStretches
from audiosynth_gui.project.storage import ProjectFolder


class FindingsController(QObject):
    """Searches only for what is wanted, and again whenever another recording is shown. GUI thread.

    Attributes:
        recording: the shown one, or None.
        stretches: the search for silences and repeats: its progress and a way to cancel it.

    Signals:
        findings_changed(): `findings` is another.
        beats_changed(): `beats` and `tempo` are others.
        progressed(): the search for stretches is further, has begun or is over.
        told(Message): the recording cannot be searched.
    """

    findings_changed = Signal()
    beats_changed = Signal()
    progressed = Signal()
    told = Signal(object)

    def __init__(
        self,
        find_stretches: FindStretches,
        find_beats: FindBeats,
        parent: QObject | None = None,
    ) -> None:
        """Want nothing yet. Both functions are called in threads; see `project.findings`."""
        super().__init__(parent)
        self._find_stretches = find_stretches
        self._find_beats = find_beats
        self._folder: ProjectFolder | None = None
        self._compared: tuple[tuple[str, str], ...] = ()
        self._wants_stretches = False
        self._wants_beats = False
        self.recording: Recording | None = None
        self.stretches: Search[tuple[Finding, ...]] = Search(self)
        self._beats: Search[Beats] = Search(self)
        self.stretches.found.connect(self.findings_changed)
        self.stretches.progressed.connect(self.progressed)
        self._beats.found.connect(self.beats_changed)
        for search in (self.stretches, self._beats):
            search.told.connect(self.told)

    @property
    def findings(self) -> tuple[Finding, ...] | None:
        """Silences and repeats of the shown recording, by their start; None until searched."""
        return self.stretches.result

    @property
    def beats(self) -> tuple[float, ...]:
        """Beats of the shown recording, in seconds, rising; empty until they are found."""
        return () if self._beats.result is None else self._beats.result.seconds

    @property
    def are_beats_found(self) -> bool:
        """Whether the shown recording was searched for beats, even if there are none."""
        return self._beats.result is not None

    @property
    def tempo(self) -> Tempo | None:
        """The steady tempo that fits the beats best; None until found, or where none does."""
        return None if self._beats.result is None else self._beats.result.tempo

    def follow(self, folder: ProjectFolder | None, recording: Recording | None) -> None:
        """Turn to the recording that is shown now, or to what is listed before it now.

        Nothing happens if all of it sounds the same.
        """
        compared = _compared(folder, recording)
        before, self._compared = self._compared, compared
        is_same = folder is self._folder and compared[-1:] == before[-1:] != ()
        self._folder, self.recording = folder, recording
        if is_same and compared == before:
            return
        self.stretches.forget()
        if not is_same:
            self._beats.forget()
        self._search()

    def want_stretches(self, wanted: bool) -> None:
        """Look for silences and repeats from now on, or no longer; what was found stays."""
        self._wants_stretches = wanted
        self._search()

    def want_beats(self, wanted: bool) -> None:
        """Look for beats from now on, or no longer; what was found stays."""
        self._wants_beats = wanted
        self._search()

    def close(self) -> None:
        """Give up and wait."""
        self.stretches.close()
        self._beats.close()

    def _search(self) -> None:
        folder, recording = self._folder, self.recording
        if not self._wants_stretches:
            self.stretches.cancel()
        if not self._wants_beats:
            self._beats.cancel()
        if folder is None or recording is None:
            return
        if self._wants_stretches and self.stretches.is_idle:
            self.stretches.start(lambda: self._find_stretches(folder, recording))
        if self._wants_beats and self._beats.is_idle:
            self._beats.start(lambda: self._find_beats(folder, recording))


def _compared(
    folder: ProjectFolder | None, recording: Recording | None
) -> tuple[tuple[str, str], ...]:
    """Ids and checksums of what repeats are looked for in: all up to a recording, itself last."""
    if folder is None or recording is None:
        return ()
    listed = folder.document.recordings
    before = itertools.takewhile(lambda one: one.id != recording.id, listed)
    return tuple((one.id, one.sha256) for one in (*before, recording))
