"""The level meter follows the ear, not the feeding thread."""

import numpy as np
import pytest

from audiosynth_gui.playback.level import Level, LevelMeter

RATE = 1000  # a piece is 10 frames


def test_level_is_that_of_the_frame_heard() -> None:
    meter = LevelMeter(RATE, 2, span_seconds=10.0)
    steps = np.repeat(np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]], np.float32), 100, axis=0)
    meter.add(steps)
    assert meter.level_until(0) == Level((0.0, 0.0), (0.0, 0.0))
    for frame, expected in ((50, (0.1, 0.2)), (150, (0.3, 0.4)), (250, (0.5, 0.6))):
        meter.level_until(frame - 20)
        assert meter.level_until(frame).peak == pytest.approx(expected)
    assert meter.level_until(250).rms == pytest.approx((0.5, 0.6))


def test_no_peak_between_two_looks_is_missed() -> None:
    meter = LevelMeter(RATE, 1, span_seconds=10.0)
    sound = np.full((500, 1), 0.1, np.float32)
    sound[137] = -0.9
    meter.add(sound)
    assert meter.level_until(20).peak == pytest.approx((0.1,))
    assert meter.level_until(480).peak == pytest.approx((0.9,))
    assert meter.level_until(495).peak == pytest.approx((0.1,))


def test_rms_of_a_sine_and_same_level_while_nothing_new_is_heard() -> None:
    meter = LevelMeter(RATE, 1, span_seconds=10.0)
    sine = 0.8 * np.sin(2.0 * np.pi * np.arange(1000) / 50.0)
    meter.add(sine[:, np.newaxis].astype(np.float32))
    level = meter.level_until(1000)
    assert level.rms == pytest.approx((0.8 / np.sqrt(2.0),), abs=1e-4)
    assert meter.level_until(1000) == level


def test_short_blocks_and_forgotten_sound_keep_memory_small() -> None:
    meter = LevelMeter(RATE, 1, span_seconds=1.0)
    sound = np.linspace(0.0, 1.0, 5000, dtype=np.float32)[:, np.newaxis]
    for frame in range(5000):
        meter.add(sound[frame : frame + 1])
    assert meter.level_until(3000).peak == (0.0,), "older than the span: forgotten"
    assert meter.level_until(4500).peak[0] == pytest.approx(0.9, abs=0.005)


def test_clipping_is_seen_and_what_is_no_number_is_not() -> None:
    meter = LevelMeter(RATE, 1, span_seconds=1.0)
    meter.add(np.array([[1.5], [np.nan], [np.inf]], np.float32))
    assert meter.level_until(3).peak == (1.5,)
