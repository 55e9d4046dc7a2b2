"""Which recording, model and take the window is about."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.project.documents import ModelEntry, ProjectDocument, Recording, Take

_Item = TypeVar("_Item", bound=Recording | ModelEntry | Take)


class ChoiceController(QObject):
    """Keeps one chosen recording, model and take; never one that the project no longer has.

    Attributes:
        recording, model, take: the chosen ones as they stand in the document, or None.

    Signals (only when another one is chosen, the chosen one was edited, or is now that of another
    project, say of a copy):
        recording_chosen(), model_chosen(), take_chosen()
    """

    recording_chosen = Signal()
    model_chosen = Signal()
    take_chosen = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with nothing chosen."""
        super().__init__(parent)
        self._document: ProjectDocument | None = None
        self._wished_id = ""
        self.recording: Recording | None = None
        self.model: ModelEntry | None = None
        self.take: Take | None = None

    def follow_document(self, document: ProjectDocument | None) -> None:
        """Take over a changed document: what was removed gives way to what stands beside it.

        That is what came after it, else what came before. A recording or model that is new is not
        chosen by itself, except where there was none: then the first recording and the newest
        model are. What was asked for before it was there is chosen now.
        """
        is_other_project = (
            document is None or self._document is None or self._document.id != document.id
        )
        before, self._document = self._document, document
        recordings, models, takes = _listed(document)
        old_recordings, old_models, old_takes = _listed(before)
        recording = _still_there(self.recording, old_recordings, recordings)
        model = _still_there(self.model, old_models, models)
        take = _still_there(self.take, old_takes, takes)
        known = {entry.id for entry in old_models}
        new_models = [entry for entry in models if entry.id not in known]
        if new_models and not is_other_project:
            model = new_models[-1]  # whoever trains a model wants to hear it
        self._set_recording(recording or next(iter(recordings), None), is_other_project)
        self._set_model(model or next(reversed(models), None), is_other_project)
        self._set_take(take or next(reversed(takes), None), is_other_project)
        if is_other_project:
            self._wished_id = ""
        elif self._wished_id:
            self.choose(self._wished_id)

    def choose(self, item_id: str) -> None:
        """Choose the recording, model or take with this id, or a region's recording.

        An id that is not there yet is waited for: what a thread has just saved may come later.
        """
        self._wished_id = item_id
        for item in self._document.items() if self._document else ():
            if item.id != item_id:
                continue
            self._wished_id = ""
            if isinstance(item, Recording):
                self._set_recording(item)
            elif isinstance(item, ModelEntry):
                self._set_model(item)
            elif isinstance(item, Take):
                self._set_take(item)
            else:
                self.choose(item.recording_id)

    def _set_recording(self, recording: Recording | None, is_anew: bool = False) -> None:
        if recording != self.recording or (recording is not None and is_anew):
            self.recording = recording
            self.recording_chosen.emit()

    def _set_model(self, model: ModelEntry | None, is_anew: bool = False) -> None:
        if model != self.model or (model is not None and is_anew):
            self.model = model
            self.model_chosen.emit()

    def _set_take(self, take: Take | None, is_anew: bool = False) -> None:
        if take != self.take or (take is not None and is_anew):
            self.take = take
            self.take_chosen.emit()


def _listed(
    document: ProjectDocument | None,
) -> tuple[tuple[Recording, ...], tuple[ModelEntry, ...], tuple[Take, ...]]:
    return (document.recordings, document.models, document.takes) if document else ((), (), ())


def _still_there(
    chosen: _Item | None, before: Sequence[_Item], after: Sequence[_Item]
) -> _Item | None:
    """The chosen one as it is now; where it is gone, the next after it, else the next before it."""
    if chosen is None:
        return None
    ids = [item.id for item in before]
    place = ids.index(chosen.id)
    now = {item.id: item for item in after}
    nearest = (*ids[place:], *reversed(ids[:place]))
    return next((now[item_id] for item_id in nearest if item_id in now), None)
