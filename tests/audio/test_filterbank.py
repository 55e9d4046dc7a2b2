"""The filter bank: analysis and synthesis together change nothing but the time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.audio.filterbank import filterbank


def noise(frames: int, channels: int = 2) -> np.ndarray:
    return np.random.default_rng(1).standard_normal((frames, channels)).astype(np.float32)


@pytest.mark.parametrize("bands", [1, 2, 4, 8, 16])
def test_gives_back_what_it_split(bands: int) -> None:
    bank = filterbank(bands)
    signal = noise(bands * 400)
    joined = bank.synthesise(bank.analyse(signal))
    late = bank.delay_frames
    error = joined[late + bank.taps :] - signal[bank.taps : len(signal) - late]
    assert np.mean(error**2) < 1e-6  # 60 dB below noise of level 1


def test_keeps_the_energy_and_separates_the_bands() -> None:
    bank = filterbank(4)
    rate = 44100
    time = np.arange(rate, dtype=np.float32) / rate
    for band, hertz in enumerate((1000, 8000, 14000, 19000)):
        tone = np.sin(2 * np.pi * hertz * time).astype(np.float32)[:, None]
        power = np.mean(bank.analyse(tone)[:, :, 0] ** 2, axis=0)
        assert power.argmax() == band
        assert power[band] / power.sum() > 0.999
        assert power.sum() == pytest.approx(4 * np.mean(tone**2), rel=0.02)


def test_is_causal() -> None:
    bank = filterbank(4)
    signal = noise(4 * 300)
    changed = signal.copy()
    changed[800:] = 0
    np.testing.assert_array_equal(bank.analyse(changed)[:200], bank.analyse(signal)[:200])


@settings(max_examples=20, deadline=None)
@given(steps=st.integers(0, 200), bands=st.sampled_from([1, 2, 4, 8]))
def test_keeps_whole_steps_of_any_length(steps: int, bands: int) -> None:
    values = filterbank(bands).analyse(noise(steps * bands + bands - 1))
    assert values.shape == (steps, bands, 2)
    assert filterbank(bands).synthesise(values).shape == (steps * bands, 2)


def test_a_single_band_is_the_signal_itself() -> None:
    signal = noise(50)
    bank = filterbank(1)
    assert bank.delay_frames == 0
    np.testing.assert_array_equal(bank.synthesise(bank.analyse(signal)), signal)
