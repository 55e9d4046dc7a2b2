"""An input that hears a tone at the speed of time."""

import time
from collections.abc import Sequence

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.devices import InputDevice
from tests.controllers.sounds import RATE


class ScriptedInput:
    """An `Input` of 8 kHz that hears a tone of amplitude `amplitude`; can be unplugged.

    Attributes:
        amplitude: of what is heard from now on; above 1 it is clipped.
        given: all that was read, in order.
        is_closed: it was let go of.
    """

    name = "Microphone"
    sample_rate = RATE
    latency_seconds = 0.01

    def __init__(self, channels: int) -> None:
        self.channels = channels
        self.overflows = 0
        self.problem: str | None = None
        self.amplitude = 0.5
        self.given: list[Samples] = []
        self.is_closed = False
        self._frames = 0
        self._began_at = time.perf_counter()

    def read(self) -> Samples:
        if self.problem is not None:
            return np.zeros((0, self.channels), np.float32)
        stop = int((time.perf_counter() - self._began_at) * RATE)
        phase = 2 * np.pi * 440.0 * np.arange(self._frames, stop) / RATE
        self._frames = stop
        sine = (self.amplitude * np.sin(phase)).astype(np.float32)
        block = np.repeat(sine[:, np.newaxis], self.channels, axis=1)
        self.given.append(block)
        return block

    def unplug(self) -> None:
        """Give no sound any more, and say so."""
        self.problem = "The microphone is gone. Connect it again."

    def close(self) -> None:
        self.is_closed = True


class ScriptedInputs:
    """Opens inputs, and remembers them.

    Attributes:
        opened: the inputs, in order.
        asked: device and channels of each.
        error: raised by the next opening, if any.
    """

    def __init__(self) -> None:
        self.opened: list[ScriptedInput] = []
        self.asked: list[tuple[InputDevice | None, tuple[int, ...]]] = []
        self.error: Exception | None = None

    def __call__(
        self, device: InputDevice | None, channels: Sequence[int], _rate: int | None
    ) -> ScriptedInput:
        if self.error is not None:
            raise self.error
        self.asked.append((device, tuple(channels)))
        self.opened.append(ScriptedInput(len(channels)))
        return self.opened[-1]
