"""The pyramid: grown in any blocks, right on every level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peak_buckets import Columns
from audiosynth_gui.audio.peak_levels import PeakLevels
from tests.audio.sounds import noise

BASE_FRAMES = 8


def _plain_columns(samples: Samples, edges: NDArray[np.float64], bucket_frames: int) -> Columns:
    """Columns from the samples themselves, with edges moved to whole buckets."""
    count, channels = edges.size - 1, samples.shape[1]
    buckets = -(-samples.shape[0] // bucket_frames)
    bounds = np.clip(np.floor(edges / bucket_frames + 0.5), 0, buckets)
    if edges[-1] >= samples.shape[0]:
        bounds[-1] = buckets
    frames = np.minimum(bounds * bucket_frames, samples.shape[0]).astype(int)
    columns = Columns.silence(count, channels)
    for index in range(count):
        stretch = samples[frames[index] : frames[index + 1]].astype(np.float64)
        if stretch.size:
            columns.minimum[index] = stretch.min(axis=0)
            columns.maximum[index] = stretch.max(axis=0)
            columns.rms[index] = np.sqrt((stretch**2).mean(axis=0))
    return columns


def _assert_same(ours: Columns, expected: Columns) -> None:
    np.testing.assert_array_equal(ours.minimum, expected.minimum)
    np.testing.assert_array_equal(ours.maximum, expected.maximum)
    np.testing.assert_allclose(ours.rms, expected.rms, rtol=1e-4, atol=1e-6)


def _fitting_bucket(width: float, frames: int) -> int:
    bucket_frames = BASE_FRAMES
    while 4 * bucket_frames * 4 <= width and 4 * bucket_frames * 64 <= frames:
        bucket_frames *= 4
    return bucket_frames


@pytest.mark.parametrize("frames", [1, 7, 8, 9, 1_000, 50_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_zoom_is_right(frames: int, channels: int) -> None:
    samples = noise(frames, channels)
    levels = PeakLevels(channels, BASE_FRAMES, frames)
    levels.append(samples)
    assert levels.frames == frames
    generator = np.random.default_rng(1)
    for _ in range(60):
        start, stop = np.sort(generator.uniform(-0.2 * frames - 10, 1.2 * frames + 10, 2))
        count = int(generator.integers(1, 30))
        width = (stop - start) / count
        if width < BASE_FRAMES:
            continue
        edges = np.linspace(start, stop, count + 1)
        bucket_frames = _fitting_bucket(width, frames)
        _assert_same(levels.columns(edges), _plain_columns(samples, edges, bucket_frames))


@given(cuts=st.lists(st.integers(0, 30_000), max_size=12), expected=st.sampled_from([0, 30_000]))
def test_blocks_do_not_matter(cuts: list[int], expected: int) -> None:
    """Not even where the arrays have to grow."""
    samples = noise(30_000)
    whole = PeakLevels(2, BASE_FRAMES, 30_000)
    whole.append(samples)
    grown = PeakLevels(2, BASE_FRAMES, expected)
    for block in np.split(samples, np.array(sorted(cuts), int)):
        grown.append(block)
    assert grown.frames == 30_000
    for count in (1, 3, 17, 900, 3_000):
        edges = np.linspace(0, 30_000, count + 1)
        _assert_same(grown.columns(edges), whole.columns(edges))


def test_growing_is_seen_at_every_step() -> None:
    samples = noise(20_000, 1)
    levels = PeakLevels(1, BASE_FRAMES)
    for stop in range(0, 20_000, 777):
        levels.append(samples[levels.frames : stop])
        edges = np.array([0.0, 20_000.0])
        columns = levels.columns(edges)
        assert columns.maximum[0, 0] == (samples[:stop].max() if stop else 0.0)


def test_no_peak_is_lost_or_drawn_twice() -> None:
    """A single click is in exactly one column, wherever it is and at any zoom."""
    for frame in (0, 5, 4_095, 4_096, 9_999):
        samples = np.zeros((10_000, 1), np.float32)
        samples[frame] = 1.0
        levels = PeakLevels(1, BASE_FRAMES, 10_000)
        levels.append(samples)
        for count in (1, 2, 7, 99, 1_000):
            columns = levels.columns(np.linspace(0, 10_000, count + 1))
            assert np.count_nonzero(columns.maximum) == 1
            column = int(columns.maximum.argmax())
            assert abs((column + 0.5) * 10_000 / count - frame) <= 10_000 / count + BASE_FRAMES


def test_columns_narrower_than_a_bucket_repeat_it() -> None:
    samples = np.repeat(np.arange(1, 5, dtype=np.float32), BASE_FRAMES)[:, np.newaxis]
    levels = PeakLevels(1, BASE_FRAMES)
    levels.append(samples[:-5])
    columns = levels.columns(np.linspace(0, 4 * BASE_FRAMES, 9))
    assert columns.maximum[:, 0].tolist() == [1, 1, 2, 2, 3, 3, 4, 4]
    assert columns.rms[:, 0].tolist() == [1, 1, 2, 2, 3, 3, 4, 4]


def test_nothing_is_silence() -> None:
    columns = PeakLevels(2, BASE_FRAMES).columns(np.linspace(0, 1_000, 11))
    assert not columns.maximum.any()
    columns = PeakLevels(2, BASE_FRAMES).columns(np.linspace(0, 10, 11))
    assert not columns.maximum.any()
