"""The room."""

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.audio.reverb import reverberate

RATE = 44_100


def _impulse_answer(decay_seconds: float, highs_above_hz: float) -> NDArray[np.float64]:
    impulse = np.zeros((2 * RATE, 2))
    impulse[0, 0] = 1.0
    return reverberate(impulse, RATE, decay_seconds, highs_above_hz, delay_ms=10.0)


def _decibels(sound: NDArray[np.float64], start_seconds: float) -> float:
    start = round(start_seconds * RATE)
    return float(10 * np.log10(np.mean(sound[start : start + 8_820] ** 2)))


@pytest.mark.parametrize("decay_seconds", [0.6, 1.5])
def test_falls_by_60_db_in_the_decay_time(decay_seconds: float) -> None:
    answer = _impulse_answer(decay_seconds, highs_above_hz=20_000.0)
    slope = (_decibels(answer, 0.9) - _decibels(answer, 0.2)) / 0.7
    # The roll-off of the highs makes the whole fall a little faster than asked.
    assert -60.0 / decay_seconds * 1.25 < slope < -60.0 / decay_seconds * 0.95


def test_highs_fall_faster() -> None:
    answer = _impulse_answer(1.5, highs_above_hz=3_000.0)
    powers = [
        np.abs(np.fft.rfft(answer[start : start + 8_820, 0])) ** 2 for start in (2_205, 22_050)
    ]
    frequencies = np.fft.rfftfreq(8_820, 1 / RATE)
    low, high = (frequencies < 1_000), (frequencies > 6_000)
    early, late = (power[high].sum() / power[low].sum() for power in powers)
    assert late < 0.1 * early


def test_starts_after_the_delay_and_the_shortest_line_on_its_own_side_first() -> None:
    answer = _impulse_answer(1.0, highs_above_hz=5_000.0)
    before = round(0.010 * RATE) + round(0.0263 * RATE)
    np.testing.assert_array_equal(answer[:before], 0.0)
    assert np.max(np.abs(answer[before : before + 10, 0])) > 0.1
    left, right = (np.sum(answer[:, channel] ** 2) for channel in (0, 1))
    assert left > right > 0.1 * left


def test_the_sides_are_not_alike() -> None:
    left, right = _impulse_answer(1.5, highs_above_hz=5_000.0)[RATE // 4 : RATE].T
    alike = np.sum(left * right) / np.sqrt(np.sum(left**2) * np.sum(right**2))
    assert abs(alike) < 0.3


def test_is_linear_and_keeps_its_state_over_blocks() -> None:
    noise = np.random.default_rng(3).standard_normal((20_000, 2))
    one = reverberate(noise, RATE, 1.0, 5_000.0, 10.0)
    shifted = np.vstack([np.zeros((777, 2)), noise])
    other = reverberate(2.0 * shifted, RATE, 1.0, 5_000.0, 10.0)
    np.testing.assert_allclose(other[777:], 2.0 * one, atol=1e-9)


def test_sound_shorter_than_the_delay_has_no_answer() -> None:
    np.testing.assert_array_equal(
        reverberate(np.ones((100, 2)), RATE, 1.0, 5_000.0, 10.0), np.zeros((100, 2))
    )
