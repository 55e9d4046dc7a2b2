"""The watchdog barks after two seconds without progress, and only then."""

from audiosynth_gui.playback.watchdog import Watchdog
from tests.playback.hand_clock import HandClock


def test_two_seconds_without_progress() -> None:
    clock = HandClock()
    watchdog = Watchdog(clock)
    for frames in range(0, 500, 100):
        assert not watchdog.is_stuck(frames, is_expected=True)
        clock.pass_seconds(1.0)
    assert not watchdog.is_stuck(400, is_expected=True)
    clock.pass_seconds(1.1)
    assert watchdog.is_stuck(400, is_expected=True)


def test_silence_that_is_meant_is_no_reason() -> None:
    clock = HandClock()
    watchdog = Watchdog(clock)
    for _ in range(10):
        assert not watchdog.is_stuck(400, is_expected=False)
        clock.pass_seconds(1.0)
    assert not watchdog.is_stuck(400, is_expected=True), "the patience begins anew"


def test_nobody_asked_for_long() -> None:
    clock = HandClock()
    watchdog = Watchdog(clock)
    assert not watchdog.is_stuck(400, is_expected=True)
    clock.pass_seconds(60.0)
    assert not watchdog.is_stuck(500, is_expected=True)
