"""Loudness after BS.1770: the signals of EBU Tech 3341 with their required readings."""

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.audio.loudness import integrated_loudness


def _sine(level_dbfs: float, seconds: float, rate: int, hz: float = 1_000.0) -> NDArray[np.float64]:
    time = np.arange(round(seconds * rate)) / rate
    return np.tile((10 ** (level_dbfs / 20) * np.sin(2 * np.pi * hz * time))[:, None], (1, 2))


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_a_stereo_sine_reads_its_level(level: float, rate: int) -> None:
    assert integrated_loudness(_sine(level, 5.0, rate), rate) == pytest.approx(level, abs=0.1)


def test_a_full_scale_sine_in_one_channel_reads_minus_three() -> None:
    mono = _sine(0.0, 5.0, 48_000, hz=997.0)[:, :1].astype(np.float32)
    assert integrated_loudness(mono, 48_000) == pytest.approx(-3.01, abs=0.1)


def test_quiet_stretches_are_gated_out() -> None:
    parts = [_sine(-36.0, 10.0, 48_000), _sine(-23.0, 60.0, 48_000), _sine(-36.0, 10.0, 48_000)]
    assert integrated_loudness(np.vstack(parts), 48_000) == pytest.approx(-23.0, abs=0.1)


def test_low_frequencies_count_less() -> None:
    middle, low = (integrated_loudness(_sine(-23.0, 3.0, 48_000, hz), 48_000) for hz in (500, 30))
    assert low < middle - 3.0


def test_silence_and_sounds_too_short_to_measure_have_none() -> None:
    assert integrated_loudness(np.zeros((48_000, 2)), 48_000) == float("-inf")
    assert integrated_loudness(_sine(-23.0, 0.2, 48_000), 48_000) == float("-inf")
