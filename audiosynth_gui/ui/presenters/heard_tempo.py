"""The tempo that is heard in the recording, once it is asked for."""

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message


class HeardTempo(QObject):
    """Waits for the beats of the shown recording, and no longer than that is shown. GUI thread.

    Signals:
        changed(): is_awaited is another.
        found(Tempo): this is it.
        told(Message): there is none.
    """

    changed = Signal()
    found = Signal(object)
    told = Signal(object)

    def __init__(self, controllers: Controllers, parent: QObject) -> None:
        """Ask for nothing yet."""
        super().__init__(parent)
        self._choice = controllers.choice
        self._findings = controllers.findings
        self._recording_id = ""
        self._findings.beats_changed.connect(self._take)
        self._findings.told.connect(self._give_up)
        self._choice.recording_chosen.connect(self._follow)

    @property
    def is_awaited(self) -> bool:
        """Whether it was asked for and is not there yet."""
        return bool(self._recording_id)

    def ask(self) -> None:
        """Give the tempo as soon as the beats are found."""
        recording = self._choice.recording
        if recording is None:
            text = self.tr("There is no recording to hear a tempo in.")
            self.told.emit(Message("note", text, self.tr("Add one first, or tap the tempo.")))
            return
        self._recording_id = recording.id
        self.changed.emit()
        self._take()

    def _take(self) -> None:
        if not (self.is_awaited and self._findings.are_beats_found):
            return
        self._give_up()
        tempo = self._findings.tempo
        if tempo is None:
            text = self.tr("No steady beat is heard in this recording.")
            self.told.emit(Message("note", text))
        else:
            self.found.emit(tempo)

    def _follow(self) -> None:
        recording = self._choice.recording
        if recording is None or recording.id != self._recording_id:
            self._give_up()

    def _give_up(self) -> None:
        if self.is_awaited:
            self._recording_id = ""
            self.changed.emit()
