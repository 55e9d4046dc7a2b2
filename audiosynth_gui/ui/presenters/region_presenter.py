"""Joins the regions in the library and in the strip to the project; gains and order too."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.project import edits
from audiosynth_gui.project.documents import ProjectDocument
from audiosynth_gui.project.region_edits import (
    add_region,
    change_region,
    make_region,
    move_region,
    regions_of,
)
from audiosynth_gui.project.regions import Region, RegionColour, RegionKind
from audiosynth_gui.ui.panels.library import LibraryPanel
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.region_looks import kind_word
from audiosynth_gui.ui.views.sound_view import SoundView

Stretch = tuple[str, int, int, str]
"""Id of a recording, first frame, the one behind the last, and a name."""


@dataclass(frozen=True)
class _Wish:
    """A region that is to be shown as soon as its recording is.

    Attributes:
        region: which.
        is_played: whether it is marked and played, too.
    """

    region: Region
    is_played: bool


class RegionPresenter(QObject):
    """Shows the regions of the chosen recording, and does what is asked with them.

    A region chosen in the library comes into view, framed; one for a prompt is marked, and so is
    what the next continuation goes on from. A double click marks any region and plays it.

    Signals:
        told(Message): why a region cannot be added.
    """

    told = Signal(object)

    def __init__(
        self,
        controllers: Controllers,
        library: LibraryPanel,
        view: SoundView,
        playing: PlayPresenter,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(view)
        self._controllers = controllers
        self._library = library
        self._view = view
        self._playing = playing
        self._wish: _Wish | None = None
        project, sound = controllers.project, controllers.recording_sound
        project.document_changed.connect(self._show)
        controllers.choice.recording_chosen.connect(self._show)
        sound.sound_opened.connect(self._fulfil)
        library.item_chosen.connect(lambda item_id: self._wish_for(item_id, is_played=False))
        library.item_activated.connect(lambda item_id: self._wish_for(item_id, is_played=True))
        library.kind_asked.connect(self._change_kind)
        library.colour_asked.connect(self._change_colour)
        library.move_asked.connect(
            lambda item_id, place: project.edit(lambda old: edits.move_item(old, item_id, place))
        )
        library.gain_asked.connect(
            lambda item_id, gain: project.edit(lambda old: edits.set_gain(old, item_id, gain))
        )
        view.regions.region_moved.connect(self._move)
        library.item_chosen.connect(view.regions.show_chosen)
        view.regions.region_clicked.connect(library.mark)
        view.regions.region_clicked.connect(view.regions.show_chosen)
        view.regions.menu_asked.connect(library.open_menu)
        project.told.connect(self._show)  # perhaps a move was refused

    def add_from_selection(self, kind: RegionKind) -> None:
        """Make what is marked in the recording a region of this kind."""
        recording, span = self._controllers.choice.recording, self._view.timeline.selection
        if recording is None or span is None or span.duration_seconds <= 0:
            self.told.emit(Message(
                "note", self.tr("Nothing is selected in a recording."),
                self.tr("Drag over the stretch first, then add it."),
            ))  # fmt: skip
            return
        try:
            region = make_region(
                recording, kind, span.start_seconds, span.stop_seconds, kind_word(kind)
            )
        except AudioSynthError as error:
            self.told.emit(Message.from_exception(error))
            return
        self._controllers.project.edit(lambda document: add_region(document, region))

    def leave_out(self, stretches: Sequence[Stretch]) -> None:
        """Make stretches regions that are left out, as one edit."""

        def add_all(document: ProjectDocument) -> ProjectDocument:
            for recording_id, start, stop, name in stretches:
                recording = edits.find_recording(document, recording_id)
                rate = recording.sample_rate
                region = make_region(recording, "leave-out", start / rate, stop / rate, name)
                document = add_region(document, region)
            return document

        one, more = self.tr("Leave out a stretch"), self.tr("Leave out {0} stretches")
        name = one if len(stretches) == 1 else more.format(len(stretches))
        self._controllers.project.edit(add_all, name)

    def _change_kind(self, region_id: str, kind: RegionKind) -> None:
        def change(document: ProjectDocument) -> ProjectDocument:
            return change_region(document, region_id, kind=kind)

        self._controllers.project.edit(change)

    def _change_colour(self, region_id: str, colour: RegionColour) -> None:
        def change(document: ProjectDocument) -> ProjectDocument:
            return change_region(document, region_id, colour=colour)

        self._controllers.project.edit(change)

    def _move(self, region_id: str, start_seconds: float, stop_seconds: float) -> None:
        def change(document: ProjectDocument) -> ProjectDocument:
            return move_region(document, region_id, start_seconds, stop_seconds)

        self._controllers.project.edit(change)

    def _show(self) -> None:
        document, recording = self._controllers.project.document, self._controllers.choice.recording
        if document is None or recording is None:
            self._view.regions.show_regions((), 1)
        else:
            shown = regions_of(document, recording.id)
            self._view.regions.show_regions(shown, recording.sample_rate)

    def _wish_for(self, item_id: str, is_played: bool) -> None:
        document = self._controllers.project.document
        found = [one for one in document.regions if one.id == item_id] if document else []
        self._wish = _Wish(found[0], is_played) if found else None
        self._fulfil()

    def _fulfil(self) -> None:
        """Show the region that was asked for, once the sound of its recording is there."""
        wish, sound = self._wish, self._controllers.recording_sound.sound
        if wish is None or sound is None or sound.item.id != wish.region.recording_id:
            return
        self._wish = None
        region, rate, timeline = wish.region, sound.sample_rate, self._view.timeline
        span = TimeSpan(region.start_frame / rate, region.stop_frame / rate)
        if wish.is_played or region.kind == "prompt":
            timeline.select(span)
        timeline.reveal(span.start_seconds)
        if wish.is_played:
            self._playing.play_recording()
