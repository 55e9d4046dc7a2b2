"""The thread that fetches sound and hands it to the output, ahead of the listener.

It is not the sound card's thread: the output's ring buffer lies between the two, and only
compiled code runs on the other side.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.playables import Origin, Playable
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output
from audiosynth_gui.priority import put_music_first
from audiosynth_gui.project.documents import Take

RING_SECONDS = 0.15
"""How far ahead sound is made: covers a pause of the window, and knobs are heard within 200 ms."""

IDLE_SECONDS = 20.0
"""For how long a device is kept open after playing: the next Play then sounds at once."""

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
        note: what the musician should know about it; may be empty.
    """

    origin: Origin
    sample_rate: int
    channels: int
    note: str


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

    begun = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    errand_done = Signal(object)

    def __init__(self, open_output: OpenOutput, parent: QObject | None = None) -> None:
        """Start the thread, which sleeps until there is an order. GUI thread."""
        super().__init__(parent)
        self._outputs = _OutputKeeper(open_output)
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
        """Stop what plays and play this. Returns within 50 ms. GUI thread."""
        with self._changed:
            self._order = order
            self._silence()
            self._changed.notify()

    def stop_playing(self) -> None:
        """Be silent within 50 ms and end the order. Returns within 50 ms. GUI thread."""
        with self._changed:
            waiting, self._order = self._order, None
            self._silence()
        if waiting is not None:  # it never began, so the thread will not speak of its end
            self.ended.emit(PlayEnded(waiting.origin, None))

    def run_errand(self, errand: Callable[[], object]) -> None:
        """Call `errand` in this thread, with no device open: the sound system wants one thread.

        Waits until nothing plays; returns at once. GUI thread.
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
        put_music_first()
        try:
            while self._do_next():
                pass
        finally:
            self._outputs.close()

    def _do_next(self) -> bool:
        """Wait for something to do and do it; give whether to go on."""
        with self._changed:
            if not (self._order or self._errands or self._is_closing):
                self._changed.wait(IDLE_SECONDS)
            order, self._order = self._order, None
            errands, self._errands = self._errands, []
            if order is None and self._is_closing:
                return False
            self._stop.clear()
        if order is None:
            self._outputs.close()
        for errand in errands:
            self._outputs.close()
            self._do(errand)
        if order is not None:
            self._play(order)
        return True

    def _silence(self) -> None:
        """Stop the running order. Holding `_changed`."""
        self._stop.set()
        if self.output is not None:
            self.output.stop()

    def _do(self, errand: Callable[[], object]) -> None:
        try:
            self.errand_done.emit(errand())
        except Exception as exception:
            self.failed.emit(Message.from_exception(exception))

    def _play(self, order: PlayOrder) -> None:
        take: Take | None = None
        try:
            playable = order.open()
            try:
                self._sound(order, playable)
            finally:
                take = playable.end()
        except Exception as exception:
            self.failed.emit(Message.from_exception(exception))
        self.ended.emit(PlayEnded(order.origin, take))

    def _sound(self, order: PlayOrder, playable: Playable) -> None:
        output = self._outputs.ready_for(order.device, playable.sample_rate, playable.channels)
        try:
            with self._changed:
                if self._stop.is_set():
                    return
                self.output = output
                self._fresh, self._fresh_of = [], order.origin
            self.begun.emit(
                PlayBegun(order.origin, playable.sample_rate, playable.channels, playable.note)
            )
            for block in playable.blocks():
                with self._changed:
                    self._fresh.append(block)
                if not output.write(block):
                    return
            output.finish()
        finally:
            with self._changed:
                self.output = None


class _OutputKeeper:
    """Keeps a device open from one sound to the next. The play thread only."""

    def __init__(self, open_output: OpenOutput) -> None:
        self._open_output = open_output
        self._output: Output | None = None
        self._device: OutputDevice | None = None

    def ready_for(self, device: OutputDevice | None, sample_rate: int, channels: int) -> Output:
        """Give an output that waits for the first block of a sound."""
        output = self._output
        if (
            output is None
            or output.problem is not None  # perhaps it is there again
            or (self._device, output.sample_rate, output.channels)
            != (device, sample_rate, channels)
        ):
            self.close()
            output = self._open_output(device, sample_rate, channels, RING_SECONDS)
            self._output, self._device = output, device
        output.begin()
        return output

    def close(self) -> None:
        """Let go of the device."""
        if self._output is not None:
            self._output.close()
            self._output = None
