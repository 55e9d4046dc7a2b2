"""Plays the recording and the take that the views show: from where, to where, around what."""

from PySide6.QtCore import QObject

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.playables import SoundKind
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.ui.panels.take_panel import TakePanel
from audiosynth_gui.ui.views.sound_view import SoundView
from audiosynth_gui.ui.views.timeline import Timeline

PRE_ROLL_SECONDS = 2.0


class FilePlayer(QObject):
    """Joins the views to the play controller, as far as files sound. GUI thread.

    Attributes:
        plays_pre_roll: whether a selection is played with the two seconds before it.
    """

    def __init__(
        self, controllers: Controllers, recording_view: SoundView, take_panel: TakePanel
    ) -> None:
        """Listen to both views."""
        super().__init__(recording_view)
        self._controllers = controllers
        self._take_panel = take_panel
        self._views: dict[SoundKind, SoundView] = {
            "recording": recording_view, "take": take_panel.view,
        }  # fmt: skip
        self.plays_pre_roll = False
        for kind, view in self._views.items():
            timeline = view.timeline
            timeline.play_asked.connect(lambda seconds, k=kind: self.play_from(k, seconds))
            timeline.scrubbed.connect(lambda seconds, k=kind: self._scrub(k, seconds))
            timeline.scrub_ended.connect(controllers.play.end_scrub)
            timeline.loop.changed.connect(lambda k=kind: self._loop(k))

    def play(self, kind: SoundKind) -> None:
        """Play what the view shows; see `stretch_to_play`."""
        start, stop, loop = stretch_to_play(self._views[kind].timeline)
        if stop is not None and self.plays_pre_roll:
            start = max(0.0, start - PRE_ROLL_SECONDS)
        self._play(kind, start, None if loop else stop, loop)

    def play_from(self, kind: SoundKind, seconds: float) -> None:
        """Play on from a moment; a loop that ends later is repeated."""
        loop = self._views[kind].timeline.loop.playing_span
        self._play(kind, seconds, None, loop)

    def is_sounding(self, kind: SoundKind) -> bool:
        """Whether what the view shows is what sounds."""
        play, item = self._controllers.play, self._item(kind)
        if play.state == "stopped" or play.origin is None or item is None:
            return False
        return (play.origin.kind, play.origin.item_id) == (kind, item.id)

    def _item(self, kind: SoundKind) -> Recording | Take | None:
        """Give what the view shows; a take that is being made is no file yet."""
        choice = self._controllers.choice
        if kind == "recording":
            return choice.recording
        return choice.take if self._take_panel.live is None else None

    def _play(
        self, kind: SoundKind, start: float, stop: float | None, loop: TimeSpan | None
    ) -> None:
        folder, item = self._controllers.project.folder, self._item(kind)
        if folder is None or item is None:
            return
        self._views[kind].follower.begin()
        if isinstance(item, Recording):
            self._controllers.play.play_recording(folder, item, start, stop, loop)
        else:
            self._controllers.play.play_take(folder, item, start, stop, loop)

    def _scrub(self, kind: SoundKind, seconds: float) -> None:
        folder, item = self._controllers.project.folder, self._item(kind)
        if folder is not None and item is not None:
            # The view must not run away under the pointer.
            self._views[kind].follower.leave_alone()
            self._controllers.play.scrub(folder, item, seconds)

    def _loop(self, kind: SoundKind) -> None:
        if self.is_sounding(kind):
            self._controllers.play.set_loop(self._views[kind].timeline.loop.playing_span)


def stretch_to_play(timeline: Timeline) -> tuple[float, float | None, TimeSpan | None]:
    """Say from where to where Play plays, in seconds, and what it loops.

    It begins with the selection, else at the cursor, and a loop that is on is repeated once it is
    reached; from behind it Play goes to its start. The end is that of the selection, or None for
    the end of the sound. A selection beside the loop is played as it is.
    """
    selection, loop = timeline.selection, timeline.loop.playing_span
    if selection is not None and selection.duration_seconds > 0:
        start, stop = selection.start_seconds, selection.stop_seconds
        is_beside = loop is not None and (stop <= loop.start_seconds or start >= loop.stop_seconds)
        return start, stop, None if is_beside else loop
    start = timeline.cursor_seconds
    if loop is not None and start >= loop.stop_seconds:
        start = loop.start_seconds
    return (0.0 if start >= timeline.duration_seconds else start), None, loop
