"""Playing: recordings, takes and continuations; position, level and how well it goes."""

import time
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from audiosynth_gui.controllers.looping import LiveLoop, PlayPath
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.opened_sound import open_louder
from audiosynth_gui.controllers.play_health import PlayHealth
from audiosynth_gui.controllers.play_thread import PlayBegun, PlayEnded, PlayOrder, PlayThread
from audiosynth_gui.controllers.playables import (
    ContinuationPlayable,
    FilePlayable,
    LiveControls,
    OpenContinuation,
    Origin,
    Playable,
)
from audiosynth_gui.controllers.scrubbing import LiveScrub, ScrubPlayable
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.project.documents import Recording, Take
from audiosynth_gui.project.requests import DEFAULT_FREEDOM, ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder

POLL_MILLISECONDS = 33
State = Literal["stopped", "starting", "playing"]


class PlayController(QObject):
    """Plays one thing at a time. GUI thread.

    Attributes:
        state: "stopped", "starting" (opened, not yet sounding) or "playing".
        origin: what plays or played last, or None.
        position_seconds: place of what is heard now in the recording or take.
        health: how it goes.
        controls: the knobs of a continuation, heard within 200 ms.
        device: where to play, None for the system's default; used from the next Play on.

    Signals:
        state_changed(): state or origin is another.
        position_moved(): position_seconds is another (about 30 times a second).
        level_measured(tuple[float, ...], float): peaks of each channel, and seconds since before.
        health_changed(): health is another.
        take_begun(PlayBegun): a continuation begins to sound.
        blocks_played(list[Samples]): what it has grown by (at most 30 times a second).
        take_kept(Take): it was stopped, and is in the project.
        told(Message): something the musician should read.
    """

    state_changed = Signal()
    position_moved = Signal()
    level_measured = Signal(object, float)
    health_changed = Signal()
    take_begun = Signal(object)
    blocks_played = Signal(object)
    take_kept = Signal(object)
    told = Signal(object)

    def __init__(
        self,
        thread: PlayThread,
        open_continuation: OpenContinuation,
        parent: QObject | None = None,
    ) -> None:
        """Play in `thread`."""
        super().__init__(parent)
        self._open_continuation = open_continuation
        self.state: State = "stopped"
        self.origin: Origin | None = None
        self.position_seconds = 0.0
        self.health = PlayHealth()
        self.controls = LiveControls(temperature=1.0, top_p=1.0, freedom=DEFAULT_FREEDOM)
        self.device: OutputDevice | None = None
        self._place_seconds: Callable[[float], float] = PlayPath(0.0).place_seconds
        self._loop = LiveLoop()
        self._scrub: LiveScrub | None = None
        self._scrub_origin: Origin | None = None
        self._polled_at = 0.0
        self._noted_items: set[str] = set()
        self._thread = thread
        self._thread.begun.connect(self._begin)
        self._thread.ended.connect(self._end)
        self._thread.failed.connect(self.told)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    def play_recording(
        self,
        folder: ProjectFolder,
        recording: Recording,
        start_seconds: float = 0.0,
        stop_seconds: float | None = None,
        loop: TimeSpan | None = None,
    ) -> None:
        """Play a recording from a place, to another or to its end.

        A `loop` that ends ahead of the start is repeated until stopped; see `set_loop`.
        """
        self._play_file(folder, recording, start_seconds, stop_seconds, loop)

    def play_take(
        self,
        folder: ProjectFolder,
        take: Take,
        start_seconds: float = 0.0,
        stop_seconds: float | None = None,
        loop: TimeSpan | None = None,
    ) -> None:
        """Play a take as `play_recording` plays a recording."""
        self._play_file(folder, take, start_seconds, stop_seconds, loop)

    def set_loop(self, span: TimeSpan | None) -> None:
        """Loop another stretch of the file that sounds, from the next block on; None plays on."""
        self._loop.span = span

    def scrub(self, folder: ProjectFolder, item: Recording | Take, seconds: float) -> None:
        """Sound grains of a recording or take at a place, until `stop`; call as that moves."""
        if self._scrub is not None and self.origin is self._scrub_origin:
            self._scrub.seconds = seconds
            return
        live = LiveScrub(seconds)

        def open_it() -> Playable:
            return ScrubPlayable(open_louder(folder, item), live)

        self._scrub = live
        self._scrub_origin = Origin.of(item, seconds)
        self._place_seconds, self._loop = (lambda _heard: live.seconds), LiveLoop()
        self._play(self._scrub_origin, open_it)

    def end_scrub(self) -> None:
        """Let the last grain fade; nothing happens when something else sounds."""
        if self._scrub is not None:
            self._scrub.is_over = True
            self._scrub = None

    def play_continuation(self, folder: ProjectFolder, request: ContinuationRequest) -> None:
        """Make and play a continuation until stopped; then it is kept as a take."""
        self.controls.temperature, self.controls.top_p = request.temperature, request.top_p
        self.controls.freedom = request.freedom

        def open_it() -> Playable:
            continuation = self._open_continuation(folder, request)
            return ContinuationPlayable(folder, continuation, self.controls)

        self._place_seconds, self._loop = PlayPath(0.0).place_seconds, LiveLoop()
        self._play(Origin("continuation", request.model_id), open_it)

    def choose_device(self, device: OutputDevice | None) -> None:
        """Play to `device` from the next Play on; None is the system's default."""
        self.device = device

    def stop(self) -> None:
        """Be silent within 50 ms; a continuation is kept as a take."""
        self._thread.stop_playing()

    def forget(self) -> None:
        """Begin anew with another project: nothing has been played in it yet."""
        if self.state != "stopped":
            return  # it goes on sounding
        self.origin, self.position_seconds, self.health = None, 0.0, PlayHealth()
        self.state_changed.emit()
        self.position_moved.emit()
        self.health_changed.emit()

    def close(self) -> None:
        """Stop, keep what sounds, and end the play thread. Blocks."""
        self._timer.stop()
        self._thread.close()

    def _play_file(
        self,
        folder: ProjectFolder,
        item: Recording | Take,
        start_seconds: float,
        stop_seconds: float | None,
        loop: TimeSpan | None,
    ) -> None:
        path, live_loop = PlayPath(start_seconds), LiveLoop(loop)

        def open_it() -> Playable:
            source = open_louder(folder, item)
            return FilePlayable(source, start_seconds, stop_seconds, live_loop, path)

        self._place_seconds, self._loop = path.place_seconds, live_loop
        self._play(Origin.of(item, start_seconds), open_it)

    def _play(self, origin: Origin, open_it: Callable[[], Playable]) -> None:
        self.origin = origin
        self.position_seconds = origin.start_seconds
        self._set_state("starting")
        self.position_moved.emit()
        self._thread.play(PlayOrder(origin, open_it, self.device))

    def _begin(self, begun: PlayBegun) -> None:
        if begun.origin is not self.origin:
            return  # something else was asked for meanwhile
        if begun.origin.kind == "continuation":
            self.take_begun.emit(begun)
        if begun.note and begun.origin.item_id not in self._noted_items:
            self._noted_items.add(begun.origin.item_id)
            self.told.emit(Message("note", begun.note))
        self._polled_at = time.monotonic()
        self._timer.start()
        self._set_state("playing")

    def _end(self, ended: PlayEnded) -> None:
        if ended.take is not None:
            self._draw_fresh(ended.origin)
            self.take_kept.emit(ended.take)
        if ended.origin is not self.origin:
            return
        self._timer.stop()
        self.level_measured.emit((0.0,), 60.0)
        self._set_state("stopped")

    def _poll(self) -> None:
        output = self._thread.output
        if output is None or self.origin is None:
            return
        self._draw_fresh(self.origin)
        now = time.monotonic()
        heard_seconds = output.played_frames / output.sample_rate
        position = self._place_seconds(max(0.0, heard_seconds))
        if position != self.position_seconds:
            self.position_seconds = position
            self.position_moved.emit()
        self.level_measured.emit(output.level().peak, now - self._polled_at)
        self._polled_at = now
        health = PlayHealth.of(output)
        if health != self.health:
            if health.problem and health.problem != self.health.problem:
                self.told.emit(Message("warning", health.problem))
            self.health = health
            self.health_changed.emit()

    def _draw_fresh(self, origin: Origin) -> None:
        blocks = self._thread.take_blocks(origin)
        if blocks and origin.kind == "continuation":
            self.blocks_played.emit(blocks)

    def _set_state(self, state: State) -> None:
        self.state = state
        self.state_changed.emit()
