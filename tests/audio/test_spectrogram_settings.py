"""What a spectrogram shows, and where."""

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from audiosynth_gui.audio.spectrogram_settings import (
    FrequencyScale,
    SpectrogramSettings,
    hertz_to_row,
    row_to_hertz,
)

PLAIN = SpectrogramSettings(44_100)


@pytest.mark.parametrize("scale", get_args(FrequencyScale))
def test_rows_and_hertz_are_inverse(scale: FrequencyScale) -> None:
    settings = replace(PLAIN, scale=scale, lowest_hertz=30.0, highest_hertz=16_000.0)
    assert row_to_hertz(0, settings) == pytest.approx(30.0)
    assert row_to_hertz(255, settings) == pytest.approx(16_000.0)
    hertz = [row_to_hertz(row, settings) for row in range(256)]
    assert hertz == sorted(hertz)
    for row in (0.0, 3.7, 100.0, 254.9):
        assert hertz_to_row(row_to_hertz(row, settings), settings) == pytest.approx(row)


def test_octaves_are_equally_high_on_the_log_scale() -> None:
    settings = replace(PLAIN, scale="log")
    heights = [hertz_to_row(55.0 * 2.0**octave, settings) for octave in range(8)]
    np.testing.assert_allclose(np.diff(heights), np.diff(heights)[0])


@pytest.mark.parametrize(
    "changes",
    [
        {"window_frames": 128},
        {"window_frames": 32_768},
        {"window_frames": 1_000},
        {"rows": 1},
        {"most_windows": 0},
        {"sample_rate": 0},
        {"lowest_hertz": -1.0},
        {"lowest_hertz": 30_000.0},
        {"highest_hertz": 22_051.0},
        {"highest_hertz": 20.0},
        {"scale": "log", "lowest_hertz": 0.0},
        {"floor_db": 0.0, "ceiling_db": 0.0},
    ],
)
def test_settings_that_cannot_be_drawn(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"must|begins"):
        replace(PLAIN, **changes)  # type: ignore[arg-type]
