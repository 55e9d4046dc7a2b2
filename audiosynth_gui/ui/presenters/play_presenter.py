"""Decides what Play plays, and shows where it is."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.play_thread import PlayBegun
from audiosynth_gui.controllers.playables import SoundKind
from audiosynth_gui.controllers.prompt import Prompt, resolve_prompt
from audiosynth_gui.project.documents import Item
from audiosynth_gui.ui.panels.generation import GenerationPanel, PromptWords
from audiosynth_gui.ui.panels.take_panel import TakePanel
from audiosynth_gui.ui.panels.transport import Transport
from audiosynth_gui.ui.presenters.file_player import FilePlayer
from audiosynth_gui.ui.presenters.take_words import take_words
from audiosynth_gui.ui.views.sound_view import SoundView


class PlayPresenter(QObject):
    """Joins the play controller to the views, the generation panel and the transport.

    What Space plays is what was touched last: a recording, a take, or else a continuation; and
    the recording where there is no model yet.

    Attributes:
        target: what Play would play.
        files: plays recordings and takes.

    Signals:
        told(Message): why nothing can be played.
        target_changed(): something else was touched last.
    """

    told = Signal(object)
    target_changed = Signal()

    def __init__(
        self,
        controllers: Controllers,
        recording_view: SoundView,
        take_panel: TakePanel,
        generation: GenerationPanel,
        transport: Transport,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(recording_view)
        self._controllers = controllers
        self._recording_view = recording_view
        self._take_panel = take_panel
        self._generation = generation
        self._transport = transport
        self._plays_next_project = False
        self.files = FilePlayer(controllers, recording_view, take_panel)
        self.target: SoundKind = "continuation"
        play = controllers.play
        controllers.project.document_changed.connect(self._play_opened)
        play.state_changed.connect(self._show_state)
        play.position_moved.connect(self._show_position)
        play.take_begun.connect(self._begin_take)
        play.blocks_played.connect(take_panel.grow_live)
        controllers.choice.recording_chosen.connect(self._show_prompt)
        controllers.choice.recording_chosen.connect(self._show_origin)
        controllers.choice.take_chosen.connect(self._show_origin)
        controllers.choice.model_chosen.connect(self._show_origin)
        controllers.recording_sound.sound_opened.connect(self._show_prompt)
        recording_view.timeline.selection_changed.connect(self._show_prompt)
        generation.prompt_length_changed.connect(self._show_prompt)
        generation.play_asked.connect(self.play_or_stop_continuation)
        generation.model_chosen.connect(controllers.choice.choose)
        transport.play_clicked.connect(self.play_or_stop)
        transport.back_clicked.connect(self.back_to_beginning)
        take_panel.recall_clicked.connect(self._recall)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)
        self._show_state()
        self._show_prompt()

    def play_or_stop(self) -> None:
        """Stop what sounds; else play what was touched last."""
        if self._controllers.play.state != "stopped":
            self._controllers.play.stop()
        else:
            self.play_target()

    def play_target(self) -> None:
        """Play what was touched last, in place of what sounds."""
        ways = {"recording": self.play_recording, "take": self.play_take}
        ways.get(self._playable(), self.play_continuation)()

    def play_or_stop_continuation(self) -> None:
        """Stop the continuation that sounds; else make one, whatever else sounds."""
        play = self._controllers.play
        is_making = play.origin is not None and play.origin.kind == "continuation"
        if play.state != "stopped" and is_making:
            play.stop()
        else:
            self.play_continuation()

    def play_continuation(self) -> None:
        """Make a continuation as the generation panel says."""
        folder = self._controllers.project.folder
        request = self._generation.request()
        if folder is None or request is None:
            self.told.emit(Message(
                "note", self.tr("There is no model to play on with yet."),
                self.tr("Train one first: it takes a few minutes."),
            ))  # fmt: skip
            return
        self._controllers.play.play_continuation(folder, request)

    def play_recording(self) -> None:
        """Play the chosen recording: its loop or selection, else from the cursor."""
        self.files.play("recording")

    def play_take(self) -> None:
        """Play the chosen take: its loop or selection, else from the cursor."""
        self.files.play("take")

    def play_demo(self) -> None:
        """Open the demo project and let it sound as soon as it is there."""
        self._plays_next_project = True
        self._controllers.project.open_demo()

    def back_to_beginning(self) -> None:
        """Put the cursor at the beginning, and play on from there if it plays a file."""
        self.go_to(0.0)

    def go_to(self, seconds: float) -> None:
        """Put the cursor of the view touched last, and play on from there if that plays."""
        kind: SoundKind = "take" if self.target == "take" else "recording"
        view = self._take_panel.view if kind == "take" else self._recording_view
        view.timeline.put_cursor(seconds)
        if self.files.is_sounding(kind):
            self.files.play_from(kind, view.timeline.cursor_seconds)

    def set_target(self, target: SoundKind) -> None:
        """Say what was touched last."""
        is_other = target != self.target
        self.target = target
        self._show_state()
        if is_other:
            self.target_changed.emit()

    def prompt(self) -> Prompt:
        """Give the prompt that a continuation would go on from."""
        recording, timeline = self._controllers.choice.recording, self._recording_view.timeline
        return resolve_prompt(
            None if recording is None else recording.id,
            0.0 if recording is None else recording.frames / recording.sample_rate,
            timeline.selection,
            timeline.cursor_seconds,
            self._generation.prompt_knob.value(),
        )

    def _play_opened(self) -> None:
        document = self._controllers.project.document
        if self._plays_next_project and document is not None and document.models:
            self._plays_next_project = False
            QTimer.singleShot(0, self.play_continuation)  # once every panel shows the project

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None:
            return
        for widget, target in (
            (self._recording_view, "recording"),
            (self._take_panel, "take"),
            (self._generation, "continuation"),
        ):
            if widget.isAncestorOf(now):
                self.set_target(target)  # type: ignore[arg-type]  # each is a SoundKind

    def _show_prompt(self) -> None:
        recording = self._controllers.choice.recording
        name = None if recording is None else recording.name
        prompt = self.prompt()
        self._generation.show_prompt(PromptWords(name, prompt))
        self._recording_view.timeline.show_prompt(prompt.span if recording else None)

    def _begin_take(self, begun: PlayBegun) -> None:
        recording = self._controllers.choice.recording
        name = "" if recording is None else self.tr("from “{0}”").format(recording.name)
        self._take_panel.begin_live(begun, name)

    def _show_state(self) -> None:
        play, choice = self._controllers.play, self._controllers.choice
        if play.state == "stopped":
            self._recording_view.timeline.move_playhead(None)
            self._take_panel.view.timeline.move_playhead(None)
            if self._take_panel.live is not None:
                self._take_panel.end_live()
                # The kept take is still being opened; its live picture stays until then.
                if self._controllers.take_sound.sound is not None:
                    self._take_panel.show_sound(self._controllers.take_sound.sound)
                document = self._controllers.project.document
                self._take_panel.show_take(choice.take, take_words(choice.take, document))
        self._show_origin()

    def _playable(self) -> SoundKind:
        """Give what was touched last if it is there, else what is."""
        choice = self._controllers.choice
        is_there = {
            "recording": choice.recording is not None, "take": choice.take is not None,
            "continuation": choice.model is not None,
        }  # fmt: skip
        kinds: tuple[SoundKind, ...] = (self.target, "continuation", "recording")
        return next((kind for kind in kinds if is_there[kind]), "continuation")

    def _show_origin(self) -> None:
        """Name what sounds, else what Play would play."""
        play, choice = self._controllers.play, self._controllers.choice
        named: Item | None = None
        if play.state == "stopped" or play.origin is None:
            playable = self._playable()
            if playable == "continuation" and choice.model is None:
                self._transport.show_origin("")
                return
            chosen = {"recording": choice.recording, "take": choice.take, "continuation": None}
            named = chosen[playable]
        elif play.origin.kind != "continuation":
            document, item_id = self._controllers.project.document, play.origin.item_id
            items = document.items() if document else ()
            named = next((item for item in items if item.id == item_id), None)
            if named is None:
                return  # it was taken out of the project, and sounds on
        self._transport.show_origin(named.name if named else self.tr("Continuation"))

    def _show_position(self) -> None:
        play, choice = self._controllers.play, self._controllers.choice
        if play.origin is None:
            return
        seconds = play.position_seconds if play.state == "playing" else None
        is_recording = play.origin.kind == "recording"
        view = self._recording_view if is_recording else self._take_panel.view
        shown = choice.recording if is_recording else choice.take
        is_live = play.origin.kind == "continuation"
        if is_live or (shown is not None and play.origin.item_id == shown.id):
            view.timeline.move_playhead(seconds)

    def _recall(self) -> None:
        take = self._controllers.choice.take
        if take is None:
            return
        recipe = take.recipe
        if recipe.recording_id is not None:
            self._controllers.choice.choose(recipe.recording_id)
            self._recording_view.timeline.put_cursor(recipe.at_seconds)
        self._generation.recall(recipe)
