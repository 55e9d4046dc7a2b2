"""Joins the library and the views to the project and what is chosen in it."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.documents import Item, ModelEntry, Recording, Take
from audiosynth_gui.project.region_edits import learnt_seconds
from audiosynth_gui.project.regions import Region
from audiosynth_gui.ui.panels.generation import GenerationPanel
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.panels.take_panel import TakePanel
from audiosynth_gui.ui.panels.training import TrainingPanel
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.presenters.take_words import take_words
from audiosynth_gui.ui.views.sound_view import SoundView


class LibraryPresenter(QObject):
    """Shows the document everywhere it is shown.

    Signals:
        export_asked(Take): ask how to write it.
    """

    export_asked = Signal(object)

    def __init__(
        self,
        controllers: Controllers,
        library: LibraryPanel,
        recording_view: SoundView,
        take_panel: TakePanel,
        training: TrainingPanel,
        generation: GenerationPanel,
        playing: PlayPresenter,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(library)
        self._controllers = controllers
        self._library = library
        self._recording_view = recording_view
        self._take_panel = take_panel
        self._training = training
        self._generation = generation
        self._playing = playing
        project, choice = controllers.project, controllers.choice
        project.document_changed.connect(self._show_document)
        choice.recording_chosen.connect(lambda: self._mark(choice.recording))
        choice.model_chosen.connect(self._show_model)
        choice.take_chosen.connect(self._show_take)
        choice.take_chosen.connect(lambda: self._mark(choice.take))
        recording_sound, take_sound = controllers.recording_sound, controllers.take_sound
        recording_sound.sound_opened.connect(
            lambda: recording_view.show_sound(recording_sound.sound)
        )
        recording_sound.sound_changed.connect(
            lambda: recording_view.change_sound(recording_sound.sound)
        )
        recording_sound.peaks_grew.connect(recording_view.refresh_waveform)
        take_sound.sound_opened.connect(lambda: take_panel.show_sound(take_sound.sound))
        take_sound.peaks_grew.connect(take_panel.view.refresh_waveform)
        library.item_chosen.connect(self._choose)
        library.item_activated.connect(self._activate)
        library.rename_asked.connect(project.rename)
        project.told.connect(library.show_names)  # perhaps a name was refused
        library.remove_asked.connect(project.remove)
        library.export_asked.connect(self._ask_export)
        library.reveal_asked.connect(self._reveal)
        take_panel.export_clicked.connect(self.export_chosen_take)

    def export_chosen_take(self) -> None:
        """Ask how to write the chosen take, if there is one."""
        if self._controllers.choice.take is not None:
            self.export_asked.emit(self._controllers.choice.take)

    def _item(self, item_id: str) -> Item | None:
        document = self._controllers.project.document
        found = [item for item in document.items() if item.id == item_id] if document else []
        return found[0] if found else None

    def _show_document(self, what: frozenset[str]) -> None:
        document = self._controllers.project.document
        self._library.show_document(document, what)
        if self._library.current_id() is None:  # it was chosen before it stood in the library
            self._mark(self._controllers.choice.recording)
        self._training.show_music(learnt_seconds(document) if document else 0.0)
        if "models" in what:
            self._show_model()
        self._show_take()

    def _mark(self, chosen: Recording | Take | None) -> None:
        """Mark what is shown now in place of another of its kind, or of nothing."""
        marked = self._item(self._library.current_id() or "")
        if chosen is not None and (marked is None or type(marked) is type(chosen)):
            self._library.mark(chosen.id)

    def _show_model(self) -> None:
        document, model = self._controllers.project.document, self._controllers.choice.model
        self._training.show_model(model)
        self._generation.show_models(document.models if document else (), model)

    def _show_take(self) -> None:
        take, document = self._controllers.choice.take, self._controllers.project.document
        self._take_panel.show_take(take, take_words(take, document))

    def _choose(self, item_id: str) -> None:
        item = self._item(item_id)
        self._controllers.choice.choose(item_id)
        if isinstance(item, Recording | Region):
            self._playing.set_target("recording")
        elif isinstance(item, Take):
            self._playing.set_target("take")
        elif item is not None:
            self._playing.set_target("continuation")

    def _activate(self, item_id: str) -> None:
        self._choose(item_id)
        if not isinstance(self._item(item_id), Region):  # see `RegionPresenter`
            self._playing.play_target()

    def _ask_export(self, item_id: str) -> None:
        item = self._item(item_id)
        if isinstance(item, Take):
            self.export_asked.emit(item)

    def _reveal(self, item_id: str) -> None:
        folder, item = self._controllers.project.folder, self._item(item_id)
        if folder is None or item is None or isinstance(item, Region):
            return
        path: Path
        if isinstance(item, ModelEntry):
            path = folder.model_path(item.id)
        else:
            path = folder.file_path(item.file).parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
