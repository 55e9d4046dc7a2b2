"""Sound to streams and back."""

import numpy as np
import pytest

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.quantization import expand
from audiosynth_gui.features.streams import (
    heard_values,
    joined_streams,
    stream_values,
)


def sound(channels: int) -> np.ndarray:
    random = np.random.default_rng(2)
    return (0.2 * random.standard_normal((4096, channels))).astype(np.float32)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("bands", [1, 4])
def test_streams_join_to_the_sound_they_came_from(bands: int, channels: int) -> None:
    samples = sound(channels)
    values = stream_values(samples, bands)
    assert values.shape == (4096 // bands, bands * channels)
    late = filterbank(bands).delay_frames
    joined = joined_streams(values, bands, channels)[late:]
    difference = joined[256:] - samples[256 : 4096 - late]
    assert np.sqrt(np.mean(difference**2)) < 1e-3 * 0.2 * 2


def test_the_middle_comes_before_the_side() -> None:
    samples = sound(2)
    values = stream_values(samples, 1)
    np.testing.assert_allclose(values[:, 0], samples.mean(axis=1), atol=1e-6)
    np.testing.assert_allclose(values[:, 1], (samples[:, 0] - samples[:, 1]) / 2, atol=1e-6)


def test_heard_values_are_scaled_companded_and_come_back() -> None:
    values = stream_values(sound(1), 4)
    scales = np.abs(values).max(axis=0)
    heard = heard_values(values, scales)
    assert np.abs(heard).max() <= 1.0
    np.testing.assert_allclose(expand(heard) * scales, values, atol=1e-5)
