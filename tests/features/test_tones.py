"""Tones: sines are found where they are, and sound again as they did."""

import numpy as np
import pytest

from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.features.tones import (
    PHASE,
    SIDE,
    SIZE,
    TONE_NUMBERS,
    TONES,
    TURN,
    Tones,
    measured_tones,
    play_tones,
)

RATE, HOP = 44100, 512
MONO = FeatureSettings(sample_rate=RATE, hop_frames=HOP, channels=1)
STEREO = FeatureSettings(sample_rate=RATE, hop_frames=HOP, channels=2)


def sine(hertz: float, size: float, seconds: float = 1.0) -> np.ndarray:
    return (size * np.sin(2 * np.pi * hertz * np.arange(int(seconds * RATE)) / RATE)).astype("f4")


def tones_of(samples: np.ndarray, settings: FeatureSettings) -> Tones:
    parts = [part for part, _ in measured_tones(samples.astype(np.float32), settings)]
    return np.concatenate(parts).reshape(-1, TONES, TONE_NUMBERS)


@pytest.mark.parametrize("hertz", [110.0, 441.7, 1234.5, 3999.0])
def test_a_sine_is_found_with_its_pitch_size_and_phase(hertz: float) -> None:
    frame = 40
    found = tones_of(sine(hertz, 0.3)[:, None], MONO)[frame]
    loudest = found[found[:, SIZE].argmax()]
    assert loudest[TURN] * RATE / (2 * np.pi) == pytest.approx(hertz, rel=5e-4)
    assert loudest[SIZE] == pytest.approx(0.3, rel=0.12)  # within 1 dB
    centre = frame * HOP + HOP // 2
    phase = 2 * np.pi * hertz * centre / RATE - np.pi / 2
    assert np.cos(phase - loudest[PHASE]) == pytest.approx(1.0, abs=0.02)


def test_tones_that_are_played_are_the_sound_again() -> None:
    sound = sine(220.0, 0.3) + sine(554.4, 0.2) + sine(1800.0, 0.1)
    played = play_tones(tones_of(sound[:, None], MONO), HOP, 1)[HOP // 2 :, 0]
    middle = slice(RATE // 4, 3 * RATE // 4)
    error = played[middle] - sound[middle]
    assert np.mean(error**2) < 0.01 * np.mean(sound[middle] ** 2)


def test_the_side_is_told_as_a_share_of_the_middle() -> None:
    left = np.stack([sine(440.0, 0.4), 0 * sine(440.0, 0.4)], axis=1)
    found = tones_of(left, STEREO)[40]
    loudest = found[found[:, SIZE].argmax()]
    assert loudest[SIZE] == pytest.approx(0.2, rel=0.05)
    assert loudest[SIDE] == pytest.approx(1.0, abs=0.02)
    played = play_tones(found[None], HOP, 2)
    np.testing.assert_allclose(played[:, 0], played[:, 1], atol=0.02)
    assert np.abs(played).max() > 0.15


def test_silence_has_no_tones_and_what_is_no_tone_holds_zeros() -> None:
    assert not tones_of(np.zeros((RATE // 4, 1)), MONO).any()
    found = tones_of(sine(440.0, 0.3)[:, None], MONO)
    assert not found[found[:, :, SIZE] == 0].any()
    assert (found[:, :, SIZE] > 0).any()


def test_tones_rise_in_pitch() -> None:
    noise = 0.1 * np.random.default_rng(1).standard_normal((RATE // 2, 1))
    for frame in tones_of(noise, MONO)[5:-5]:
        turns = frame[frame[:, SIZE] > 0, TURN]
        assert len(turns) > 10
        assert (np.diff(turns) > -1e-3).all()


def test_the_guide_of_a_long_plan_is_that_of_its_parts() -> None:
    tones = tones_of(sine(330.0, 0.3)[:, None], MONO)[:20]
    whole = play_tones(tones, HOP, 1)
    part = play_tones(tones[8:14], HOP, 1)
    np.testing.assert_array_equal(whole[9 * HOP : 14 * HOP], part[HOP : 6 * HOP])
    assert np.abs(part).max() > 0.2
