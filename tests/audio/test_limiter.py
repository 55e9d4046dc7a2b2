"""The limiter."""

import numpy as np
import pytest

from audiosynth_gui.audio.limiter import limit

RATE = 44_100


def test_leaves_quiet_sound_alone() -> None:
    quiet = 0.4 * np.random.default_rng(1).uniform(-1, 1, (1_000, 2))
    assert limit(quiet, RATE, 0.5) is quiet
    assert limit(np.zeros((0, 2)), RATE, 0.5).shape == (0, 2)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_above_the_ceiling(seed: int) -> None:
    rng = np.random.default_rng(seed)
    sound = 0.3 * rng.standard_normal((30_000, 2))
    sound[rng.integers(0, 30_000, 20)] *= 8.0
    limited = limit(sound, RATE, 0.5)
    assert np.max(np.abs(limited)) <= 0.5 + 1e-12
    assert np.max(np.abs(limited)) > 0.45


def test_turns_down_gently_around_a_peak_and_both_channels_together() -> None:
    sound = np.full((RATE, 2), 0.25)
    sound[RATE // 2, 0] = 1.0
    gain = limit(sound, RATE, 0.5) / sound
    np.testing.assert_allclose(gain[:, 0], gain[:, 1])
    assert gain[RATE // 2, 0] == pytest.approx(0.5, rel=1e-6)
    assert np.max(np.abs(np.diff(gain[:, 0]))) < 1e-3
    far = RATE // 10
    np.testing.assert_allclose(gain[: RATE // 2 - far], 1.0, atol=1e-9)
    np.testing.assert_allclose(gain[RATE // 2 + far :], 1.0, atol=1e-9)
