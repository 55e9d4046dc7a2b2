"""Numbers to bytes and back, and the dither between."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from audiosynth_gui.audio.pcm import decode_samples, encode_samples, quantize
from audiosynth_gui.audio.wav_layout import BYTES_PER_SAMPLE, SampleFormat
from tests.audio.sounds import noise, on_grid

FORMATS: tuple[SampleFormat, ...] = ("pcm16", "pcm24", "float32")


def _decoded(data: bytes, sample_format: SampleFormat, channels: int) -> np.ndarray:
    return decode_samples(np.frombuffer(data, np.uint8), sample_format, channels)


@pytest.mark.parametrize("sample_format", FORMATS)
@given(data=st.binary(max_size=240))
def test_bytes_come_back(sample_format: SampleFormat, data: bytes) -> None:
    whole = data[: len(data) // BYTES_PER_SAMPLE[sample_format] * BYTES_PER_SAMPLE[sample_format]]
    samples = _decoded(whole, sample_format, 1)
    if sample_format == "float32":
        samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        whole = samples.astype("<f4").tobytes()
    encoded = encode_samples(samples, sample_format, np.random.default_rng(1))
    assert encoded.data == whole
    assert encoded.replaced_samples == 0


@given(
    samples=numpy_strategies.arrays(
        np.float32,
        st.tuples(st.integers(0, 40), st.integers(1, 8)),
        elements=st.floats(-1.0, 1.0, width=32),
    ),
    seed=st.integers(0, 2**32),
)
@pytest.mark.parametrize(("sample_format", "bits"), [("pcm16", 16), ("pcm24", 24)])
def test_integers_stay_within_a_step_and_dither(
    sample_format: SampleFormat, bits: int, samples: np.ndarray, seed: int
) -> None:
    step = 2.0 ** (1 - bits)
    channels = samples.shape[1]
    plain = _decoded(encode_samples(samples, sample_format, None).data, sample_format, channels)
    dithered = _decoded(
        encode_samples(samples, sample_format, np.random.default_rng(seed)).data,
        sample_format,
        channels,
    )
    # Full scale itself is one step beyond the largest integer.
    reachable = np.minimum(samples.astype(np.float64), 1.0 - step)
    assert np.all(np.abs(plain - reachable) <= 0.5 * step * 1.0001)
    assert np.all(np.abs(dithered - reachable) <= 1.5 * step * 1.0001)


def test_values_on_the_grid_are_left_alone() -> None:
    samples = on_grid(noise(1000), 16)
    silence = np.zeros((1000, 2), np.float32)
    for values in (samples, silence):
        encoded = encode_samples(values, "pcm16", np.random.default_rng(0))
        np.testing.assert_array_equal(_decoded(encoded.data, "pcm16", 2), values)


def test_dither_keeps_the_mean_and_the_power_of_the_error() -> None:
    """A level between two steps survives, and the error is as strong at every level."""
    powers = []
    for level in (0.1, 0.25, 0.5, 0.75):
        samples = np.full((200_000, 1), 100 + level, np.float32) / np.float32(2**15)
        integers = quantize(samples, 16, np.random.default_rng(3))
        error = integers - samples.astype(np.float64) * 2**15
        assert abs(error.mean()) < 0.01
        powers.append(error.var())
    # Triangular noise (1/6) and rounding (1/12) add up to a quarter of a step squared.
    np.testing.assert_allclose(powers, 0.25, atol=0.01)


def test_without_dither_a_level_between_two_steps_is_lost() -> None:
    samples = np.full((100, 1), 100.25, np.float32) / np.float32(2**15)
    assert np.all(quantize(samples, 16, None) == 100)


@given(cuts=st.lists(st.integers(0, 500), max_size=6))
def test_dither_does_not_depend_on_the_blocks(cuts: list[int]) -> None:
    samples = noise(500)
    whole = quantize(samples, 16, np.random.default_rng(5))
    generator = np.random.default_rng(5)
    pieces = [
        quantize(piece, 16, generator) for piece in np.split(samples, np.array(sorted(cuts), int))
    ]
    np.testing.assert_array_equal(np.concatenate(pieces), whole)


@pytest.mark.parametrize(("sample_format", "bits"), [("pcm16", 16), ("pcm24", 24)])
def test_full_scale_is_clipped_and_counted(sample_format: SampleFormat, bits: int) -> None:
    samples = np.array([[1.0], [-1.0], [1.5], [-2.0], [0.5]], np.float32)
    encoded = encode_samples(samples, sample_format, None)
    top = 1.0 - 2.0 ** (1 - bits)
    assert encoded.clipped_samples == 2
    assert _decoded(encoded.data, sample_format, 1)[:, 0].tolist() == [top, -1.0, top, -1.0, 0.5]


def test_floats_are_not_clipped() -> None:
    samples = np.array([[1.5], [-2.0]], np.float32)
    encoded = encode_samples(samples, "float32", None)
    assert encoded.clipped_samples == 0
    np.testing.assert_array_equal(_decoded(encoded.data, "float32", 1), samples)


@pytest.mark.parametrize("sample_format", FORMATS)
def test_what_is_no_number_becomes_silence(sample_format: SampleFormat) -> None:
    samples = np.array([[np.nan], [np.inf], [-np.inf], [0.25]], np.float32)
    encoded = encode_samples(samples, sample_format, np.random.default_rng(0))
    assert encoded.replaced_samples == 3
    assert encoded.clipped_samples == 0
    assert _decoded(encoded.data, sample_format, 1)[:, 0].tolist() == [0.0, 0.0, 0.0, 0.25]
