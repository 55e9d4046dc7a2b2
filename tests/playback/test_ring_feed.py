"""The rules of feeding a ring, on a clock that the tests move."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.ring_feed import RingFeed
from audiosynth_gui.playback.silent_ring import SilentRing
from tests.playback.hand_clock import HandClock

RATE = 1000
CAPACITY = 400


class _Bench:
    """A feed of 1 kHz stereo into a silent ring of 400 frames that runs from 200 on."""

    def __init__(self, device_rate: int = RATE, latency_seconds: float = 0.0) -> None:
        self.clock = HandClock()
        self.ring = SilentRing(device_rate, 2, CAPACITY * device_rate // RATE, self.clock)
        self.ring.latency_seconds = latency_seconds
        self.feed = RingFeed(self.ring, RATE, 2, prefill_seconds=0.2)

    def give(self, frames: int, value: float = 0.5) -> None:
        self.feed.offer(_constant(frames, value))
        self.feed.advance()

    def listen(self, seconds: float) -> None:
        self.clock.pass_seconds(seconds)
        self.feed.advance()


def _constant(frames: int, value: float = 0.5) -> Samples:
    return np.full((frames, 2), value, np.float32)


def test_sound_starts_when_the_ring_is_filled() -> None:
    bench = _Bench()
    bench.give(199)
    bench.listen(1.0)
    assert (bench.feed.heard_frames, bench.ring.is_running) == (0, False)
    bench.give(1)
    assert bench.ring.is_running
    bench.listen(0.0505)
    assert bench.feed.heard_frames == 50
    assert bench.feed.buffered_frames == 150
    assert bench.feed.free_frames == 250


def test_what_does_not_fit_waits_and_nothing_is_lost() -> None:
    bench = _Bench()
    bench.give(1000)
    assert not bench.feed.is_settled
    assert (bench.feed.free_frames, bench.feed.buffered_frames) == (0, 1000)
    for _ in range(7):
        bench.listen(0.1)
    assert bench.feed.is_settled
    assert bench.feed.heard_frames in (699, 700)
    assert bench.feed.underruns == 0


def test_dry_ring_counts_once_and_fills_up_before_it_goes_on() -> None:
    bench = _Bench()
    bench.give(300)
    bench.listen(0.5)
    assert bench.feed.underruns == 0, "nobody knows yet that more was to come"
    bench.give(100)
    assert (bench.feed.underruns, bench.ring.is_running) == (1, False)
    bench.listen(0.5)
    assert bench.feed.heard_frames == 300
    bench.give(100)
    assert bench.ring.is_running
    assert (bench.feed.underruns, bench.ring.silent_frames) == (1, 700)
    bench.listen(0.1005)
    assert bench.feed.heard_frames == 400


def test_short_sound_plays_at_its_end_and_the_end_is_no_underrun() -> None:
    bench = _Bench()
    bench.give(50)
    bench.feed.offer_end()
    bench.feed.advance()
    assert bench.ring.is_running
    assert not bench.feed.is_played_out
    bench.listen(1.0)
    assert bench.feed.is_played_out
    assert (bench.feed.heard_frames, bench.feed.underruns) == (50, 0)


def test_pause_keeps_what_was_not_heard() -> None:
    bench = _Bench()
    bench.give(300)
    bench.listen(0.1005)
    bench.feed.pause()
    assert (bench.feed.heard_frames, bench.feed.buffered_frames) == (100, 200)
    assert (bench.feed.free_frames, bench.ring.is_running) == (0, False)
    bench.listen(5.0)
    bench.give(10)
    assert bench.feed.heard_frames == 100
    bench.feed.resume()
    bench.listen(0.1005)
    assert (bench.feed.heard_frames, bench.feed.underruns) == (200, 0)
    assert bench.ring.silent_frames == 0


def test_stop_drops_what_was_not_heard() -> None:
    bench = _Bench()
    bench.give(1000)
    bench.listen(0.1005)
    bench.feed.stop()
    bench.listen(5.0)
    assert bench.feed.is_over
    assert (bench.feed.heard_frames, bench.feed.buffered_frames) == (100, 0)
    assert (bench.ring.waiting_frames, bench.ring.is_running) == (0, False)


def test_position_allows_for_the_latency_of_the_device_and_never_falls() -> None:
    bench = _Bench(latency_seconds=0.05)
    bench.give(300)
    positions = [bench.feed.heard_frames]
    for _ in range(20):
        bench.listen(0.0201)
        positions.append(bench.feed.heard_frames)
    assert positions[:4] == [0, 0, 0, 10]
    assert positions[-1] == 300, "after the ring is dry, all was heard"
    bench.give(300)
    for _ in range(20):
        positions.append(bench.feed.heard_frames)
        bench.listen(0.02)
    assert positions == sorted(positions)


def test_counts_are_in_frames_of_the_source() -> None:
    bench = _Bench(device_rate=4410)
    bench.give(1000)
    assert 400 < bench.feed.buffered_frames < 1000, "some of it is held by the filter"
    assert bench.ring.waiting_frames == bench.ring.capacity_frames
    bench.listen(0.2)
    assert bench.feed.heard_frames in (199, 200)
    bench.feed.offer_end()
    for _ in range(10):
        bench.listen(0.1)
    assert bench.feed.is_played_out
    assert bench.feed.heard_frames == 1000


def test_level_is_what_is_heard_now_and_silence_in_a_pause() -> None:
    bench = _Bench()
    bench.give(200, 0.25)
    bench.give(200, 0.75)
    bench.listen(0.1)
    assert bench.feed.level().peak == (0.25, 0.25)
    bench.listen(0.15)
    assert bench.feed.level().peak == (0.75, 0.75)
    bench.feed.pause()
    assert bench.feed.level().peak == (0.0, 0.0)


def test_going_on_in_another_ring_loses_nothing() -> None:
    bench = _Bench()
    bench.give(1000)
    bench.listen(0.1005)
    other = SilentRing(RATE, 2, CAPACITY, bench.clock)
    bench.feed.move_to(other)
    assert bench.feed.heard_frames == 100
    for _ in range(10):
        bench.listen(0.1)
    assert (bench.feed.heard_frames, bench.feed.underruns) == (1000, 0)
