"""The ring that nobody hears: it keeps time where there is no device."""

import time
from collections.abc import Callable

import numpy as np

from audiosynth_gui.audio.buffer import Samples

Clock = Callable[[], float]
"""Gives the seconds since some moment, never going back (as `time.perf_counter`)."""


class SilentRing:
    """A `DeviceRing` (see there) whose frames vanish at the speed of time."""

    latency_seconds = 0.0
    is_alive = True
    late_blocks = 0

    def __init__(
        self,
        sample_rate: int,
        channels: int,
        capacity_frames: int,
        clock: Clock = time.perf_counter,
    ) -> None:
        """Start empty.

        Args:
            sample_rate: in hertz.
            channels: 1 or more.
            capacity_frames: size of the ring.
            clock: what time it is.
        """
        self.sample_rate = sample_rate
        self.channels = channels
        self.capacity_frames = capacity_frames
        self._clock = clock
        self._waiting_frames = 0
        self._is_running = False
        self._taken_until = 0.0  # the moment up to which frames were taken
        self._is_dry = False
        self._silent_frames = 0

    @property
    def waiting_frames(self) -> int:
        """See `DeviceRing`."""
        self._take_due_frames()
        return self._waiting_frames

    @property
    def is_running(self) -> bool:
        """See `DeviceRing`."""
        self._take_due_frames()
        return self._is_running

    @property
    def silent_frames(self) -> int:
        """See `DeviceRing`."""
        return self._silent_frames

    def push(self, samples: Samples) -> int:
        """See `DeviceRing`."""
        frames = max(0, min(len(samples), self.capacity_frames - self.waiting_frames))
        self._waiting_frames += frames
        return frames

    def run(self) -> None:
        """See `DeviceRing`."""
        if self.is_running:
            return
        now = self._clock()
        if self._is_dry:
            self._silent_frames += round((now - self._taken_until) * self.sample_rate)
        self._is_dry = False
        self._taken_until = now
        self._is_running = True

    def peek(self) -> Samples:
        """See `DeviceRing`. Silence, since nobody would hear it."""
        return np.zeros((self.waiting_frames, self.channels), np.float32)

    def halt(self) -> Samples:
        """See `DeviceRing`."""
        rest = self.peek()
        self._waiting_frames = 0
        self._is_running = False
        self._is_dry = False
        return rest

    def close(self) -> None:
        """See `DeviceRing`."""
        self.halt()

    def abandon(self) -> None:
        """See `DeviceRing`."""
        self.halt()

    def _take_due_frames(self) -> None:
        if not self._is_running:
            return
        due = int((self._clock() - self._taken_until) * self.sample_rate)
        taken = min(due, self._waiting_frames)
        self._waiting_frames -= taken
        self._taken_until += taken / self.sample_rate
        if taken < due:
            self._is_running = False
            self._is_dry = True
