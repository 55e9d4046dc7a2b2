"""Where recorded sound waits for the program: a ring buffer, filled by the device's clock."""

from collections.abc import Sequence
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.stream_ring import (
    RingRequest,
    StreamRing,
    rtmixer_buffer,
    views_in_circle,
)


class InputRing(Protocol):
    """A ring buffer with an input at its other end; frames and rate are the device's.

    One Python thread at a time may call it. No method waits for the device, except `close`.

    Attributes:
        sample_rate: the device's rate in hertz.
        latency_seconds: from the ear of the microphone to the ring.
    """

    sample_rate: int
    latency_seconds: float

    @property
    def is_alive(self) -> bool:
        """Whether the device still gives sound, as far as PortAudio knows."""

    @property
    def overflows(self) -> int:
        """How often sound was lost: the ring was full, or the device's own buffer was."""

    def pull(self) -> Samples:
        """Take all that waits, oldest first: float32 (frames, chosen channels), may be empty."""

    def close(self) -> None:
        """Let go of the device. Waits; for ever if it is dead."""

    def abandon(self) -> None:
        """Let go of a device that does not react. May wait for ever."""


class RtmixerInputRing(StreamRing):
    """An `InputRing` on PortAudio by way of rtmixer: compiled code fills it, Python may be busy.

    rtmixer ends its "record into ring buffer" action when the ring is full; that is an overflow,
    and the next `pull` begins another.
    """

    def __init__(self, rtmixer: ModuleType, request: RingRequest, chosen: Sequence[int]) -> None:
        """Open the device and start it.

        Args:
            rtmixer: the module.
            request: what is asked of it; `channels` is what is opened.
            chosen: the channels that are kept, counted from 1.

        Raises:
            sounddevice.PortAudioError: the device does not open.
        """
        super().__init__(request)
        self._chosen = tuple(chosen)
        self._ring = rtmixer_buffer(rtmixer, self.capacity_frames, len(chosen))
        self._recorder = rtmixer.Recorder(
            device=request.device_index,
            samplerate=request.sample_rate,
            channels=request.channels,
            latency=request.latency,
        )
        self._start(self._recorder)
        self._past_overflows = 0
        self._action: Any = self._record()

    @property
    def overflows(self) -> int:
        """See `InputRing`. Read while compiled code counts; a word is read whole."""
        return self._past_overflows + int(self._action.stats.input_overflows)

    def pull(self) -> Samples:
        """See `InputRing`."""
        was_full = self._action not in self._recorder.actions
        samples = self.peek()
        self._ring.advance_read_index(len(samples))
        if was_full and self.is_alive:
            self._past_overflows = self.overflows + 1
            self._action = self._record()
        return samples

    def _record(self) -> Any:
        return self._recorder.record_ringbuffer(self._ring, channels=list(self._chosen))

    def _segments(self) -> list[Samples]:
        _, *buffers = self._ring.get_read_buffers(self._ring.read_available)
        return [np.frombuffer(part, np.float32).reshape(-1, len(self._chosen)) for part in buffers]


class CallbackInputRing(StreamRing):
    """An `InputRing` that a Python callback fills: the way in where rtmixer does not load.

    The callback and the reading side share an array and two counters. Each counter is written by
    one side only, and after the frames it speaks of, so that no lock is needed in the callback.
    """

    def __init__(
        self, sounddevice: ModuleType, request: RingRequest, chosen: Sequence[int]
    ) -> None:
        """Open the device and start it; arguments and errors as of `RtmixerInputRing`."""
        super().__init__(request)
        self._picked = [channel - 1 for channel in chosen]
        self._memory = np.zeros((self.capacity_frames, len(chosen)), np.float32)
        self._taken_frames = 0  # written by the reading side
        self._given_frames = 0  # written by the callback, as the next one
        self._overflows = 0
        self._start(
            sounddevice.InputStream(
                device=request.device_index,
                samplerate=request.sample_rate,
                channels=request.channels,
                dtype="float32",
                latency="high",  # a callback in Python is late beside a busy program
                callback=self._take,
            )
        )

    @property
    def overflows(self) -> int:
        """See `InputRing`."""
        return self._overflows

    def pull(self) -> Samples:
        """See `InputRing`."""
        samples = self.peek()
        self._taken_frames += len(samples)
        return samples

    def _segments(self) -> list[Samples]:
        waiting = self._given_frames - self._taken_frames
        return views_in_circle(self._memory, self._taken_frames, waiting)

    def _take(self, indata: Samples, frames: int, _time: Any, status: Any) -> None:
        """Put away what the device gives. PortAudio's thread, holding the GIL."""
        free = self.capacity_frames - (self._given_frames - self._taken_frames)
        if status.input_overflow or free < frames:
            self._overflows += 1
        place = (self._given_frames + np.arange(min(frames, free))) % self.capacity_frames
        self._memory[place] = indata[: len(place), self._picked]
        self._given_frames += len(place)
