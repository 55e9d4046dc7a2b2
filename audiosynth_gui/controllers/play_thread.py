"""The thread that fetches sound and hands it to the output, ahead of the listener.

It is not the sound card's thread: the output's ring buffer lies between the two, and only
compiled code runs on the other side.
"""

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.background import unexpected_message
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.playables import Origin, Playable
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output
from audiosynth_gui.project.documents import Take

RING_SECONDS = 0.15
"""How far ahead sound is made: covers a pause of the window, and knobs are heard within 200 ms."""

DRAIN_SECONDS = 0.01

OpenOutput = Callable[[OutputDevice | None, int, int, float], Output]
"""Device or None for the default, sample rate, channels, seconds of ring buffer."""


@dataclass(frozen=True)
class PlayOrder:
    """What to play, and where.

    Attributes:
        origin: what it is.
        open: makes the playable; called in the play thread, may take long.
        device: where to, None for the system's default.
    """

    origin: Origin
    open: Callable[[], Playable]
    device: OutputDevice | None


@dataclass(frozen=True)
class PlayBegun:
    """An order is about to sound.

    Attributes:
        origin: what it is.
        sample_rate, channels: of its blocks.
    """

    origin: Origin
    sample_rate: int
    channels: int


@dataclass(frozen=True)
class PlayEnded:
    """An order is over.

    Attributes:
        origin: what it was.
        take: what was kept of it, if anything.
    """

    origin: Origin
    take: Take | None


class PlayThread(QThread):
    """Plays one order after another; lives as long as the window.

    Attributes:
        output: what plays now; read by the window for level and position, None while silent.

    Signals:
        begun(PlayBegun), ended(PlayEnded): around every order.
        failed(Message): what went wrong in one; `ended` comes all the same.
        errand_done(object): what an errand gave.
    """

    errand_done = Signal(object)
    begun = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, open_output: OpenOutput, parent: QObject | None = None) -> None:
        """Start the thread, which sleeps until there is an order. GUI thread."""
        super().__init__(parent)
        self._open_output = open_output
        self._changed = threading.Condition()
        self._order: PlayOrder | None = None
        self._errands: list[Callable[[], object]] = []
        self._is_closing = False
        self._stop = threading.Event()
        self._fresh: list[Samples] = []
        self._fresh_of: Origin | None = None
        self.output: Output | None = None
        self.start(QThread.Priority.HighPriority)

    def play(self, order: PlayOrder) -> None:
        """Stop what plays and play this. Returns at once. GUI thread."""
        with self._changed:
            self._order = order
            self._silence()
            self._changed.notify()

    def stop_playing(self) -> None:
        """Be silent within 50 ms and end the order. Returns at once. GUI thread."""
        with self._changed:
            self._order = None
            self._silence()

    def run_errand(self, errand: Callable[[], object]) -> None:
        """Call `errand` in this thread once nothing plays: the sound system wants one thread.

        Returns at once. GUI thread.
        """
        with self._changed:
            self._errands.append(errand)
            self._changed.notify()

    def take_blocks(self, origin: Origin) -> list[Samples]:
        """Give the blocks of `origin` handed to the output since the last call. GUI thread."""
        with self._changed:
            if self._fresh_of is not origin:
                return []
            fresh, self._fresh = self._fresh, []
        return fresh

    def close(self) -> None:
        """Stop, keep the take, end the thread and wait for it. GUI thread."""
        with self._changed:
            self._order = None
            self._is_closing = True
            self._silence()
            self._changed.notify()
        self.wait()

    def run(self) -> None:
        """Play orders until closed. Called by Qt in the play thread."""
        while True:
            with self._changed:
                while self._order is None and not self._errands and not self._is_closing:
                    self._changed.wait()
                order, self._order = self._order, None
                errands, self._errands = self._errands, []
                if order is None and self._is_closing:
                    return
                self._stop.clear()
            for errand in errands:
                self._do(errand)
            if order is not None:
                self._play(order)

    def _do(self, errand: Callable[[], object]) -> None:
        try:
            self.errand_done.emit(errand())
        except AudioSynthError as error:
            self.failed.emit(Message.from_error(error))
        except Exception:
            # The thread's outermost frame, see BackgroundTask.run.
            self.failed.emit(unexpected_message(traceback.format_exc()))

    def _silence(self) -> None:
        """Stop the running order. Holding `_changed`."""
        self._stop.set()
        if self.output is not None:
            self.output.stop()

    def _play(self, order: PlayOrder) -> None:
        take: Take | None = None
        try:
            playable = order.open()
            try:
                self._sound(order, playable)
            finally:
                take = playable.end()
        except AudioSynthError as error:
            self.failed.emit(Message.from_error(error))
        except Exception:
            # The thread's outermost frame, see BackgroundTask.run.
            self.failed.emit(unexpected_message(traceback.format_exc()))
        self.ended.emit(PlayEnded(order.origin, take))

    def _sound(self, order: PlayOrder, playable: Playable) -> None:
        output = self._open_output(
            order.device, playable.sample_rate, playable.channels, RING_SECONDS
        )
        try:
            with self._changed:
                self.output = output
                self._fresh, self._fresh_of = [], order.origin
            self.begun.emit(PlayBegun(order.origin, playable.sample_rate, playable.channels))
            for block in playable.blocks():
                if self._stop.is_set():
                    return
                output.write(block)
                with self._changed:
                    self._fresh.append(block)
            while output.buffered_frames > 0 and not self._stop.wait(DRAIN_SECONDS):
                continue
            self._stop.wait(output.latency_seconds)  # what the device still holds
        finally:
            with self._changed:
                self.output = None
            output.close()
