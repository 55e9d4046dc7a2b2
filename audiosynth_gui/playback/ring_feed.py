"""One sound on its way into a ring: conversion, pre-fill, dry rings, pause, position, level."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.converter import DeviceConverter
from audiosynth_gui.playback.device_ring import DeviceRing, fade_in
from audiosynth_gui.playback.level import Level, LevelMeter


class RingFeed:
    """Feeds one sound, from its first frame to its last, into a ring. Never waits.

    One thread at a time (its owner holds a lock). `offer` gives it sound; `advance` moves what fits
    into the ring, lets the ring run once it is filled enough, and notices when it ran dry.

    Attributes:
        source_rate, source_channels: of the sound as it is offered.
        underruns: how often the ring ran dry while there was more to come.
        is_paused: frames stay where they are until `resume`.
        is_over: stopped; nothing is taken any more.
    """

    def __init__(
        self, ring: DeviceRing, source_rate: int, source_channels: int, prefill_seconds: float
    ) -> None:
        """Prepare for one sound.

        Args:
            ring: empty and halted.
            source_rate: in hertz.
            source_channels: 1 to 8.
            prefill_seconds: how much waits in the ring before it runs; at most the whole ring.
        """
        self.source_rate = source_rate
        self.source_channels = source_channels
        self.underruns = 0
        self.is_paused = False
        self.is_over = False
        self._ring = ring
        self._prefill_frames = min(round(prefill_seconds * ring.sample_rate), ring.capacity_frames)
        self._converter = DeviceConverter(
            source_rate, source_channels, ring.sample_rate, ring.channels
        )
        span_seconds = ring.capacity_frames / ring.sample_rate + ring.latency_seconds + 1.0
        self._meter = LevelMeter(source_rate, source_channels, span_seconds)
        self._pending = np.zeros((0, ring.channels), np.float32)  # does not fit into the ring yet
        self._offered_frames = 0  # in source frames; all others are the device's
        self._pushed_frames = 0
        self._run_start_frame = 0
        self._has_started = False
        self._is_dry = False
        self._is_ending = False

    @property
    def is_settled(self) -> bool:
        """Whether all that was offered is in the ring."""
        return len(self._pending) == 0

    @property
    def is_played_out(self) -> bool:
        """Whether the end was offered and the device took all of it."""
        all_taken = self.is_settled and self._ring.waiting_frames == 0 and not self._ring.is_running
        return self._is_ending and all_taken

    @property
    def is_expecting(self) -> bool:
        """Whether the device ought to be taking frames now."""
        return self._ring.is_running and self._ring.waiting_frames > 0

    @property
    def taken_frames(self) -> int:
        """Device frames that the device took."""
        return self._pushed_frames - self._ring.waiting_frames

    @property
    def heard_frames(self) -> int:
        """Source frames that reached the ear, as of now."""
        if self.is_played_out:
            return self._offered_frames
        heard = self.taken_frames
        if self._ring.is_running:
            # What was taken in an earlier run has been heard long ago.
            on_the_way = round(self._ring.latency_seconds * self._ring.sample_rate)
            heard = max(heard - on_the_way, self._run_start_frame)
        return min(self._to_source(heard), self._offered_frames)

    @property
    def replaced_samples(self) -> int:
        """Samples that were not numbers or infinite, and were made silent."""
        return self._converter.replaced_samples

    @property
    def buffered_frames(self) -> int:
        """Source frames offered and not yet taken by the device."""
        return self._to_source(len(self._pending) + self._ring.waiting_frames)

    @property
    def free_frames(self) -> int:
        """Source frames that could be offered and pushed right now."""
        if self.is_paused or self.is_over:
            return 0
        free = self._ring.capacity_frames - self._ring.waiting_frames - len(self._pending)
        return max(0, self._to_source(free))

    def offer(self, samples: Samples) -> None:
        """Take over a block, float32 (frames, source channels).

        Raises:
            ValueError: another shape.
        """
        self._append(self._converter.push(samples))
        self._meter.add(samples)
        self._offered_frames += len(samples)

    def offer_end(self) -> None:
        """Say that nothing follows: what waits is played even if it is short."""
        if not self._is_ending:
            self._is_ending = True
            self._append(
                self._converter.push(np.zeros((0, self.source_channels), np.float32), last=True)
            )

    def advance(self) -> None:
        """Move what fits into the ring, and start or restart the ring when it is filled enough."""
        if self.is_paused or self.is_over:
            return
        ring = self._ring
        has_more = len(self._pending) > 0 or ring.waiting_frames > 0
        if self._has_started and has_more and not self._is_dry and not ring.is_running:
            self.underruns += 1
            self._is_dry = True
        pushed = ring.push(self._pending)
        self._pending = self._pending[pushed:]
        self._pushed_frames += pushed
        waiting = ring.waiting_frames
        is_filled = waiting >= self._prefill_frames or self._is_ending
        if waiting > 0 and is_filled and not ring.is_running:
            self._run_start_frame = self._pushed_frames - waiting
            ring.run()
            self._has_started = True
            self._is_dry = False

    def pause(self) -> None:
        """Fade out; what was not heard waits for `resume`."""
        if not self.is_paused:
            self.is_paused = True
            self._take_back(self._ring.halt())

    def resume(self) -> None:
        """Go on, with a fade, where `pause` faded out."""
        self.is_paused = False
        self.advance()

    def stop(self) -> None:
        """Fade out and drop what was not heard."""
        if not self.is_over:
            self.is_over = True
            self._take_back(self._ring.halt())
            self._pending = self._pending[:0]

    def move_to(self, ring: DeviceRing) -> None:
        """Go on in another ring of the same rate and channels, empty and halted.

        The ring so far is left as it is.
        """
        self._take_back(self._ring.peek())
        self._ring = ring
        self.advance()

    def level(self) -> Level:
        """Give the level of what was heard since the last call; silence where nothing sounds."""
        if not self._ring.is_running:
            return self._meter.silence
        return self._meter.level_until(self.heard_frames)

    def _append(self, converted: Samples) -> None:
        self._pending = np.concatenate([self._pending, converted])

    def _take_back(self, unheard: Samples) -> None:
        """Put what the ring held in front of what is pending; the ring starts anew after it."""
        self._pushed_frames -= len(unheard)
        self._pending = np.concatenate([fade_in(unheard, self._ring.sample_rate), self._pending])
        self._has_started = False
        self._is_dry = False

    def _to_source(self, device_frames: int) -> int:
        return device_frames * self.source_rate // self._ring.sample_rate
