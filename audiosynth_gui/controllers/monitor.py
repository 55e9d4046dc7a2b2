"""Hearing the input while it is recorded."""

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.play_thread import OpenOutput
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output

MONITOR_RING_SECONDS = 0.07
"""Half of it waits when the input is heard; the rest takes up the blocks of 20 ms that come in."""


class Monitor:
    """Passes blocks of the input on to an output, opened when the first one comes. One thread."""

    def __init__(self, open_output: OpenOutput, device: OutputDevice | None) -> None:
        """Be silent; `device` is None for the system's default."""
        self._open_output = open_output
        self._device = device
        self._output: Output | None = None

    def hear(self, samples: Samples, sample_rate: int) -> None:
        """Let a block be heard as soon as possible; what does not fit is left out.

        Args:
            samples: float32, shape (frames, channels).
            sample_rate: in hertz; the same in every call until `close`.
        """
        if self._output is None:
            self._output = self._open_output(
                self._device, sample_rate, samples.shape[1], MONITOR_RING_SECONDS
            )
        self._output.write(samples[: self._output.free_frames])

    def close(self) -> None:
        """Be silent and let go of the output; a second call does nothing."""
        output, self._output = self._output, None
        if output is not None:
            output.close()
