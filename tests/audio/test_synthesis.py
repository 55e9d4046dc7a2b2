"""Damped sines, tones and percussion hits."""

import dataclasses

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.audio.demo_instruments import (
    DrumMode,
    NoiseBand,
    Partial,
    PercussionSound,
    Strip,
    TonalInstrument,
)
from audiosynth_gui.audio.synthesis import amplitude, damped_sines, fade, percussion_hit, tone

RATE = 44_100
PLAIN = TonalInstrument(
    kind="tonal",
    strip=Strip(level_db=0.0),
    partials=(
        Partial(ratio=1.0, level_db=-6.0, decay_seconds=1.0),
        Partial(ratio=4.0, level_db=-12.0, decay_seconds=0.5),
    ),
    attack_ms=4.0,
    release_ms=100.0,
)


def _level_at(sound: NDArray[np.float64], frequency_hz: float) -> float:
    """Amplitude of a sine in a sound, by correlation over a Hann window."""
    window = np.hanning(sound.size)
    turning = np.exp(-2j * np.pi * frequency_hz * np.arange(sound.size) / RATE)
    return float(2.0 * np.abs(np.sum(sound * window * turning)) / np.sum(window))


def test_damped_sines_equal_their_formula() -> None:
    seconds = np.arange(30_001) / RATE
    expected = 0.5 * 10 ** (-3 * seconds / 0.7) * np.sin(2 * np.pi * 311.0 * seconds)
    expected += 0.2 * 10 ** (-3 * seconds / 0.1) * np.sin(2 * np.pi * 4_321.0 * seconds)
    made = damped_sines(
        np.array([311.0, 4_321.0]), np.array([0.5, 0.2]), np.array([0.7, 0.1]), 30_001, RATE
    )
    np.testing.assert_allclose(made, expected, atol=1e-11)


def test_nothing_is_made_near_or_above_the_nyquist_frequency() -> None:
    frequencies = np.array([1_000.0, 20_000.0, 22_050.0, 43_100.0])
    heard = damped_sines(frequencies, np.ones(4), np.ones(4), 5_000, RATE)
    alone = damped_sines(frequencies[:1], np.ones(1), np.ones(1), 5_000, RATE)
    np.testing.assert_array_equal(heard, alone)
    silent = damped_sines(frequencies[1:], np.ones(3), np.ones(3), 5_000, RATE)
    np.testing.assert_array_equal(silent, np.zeros(5_000))


def test_a_tone_has_its_pitch_and_its_partials_levels() -> None:
    flat = dataclasses.replace(
        PLAIN, partials=tuple(dataclasses.replace(p, decay_seconds=20.0) for p in PLAIN.partials)
    )
    sound = tone(flat, pitch=69, velocity=1.0, length_seconds=1.0, sample_rate=RATE)
    middle = sound[4_410:13_230]
    decay = 10 ** (-3 * (0.2 / 20.0))
    assert _level_at(middle, 440.0) == pytest.approx(amplitude(-6.0) * decay, rel=0.01)
    assert _level_at(middle, 1_760.0) == pytest.approx(amplitude(-12.0) * decay, rel=0.01)
    assert _level_at(middle, 880.0) < 1e-3


def test_a_tone_starts_and_ends_without_a_click() -> None:
    sound = tone(PLAIN, pitch=60, velocity=1.0, length_seconds=0.3, sample_rate=RATE)
    assert sound.size == round(0.4 * RATE)
    assert sound[0] == 0.0
    assert abs(sound[-1]) < 1e-6
    # The fastest the two partials can move, with a little room for the attack.
    fastest = 2 * np.pi * 261.63 / RATE * (amplitude(-6.0) + 4 * amplitude(-12.0))
    assert np.max(np.abs(np.diff(sound))) < 1.05 * fastest


def test_soft_notes_are_softer_and_darker() -> None:
    bright = dataclasses.replace(PLAIN, brightness=0.5)
    loud = tone(bright, 60, 1.0, 0.5, RATE)[2_000:8_000]
    soft = tone(bright, 60, 0.5, 0.5, RATE)[2_000:8_000]
    low, high = 261.6256, 4 * 261.6256
    assert _level_at(soft, low) / _level_at(loud, low) == pytest.approx(0.5, rel=0.01)
    assert _level_at(soft, high) / _level_at(loud, high) == pytest.approx(0.25, rel=0.01)


def test_high_notes_die_away_sooner() -> None:
    short = dataclasses.replace(PLAIN, decay_per_octave=0.5)
    low, high = (tone(short, pitch, 1.0, 1.0, RATE) for pitch in (60, 72))
    assert _level_at(low[22_050:26_460], 261.6256) == pytest.approx(
        amplitude(-6.0) * 10 ** (-3 * 0.55), rel=0.03
    )
    assert _level_at(high[22_050:26_460], 523.2511) == pytest.approx(
        amplitude(-6.0) * 10 ** (-3 * 0.55 * 2), rel=0.06
    )


def test_hits_differ_but_can_be_made_again() -> None:
    brush = PercussionSound(
        modes=(DrumMode(frequency_hz=180.0, level_db=-20.0, decay_seconds=0.1),),
        noise=NoiseBand(
            low_hz=2_000.0, high_hz=6_000.0, level_db=-12.0, attack_ms=10.0, decay_seconds=0.2
        ),
    )
    rng = np.random.default_rng(1)
    first, second = (percussion_hit(brush, rng, RATE) for _ in range(2))
    assert np.max(np.abs(first - second)) > 0.01
    np.testing.assert_array_equal(percussion_hit(brush, np.random.default_rng(1), RATE), first)
    assert first[0] == 0.0
    assert abs(first[-1]) < 1e-6


def test_noise_stays_in_its_band() -> None:
    band = NoiseBand(
        low_hz=2_000.0, high_hz=6_000.0, level_db=0.0, attack_ms=10.0, decay_seconds=1.0
    )
    hit = percussion_hit(PercussionSound(noise=band), np.random.default_rng(2), RATE)
    power = np.abs(np.fft.rfft(hit)) ** 2
    frequencies = np.fft.rfftfreq(hit.size, 1 / RATE)
    inside = power[(frequencies > 1_600) & (frequencies < 7_000)].sum()
    assert inside / power.sum() > 0.9
    assert power[frequencies > 15_000].sum() / power.sum() < 0.005


def test_fades_meet_in_the_middle_of_short_sounds() -> None:
    sound = np.ones((100, 2))
    fade(sound, 0.1, 0.1, sample_rate=1_000)
    assert sound[0, 0] == 0.0
    assert sound[-1, 1] == 0.0
    assert sound[50, 0] == pytest.approx(0.25, abs=0.01)
    untouched = np.ones(10)
    fade(untouched, 0.0, 0.0, sample_rate=1_000)
    np.testing.assert_array_equal(untouched, np.ones(10))
