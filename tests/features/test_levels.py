"""Levels: how loud each stream is, and the full scale that follows."""

import numpy as np

from audiosynth_gui.features.levels import (
    FLOOR_DB,
    SPAN,
    level_scales,
    measured_levels,
    stream_levels,
)

BANDS, HOP = 4, 64


def noise(seconds: float = 1.0) -> np.ndarray:
    random = np.random.default_rng(3)
    return (0.1 * random.standard_normal((int(16000 * seconds), 1))).astype(np.float32)


def test_a_gain_is_seen_in_every_stream() -> None:
    usual = stream_levels(noise(), 20, 50, BANDS, HOP)
    louder = stream_levels(noise() * np.float32(10 ** (6 / 20)), 20, 50, BANDS, HOP)
    np.testing.assert_allclose(louder - usual, 6.0, atol=1e-3)


def test_reading_part_by_part_changes_nothing() -> None:
    samples = noise()
    frames = len(samples) // HOP
    parts = np.concatenate([part for part, _ in measured_levels(samples, BANDS, HOP)])
    np.testing.assert_array_equal(parts, stream_levels(samples, 0, frames, BANDS, HOP))


def test_silence_lies_at_the_floor() -> None:
    levels = stream_levels(np.zeros((1000, 2), np.float32), 0, 10, BANDS, HOP)
    assert levels.shape == (10, 2 * BANDS)
    np.testing.assert_allclose(levels, FLOOR_DB, atol=1e-3)


def test_scales_run_from_centre_to_centre_and_reach_over_the_ends() -> None:
    levels = np.array([[-20.0], [-40.0], [-40.0], [-20.0]], np.float32)
    scales = level_scales(levels, 1, 2, frame_steps=16, reach_steps=2)
    assert scales.shape == (2 + 32 + 2, 1)
    decibels = 20 * np.log10(scales[:, 0] / SPAN)
    assert decibels[2] > -31  # half way between the first two, in dB
    np.testing.assert_allclose(decibels[2 + 8 : 2 + 24], -40.0, atol=1e-3)  # between the centres
    assert (np.diff(decibels[:10]) < 0).all()
    np.testing.assert_allclose(decibels, decibels[::-1], atol=1e-3)
