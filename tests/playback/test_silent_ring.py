"""The ring that keeps time without a device."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.playback.silent_ring import SilentRing
from tests.playback.hand_clock import HandClock


def _frames(count: int) -> Samples:
    return np.zeros((count, 2), np.float32)


def _running(waiting_frames: int) -> tuple[SilentRing, HandClock]:
    """A ring that has begun to run."""
    clock = HandClock()
    ring = SilentRing(1000, 2, 500, clock)
    ring.push(_frames(waiting_frames))
    ring.run()
    return ring, clock


def test_frames_vanish_at_the_speed_of_time() -> None:
    clock = HandClock()
    ring = SilentRing(1000, 2, 500, clock)
    assert ring.push(_frames(400)) == 400
    clock.pass_seconds(1.0)
    assert ring.waiting_frames == 400, "nothing is taken before it runs"
    assert not ring.is_running

    ring.run()
    for _ in range(100):
        clock.pass_seconds(0.0015)
        assert ring.is_running
    assert ring.waiting_frames in (250, 251), "many short looks lose no time"
    assert ring.push(_frames(400)) in (249, 250)


def test_dry_ring_ends_its_run_and_counts_the_silence_once_it_goes_on() -> None:
    ring, clock = _running(100)
    clock.pass_seconds(0.35)
    assert not ring.is_running
    assert ring.silent_frames == 0

    ring.push(_frames(100))
    ring.run()
    assert ring.is_running
    assert ring.silent_frames == 250


def test_halt_gives_back_what_waits_and_silence_after_it_does_not_count() -> None:
    ring, clock = _running(300)
    clock.pass_seconds(0.125)
    assert len(ring.halt()) in (175, 176)
    assert (ring.waiting_frames, ring.is_running) == (0, False)
    clock.pass_seconds(1.0)
    ring.push(_frames(10))
    ring.run()
    assert ring.silent_frames == 0
