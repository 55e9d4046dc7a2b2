"""The ring that compiled code empties: Python may be busy, the sound goes on (rtmixer)."""

from types import ModuleType
from typing import Any

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.device_ring import fade_ahead
from audiosynth_gui.playback.stream_ring import RingRequest, StreamRing, rtmixer_buffer

_WAKE_SECONDS = 0.03


class RtmixerRing(StreamRing):
    """A `DeviceRing` (see there) on PortAudio by way of rtmixer.

    The stream runs, silent, from the beginning. `run` gives rtmixer one endless "play ring buffer"
    action; rtmixer drops it when the ring is dry, which is how that is noticed.
    """

    def __init__(self, rtmixer: ModuleType, request: RingRequest) -> None:
        """Open the device and start it.

        Args:
            rtmixer: the module.
            request: what is asked of it.

        Raises:
            sounddevice.PortAudioError: the device does not open.
        """
        super().__init__(request)
        self._ring = rtmixer_buffer(rtmixer, self.capacity_frames, self.channels)
        self._mixer = rtmixer.Mixer(
            device=request.device_index,
            samplerate=request.sample_rate,
            channels=request.channels,
            latency=request.latency,
        )
        self._start(self._mixer)
        # The first moments after a device woke up may be lost.
        self._awake_at = float(self._mixer.time) + self.latency_seconds + _WAKE_SECONDS
        self._action: Any = None
        self._dry_at: float | None = None
        self._past_silent_frames = 0
        self._past_late_blocks = 0

    @property
    def waiting_frames(self) -> int:
        """See `DeviceRing`."""
        return int(self._ring.read_available)

    @property
    def is_running(self) -> bool:
        """See `DeviceRing`."""
        return self._action is not None and self._action in self._mixer.actions

    @property
    def late_blocks(self) -> int:
        """See `DeviceRing`. Read while compiled code counts; a word is read whole."""
        if self._action is None:
            return self._past_late_blocks
        return self._past_late_blocks + int(self._action.stats.output_underflows)

    @property
    def silent_frames(self) -> int:
        """See `DeviceRing`; to within a block of the device."""
        if self._action is None or self._dry_at is None or self._action.done_frames == 0:
            return self._past_silent_frames
        gap_seconds = max(0.0, float(self._action.actual_time) - self._dry_at)
        return self._past_silent_frames + round(gap_seconds * self.sample_rate)

    def push(self, samples: Samples) -> int:
        """See `DeviceRing`."""
        frames = min(len(samples), self.capacity_frames - self.waiting_frames)
        if frames <= 0:
            return 0
        return int(self._ring.write(np.ascontiguousarray(samples[:frames]), frames))

    def run(self) -> None:
        """See `DeviceRing`."""
        if self.is_running:
            return
        ended = self._action
        self._forget_action()
        if ended is not None:
            self._dry_at = float(ended.actual_time) + ended.done_frames / self.sample_rate
        start = self._awake_at if self._mixer.time < self._awake_at else 0.0
        self._action = self._mixer.play_ringbuffer(self._ring, start=start)

    def halt(self) -> Samples:
        """See `DeviceRing`. A device that does not react counts as dead from then on."""
        if not self.is_running:
            rest = self.peek()
        elif self._action.done_frames == 0:  # it waits for the device to wake up
            rest = self.peek()
            self._cancel()
        else:
            rest, still_waiting = fade_ahead(self._segments, self.sample_rate)
            self._wait_for(lambda: self.waiting_frames <= still_waiting or not self.is_running)
            self._cancel()
        self._ring.flush()
        self._forget_action()
        return rest

    def _cancel(self) -> None:
        cancelling = self._mixer.cancel(self._action)
        self._is_stuck = not self._wait_for(lambda: cancelling not in self._mixer.actions)

    def _forget_action(self) -> None:
        self._past_silent_frames = self.silent_frames
        self._past_late_blocks = self.late_blocks
        self._action = None
        self._dry_at = None

    def _segments(self) -> list[Samples]:
        _, *buffers = self._ring.get_read_buffers(self.capacity_frames)
        return [np.frombuffer(part, np.float32).reshape(-1, self.channels) for part in buffers]
