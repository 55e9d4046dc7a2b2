"""The output behind every device: blocking writes and controls for several threads."""

import threading
import time

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.device_ring import DeviceRing, call_beside
from audiosynth_gui.playback.level import Level
from audiosynth_gui.playback.ring_feed import RingFeed
from audiosynth_gui.playback.silent_ring import Clock, SilentRing
from audiosynth_gui.playback.watchdog import Watchdog

PREFILL_SHARE = 0.5
"""How full the ring is before it sounds, and again after it ran dry."""

_BLOCK_SECONDS = 0.02
_LONGEST_POLL_SECONDS = 0.01
_BEHIND_DEVICE_SECONDS = 0.05
_CLOSE_PATIENCE_SECONDS = 2.0
_LOST_DEVICE = (
    "The sound device stopped taking sound. "
    "Connect it again or choose another one; until then playing goes on in silence."
)


class BufferedOutput:
    """An `Output` (see there for every method) on a `DeviceRing`.

    The lock is held for well under a millisecond, but for about 20 ms while a sound is faded out.
    The device never waits for it.
    """

    def __init__(
        self,
        ring: DeviceRing,
        sample_rate: int,
        channels: int,
        problem: str | None = None,
        clock: Clock = time.perf_counter,
    ) -> None:
        """Be ready for the first sound.

        Args:
            ring: empty and halted; closed with this output.
            sample_rate: of the sound that will be written, in hertz.
            channels: of that sound, 1 to 8.
            problem: what is wrong with the output from the beginning.
            clock: what the watchdog measures its patience with.
        """
        self.sample_rate = sample_rate
        self.channels = channels
        ring_seconds = ring.capacity_frames / ring.sample_rate
        self.latency_seconds = ring_seconds + ring.latency_seconds
        self._prefill_seconds = PREFILL_SHARE * ring_seconds
        self._poll_seconds = min(_LONGEST_POLL_SECONDS, 0.1 * ring_seconds)
        self._ring = ring
        self._problem = problem
        self._clock = clock
        self._watchdog = Watchdog(clock)
        self._lock = threading.Lock()
        self._past_underruns = 0
        self._past_silent_frames = 0
        self._is_closed = False
        self._may_close_at = 0.0
        self._feed = self._new_feed()

    @property
    def problem(self) -> str | None:
        """See `Output`."""
        return self._problem

    @property
    def is_paused(self) -> bool:
        """See `Output`."""
        return self._feed.is_paused

    @property
    def free_frames(self) -> int:
        """See `Output`."""
        with self._lock:
            return self._feed.free_frames

    @property
    def played_frames(self) -> int:
        """See `Output`."""
        with self._lock:
            return self._feed.heard_frames

    @property
    def buffered_frames(self) -> int:
        """See `Output`."""
        with self._lock:
            return self._feed.buffered_frames

    @property
    def underruns(self) -> int:
        """See `Output`."""
        with self._lock:
            return self._past_underruns + self._feed.underruns + self._ring.late_blocks

    @property
    def silent_frames(self) -> int:
        """See `Output`."""
        with self._lock:
            device_frames = self._past_silent_frames + self._ring.silent_frames
            return device_frames * self.sample_rate // self._ring.sample_rate

    @property
    def replaced_samples(self) -> int:
        """See `Output`."""
        with self._lock:
            return self._feed.replaced_samples

    def write(self, samples: Samples) -> bool:
        """See `Output`."""
        feed = self._feed
        block_frames = max(1, round(_BLOCK_SECONDS * self.sample_rate))
        for start in range(0, len(samples), block_frames):
            with self._lock:
                if feed.is_over:
                    return False
                feed.offer(samples[start : start + block_frames])
            if not self._wait(feed, until_played_out=False):
                return False
        return not feed.is_over

    def finish(self) -> bool:
        """See `Output`."""
        feed = self._feed
        with self._lock:
            if feed.is_over:
                return False
            feed.offer_end()
        if not self._wait(feed, until_played_out=True):
            return False
        with self._lock:
            feed.is_over = True
            self._keep_open_for_the_rest()
        time.sleep(self._ring.latency_seconds)
        return True

    def level(self) -> Level:
        """See `Output`."""
        with self._lock:
            self._attend()
            return self._feed.level()

    def pause(self) -> None:
        """See `Output`."""
        with self._lock:
            if not self._feed.is_over:
                self._feed.pause()

    def resume(self) -> None:
        """See `Output`."""
        with self._lock:
            if self._feed.is_paused:
                self._feed.resume()

    def stop(self) -> None:
        """See `Output`."""
        with self._lock:
            self._stop()

    def begin(self) -> None:
        """See `Output`."""
        with self._lock:
            self._stop()
            self._past_underruns += self._feed.underruns
            self._feed = self._new_feed()
            if self._is_closed:
                self._feed.is_over = True

    def close(self) -> None:
        """See `Output`."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            self._stop()
        time.sleep(max(0.0, self._may_close_at - time.perf_counter()))
        if not call_beside(self._ring.close, _CLOSE_PATIENCE_SECONDS):
            call_beside(self._ring.abandon, patience_seconds=0.0)

    def _new_feed(self) -> RingFeed:
        return RingFeed(self._ring, self.sample_rate, self.channels, self._prefill_seconds)

    def _stop(self) -> None:
        if not self._feed.is_over:
            self._feed.stop()
            self._keep_open_for_the_rest()

    def _keep_open_for_the_rest(self) -> None:
        """Closing drops what the device, and a sound server behind it, still holds."""
        rest_seconds = self._ring.latency_seconds + _BEHIND_DEVICE_SECONDS
        self._may_close_at = time.perf_counter() + rest_seconds

    def _wait(self, feed: RingFeed, until_played_out: bool) -> bool:
        """Feed the ring until all is in it, or played; returns False when the sound is stopped."""
        while True:
            with self._lock:
                if feed.is_over:
                    return False
                self._attend()
                feed.advance()
                if feed.is_played_out if until_played_out else feed.is_settled:
                    return True
            time.sleep(self._poll_seconds)

    def _attend(self) -> None:
        """Go on in silence when the device is gone."""
        feed = self._feed
        if feed.is_over:
            return
        is_stuck = self._watchdog.is_stuck(feed.taken_frames, feed.is_expecting)
        if self._ring.is_alive and not is_stuck:
            return
        lost = self._ring
        self._past_underruns += lost.late_blocks
        self._past_silent_frames += lost.silent_frames
        self._ring = SilentRing(lost.sample_rate, lost.channels, lost.capacity_frames, self._clock)
        feed.move_to(self._ring)
        self._problem = _LOST_DEVICE
        call_beside(lost.abandon, patience_seconds=0.0)
