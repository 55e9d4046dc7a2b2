"""What a waveform is drawn from."""

import numpy as np
import pytest

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.views.waveform_source import line_columns, peak_under, visible_columns
from tests.ui.views.test_waveform import RATE, ArraySource, stairs

LOUD = 0.9


def burst() -> ArraySource:
    """A second of silence with one loud sample in the left channel, at 0.5 s."""
    samples = np.zeros((RATE, 2), np.float32)
    samples[RATE // 2, 0] = -LOUD
    return ArraySource(samples)


def test_columns_beside_the_sound_are_not_there() -> None:
    scale = TimeScale(TimeSpan(-1.0, 3.0), 400.0)
    columns = visible_columns(ArraySource(stairs(2.0)), scale, 400)
    there = ~np.isnan(columns.maximum[:, 0])
    assert np.flatnonzero(there).tolist() == list(range(100, 300))
    assert columns.maximum[250, 0] == pytest.approx(0.2)
    assert columns.rms[150, 0] == pytest.approx(0.1)


def test_the_peak_under_a_pixel_is_that_of_its_whole_time_and_channel() -> None:
    scale = TimeScale(TimeSpan(0.0, 1.0), 100.0)
    peaks = [peak_under(burst(), scale, x, 0) for x in (49.9, 50.0, 50.9, 51.0)]
    assert peaks == [0.0, pytest.approx(LOUD), pytest.approx(LOUD), 0.0]
    assert peak_under(burst(), scale, 50.0, 1) == 0.0


def test_nothing_is_under_a_pixel_beside_the_sound_or_the_view() -> None:
    scale = TimeScale(TimeSpan(-0.5, 1.5), 100.0)
    assert [peak_under(burst(), scale, x, 0) for x in (10.0, 80.0, -1.0, 100.0)] == [None] * 4


def test_a_line_through_few_samples_is_joined_from_pixel_to_pixel() -> None:
    source = ArraySource(np.array([[0.0], [0.8], [-0.8], [0.0]], np.float32))
    scale = TimeScale(TimeSpan(0.0, 3 / RATE), 30.0)
    columns = line_columns(source, scale, 30)
    low, high = columns.minimum[:, 0], columns.maximum[:, 0]
    assert high.max() == pytest.approx(0.8)
    assert low.min() == pytest.approx(-0.8)
    assert (low[1:] <= high[:-1] + 1e-6).all()
    assert (high[1:] >= low[:-1] - 1e-6).all()
