"""Stretches of sound as minimum, maximum and energy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.audio.peak_buckets import (
    gather_columns,
    measure,
    pick_columns,
)
from tests.audio.sounds import noise


@pytest.mark.parametrize("bucket_frames", [1, 2, 16, 256])
@pytest.mark.parametrize("channels", [1, 2, 3, 8])
@pytest.mark.parametrize("frames", [0, 1, 255, 256, 1_000])
def test_measures_each_stretch(frames: int, channels: int, bucket_frames: int) -> None:
    samples = noise(frames, channels)
    buckets = measure(samples, bucket_frames)
    assert len(buckets) == -(-frames // bucket_frames)
    for index in range(len(buckets)):
        stretch = samples[index * bucket_frames : (index + 1) * bucket_frames]
        np.testing.assert_array_equal(buckets.minimum[index], stretch.min(axis=0))
        np.testing.assert_array_equal(buckets.maximum[index], stretch.max(axis=0))
        np.testing.assert_allclose(buckets.energy[index], (stretch**2).sum(axis=0), rtol=1e-5)


@given(starts=st.sets(st.integers(1, 99), max_size=10))
def test_putting_together_equals_measuring_longer(starts: set[int]) -> None:
    samples = noise(1_600)
    bounds = np.array([0, *sorted(starts)], np.int64)
    groups = measure(samples, 16).gather(bounds)
    for index, (start, stop) in enumerate(zip(bounds, [*bounds[1:], 100], strict=True)):
        stretch = samples[start * 16 : stop * 16]
        np.testing.assert_array_equal(groups.minimum[index], stretch.min(axis=0))
        np.testing.assert_array_equal(groups.maximum[index], stretch.max(axis=0))
        np.testing.assert_allclose(groups.energy[index], (stretch**2).sum(axis=0), rtol=1e-4)


def test_columns_without_buckets_are_silent() -> None:
    samples = np.ones((64, 1), np.float32)
    bounds = np.array([0, 0, 2, 2, 4, 4], np.int64)
    columns = gather_columns(measure(samples, 16), bounds, bounds * 16)
    assert columns.maximum[:, 0].tolist() == [0.0, 1.0, 0.0, 1.0, 0.0]
    assert columns.rms[:, 0].tolist() == [0.0, 1.0, 0.0, 1.0, 0.0]


def test_narrow_columns_show_the_bucket_they_lie_in() -> None:
    samples = np.array([[0.25], [-0.5]], np.float32)
    columns = pick_columns(
        measure(samples, 1), np.ones(2, np.int64), np.array([-0.5, 0.0, 0.9, 1.0, 1.9, 2.0])
    )
    assert columns.minimum[:, 0].tolist() == [0.0, 0.25, 0.25, -0.5, -0.5, 0.0]
    assert columns.rms[:, 0].tolist() == [0.0, 0.25, 0.25, 0.5, 0.5, 0.0]


def test_what_is_no_number_counts_as_silence() -> None:
    samples = np.array([[np.nan], [0.5], [np.inf], [-np.inf]], np.float32)
    buckets = measure(samples, 4)
    assert (buckets.minimum[0, 0], buckets.maximum[0, 0], buckets.energy[0, 0]) == (0.0, 0.5, 0.25)
