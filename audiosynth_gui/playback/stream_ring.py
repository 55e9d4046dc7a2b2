"""What the rings on a PortAudio stream have in common: the device's opening, life and end."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.device_ring import wait_until

_HALT_PATIENCE_SECONDS = 0.5
"""For how long, besides its latency, a halt waits for a device that does not react."""


@dataclass(frozen=True)
class RingRequest:
    """What is asked of a ring on a device.

    Attributes:
        device_index: PortAudio's number of the device; None for the system's default.
        sample_rate: in hertz, one that the device takes.
        channels: 1 or more, as many as the device has at most.
        capacity_frames: size of the ring.
        latency: what the device is asked for, in seconds, or "low" or "high".
    """

    device_index: int | None
    sample_rate: int
    channels: int
    capacity_frames: int
    latency: float | str


def views_in_circle(memory: Samples, first_frame: int, frames: int) -> list[Samples]:
    """Return two views that are a stretch of a circle of frames, in order; the second may be empty.

    Args:
        memory: float32 (frames, channels).
        first_frame: where it begins, counted on through every round.
        frames: how long it is, at most one round.
    """
    start = first_frame % len(memory)
    before_end = min(frames, len(memory) - start)
    return [memory[start : start + before_end], memory[: frames - before_end]]


def rtmixer_buffer(rtmixer: ModuleType, capacity_frames: int, channels: int) -> Any:
    """Make a ring buffer of the module `rtmixer` for float32 frames; it holds a power of two."""
    power_of_two = 1 << (capacity_frames - 1).bit_length()
    memory = np.zeros((power_of_two, channels), np.float32)
    return rtmixer.RingBuffer(memory.itemsize * channels, buffer=memory)


class StreamRing(ABC):
    """The part of a `DeviceRing` (see there) that any stream of sounddevice's kind serves."""

    def __init__(self, request: RingRequest) -> None:
        """Be ready for `_start`."""
        self.sample_rate = request.sample_rate
        self.channels = request.channels
        self.capacity_frames = request.capacity_frames
        self.latency_seconds = 0.0
        self._is_stuck = False

    @property
    def is_alive(self) -> bool:
        """See `DeviceRing`."""
        return bool(self._stream.active) and not self._is_stuck

    def peek(self) -> Samples:
        """See `DeviceRing`."""
        return np.concatenate(self._segments())

    def close(self) -> None:
        """See `DeviceRing`."""
        self._stream.stop()  # unlike `close`, lets the device play what it holds
        self._stream.close()

    def abandon(self) -> None:
        """See `DeviceRing`."""
        self._stream.close()

    def _start(self, stream: Any) -> None:
        """Start an open stream; one that does not start is closed."""
        self._stream = stream
        try:
            stream.start()
        except Exception:
            stream.close()
            raise
        self.latency_seconds = float(stream.latency)

    def _wait_for(self, condition: Callable[[], bool]) -> bool:
        """Wait as long as a device that is alive may need; returns whether it was in time."""
        return wait_until(condition, _HALT_PATIENCE_SECONDS + self.latency_seconds)

    @abstractmethod
    def _segments(self) -> list[Samples]:
        """Return writable views of what waits, in order; the device may take from it meanwhile."""
