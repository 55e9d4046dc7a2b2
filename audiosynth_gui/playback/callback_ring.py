"""The ring that a Python callback empties: the way out where rtmixer does not load.

Measured on two cores beside a busy Python thread, such a callback is late dozens of times in 6 s
at any latency below 100 ms, where rtmixer never is. Hence it asks for a high latency.
"""

from types import ModuleType
from typing import Any

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.device_ring import fade_ahead
from audiosynth_gui.playback.stream_ring import RingRequest, StreamRing, views_in_circle

_LEAST_LATENCY_SECONDS = 0.1


class CallbackRing(StreamRing):
    """A `DeviceRing` (see there) on a plain sounddevice stream.

    The callback and the feeding side share an array and two counters. Each counter is written by
    one side only, and after the frames it speaks of, so that no lock is needed in the callback.
    """

    def __init__(self, sounddevice: ModuleType, request: RingRequest) -> None:
        """Open the device and start it; at least 0.1 s of latency is asked for in any case.

        Args:
            sounddevice: the module.
            request: what is asked of it.

        Raises:
            sounddevice.PortAudioError: the device does not open.
        """
        super().__init__(request)
        self._memory = np.zeros((self.capacity_frames, self.channels), np.float32)
        self._pushed_frames = 0  # written by the feeding side
        self._taken_frames = 0  # written by the callback
        self._is_running = False
        self._fills = 0  # callbacks so far; written by the callback
        self._late_blocks = 0
        self._silent_frames = 0
        self._dry_frames = 0  # silence since the ring was dry; counts once a run follows
        self._is_dry = False
        asked_latency = request.latency if isinstance(request.latency, float) else 0.0
        self._start(
            sounddevice.OutputStream(
                device=request.device_index,
                samplerate=request.sample_rate,
                channels=request.channels,
                dtype="float32",
                latency=max(asked_latency, _LEAST_LATENCY_SECONDS),
                callback=self._fill,
            )
        )

    @property
    def waiting_frames(self) -> int:
        """See `DeviceRing`."""
        return self._pushed_frames - self._taken_frames

    @property
    def is_running(self) -> bool:
        """See `DeviceRing`."""
        return self._is_running

    @property
    def late_blocks(self) -> int:
        """See `DeviceRing`."""
        return self._late_blocks

    @property
    def silent_frames(self) -> int:
        """See `DeviceRing`."""
        return self._silent_frames

    def push(self, samples: Samples) -> int:
        """See `DeviceRing`."""
        frames = max(0, min(len(samples), self.capacity_frames - self.waiting_frames))
        start = self._pushed_frames % self.capacity_frames
        first = min(frames, self.capacity_frames - start)
        self._memory[start : start + first] = samples[:first]
        self._memory[: frames - first] = samples[first:frames]
        self._pushed_frames += frames
        return frames

    def run(self) -> None:
        """See `DeviceRing`."""
        if self._is_running:
            return
        if self._is_dry:
            self._silent_frames += self._dry_frames
        self._is_dry = False
        self._is_running = True

    def halt(self) -> Samples:
        """See `DeviceRing`."""
        if self._is_running:
            rest, still_waiting = fade_ahead(self._segments, self.sample_rate)
            self._wait_for(lambda: self.waiting_frames <= still_waiting or not self._is_running)
            self._end_run()
        else:
            rest = self.peek()
        self._pushed_frames = self._taken_frames
        self._is_dry = False
        return rest

    def _end_run(self) -> None:
        """Have the callback take no more, and wait until the one under way is done."""
        self._is_running = False
        fills = self._fills
        self._is_stuck = not self._wait_for(lambda: self._fills != fills)

    def _segments(self) -> list[Samples]:
        return views_in_circle(self._memory, self._taken_frames, self.waiting_frames)

    def _fill(self, outdata: Samples, frames: int, _time: Any, status: Any) -> None:
        """Give the device what it asks for. PortAudio's thread, holding the GIL."""
        if self._is_running:
            self._fill_from_ring(outdata, frames, status)
        else:
            outdata.fill(0.0)
            self._dry_frames += frames
        self._fills += 1

    def _fill_from_ring(self, outdata: Samples, frames: int, status: Any) -> None:
        if status.output_underflow:
            self._late_blocks += 1
        taken = min(frames, self.waiting_frames)
        start = self._taken_frames % self.capacity_frames
        first = min(taken, self.capacity_frames - start)
        outdata[:first] = self._memory[start : start + first]
        outdata[first:taken] = self._memory[: taken - first]
        outdata[taken:] = 0.0
        self._taken_frames += taken
        if taken < frames:
            self._dry_frames = frames - taken
            self._is_dry = True
            self._is_running = False
