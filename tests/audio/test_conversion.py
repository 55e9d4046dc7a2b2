"""Other rates, other channels, middle and side."""

import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import (
    StreamingConverter,
    StreamingResampler,
    convert_channels,
    left_right,
    mid_side,
    resample,
)
from tests.audio.sounds import noise, sine

RATES = [(44_100, 48_000), (48_000, 44_100), (22_050, 44_100), (96_000, 16_000), (11_025, 48_000)]


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
@pytest.mark.parametrize("channels", [1, 2])
def test_agrees_with_soxr(from_rate: int, to_rate: int, channels: int) -> None:
    samples = noise(100_000, channels)
    ours = resample(samples, from_rate, to_rate)
    assert ours.dtype == np.float32
    assert abs(ours.shape[0] - 100_000 * to_rate / from_rate) <= 1
    np.testing.assert_array_equal(ours, soxr.resample(samples, from_rate, to_rate, "HQ"))


@given(
    cuts=st.lists(st.integers(0, 20_000), max_size=8),
    rates=st.sampled_from([*RATES, (44_100, 44_100)]),
)
def test_streamed_equals_whole(cuts: list[int], rates: tuple[int, int]) -> None:
    samples = noise(20_000)
    stream = StreamingResampler(*rates, 2)
    blocks = np.split(samples, np.array(sorted(cuts), int))
    pieces = [stream.push(block) for block in blocks[:-1]]
    pieces.append(stream.push(blocks[-1], last=True))
    np.testing.assert_array_equal(np.concatenate(pieces), resample(samples, *rates))


@pytest.mark.parametrize(("from_rate", "to_rate"), RATES)
def test_a_tone_stays_the_tone(from_rate: int, to_rate: int) -> None:
    """In place, in pitch, in level; away from the ends, where it starts out of nothing."""
    converted = resample(sine(from_rate, from_rate, 997.0), from_rate, to_rate)
    expected = sine(to_rate, to_rate, 997.0)
    middle = slice(to_rate // 4, 3 * to_rate // 4)
    np.testing.assert_allclose(converted[middle], expected[middle], atol=2e-4)


def test_the_same_rate_changes_nothing() -> None:
    samples = noise(100)
    np.testing.assert_array_equal(resample(samples, 44_100, 44_100), samples)


def test_silence_of_no_length() -> None:
    assert resample(np.zeros((0, 2), np.float32), 44_100, 48_000).shape == (0, 2)


def test_a_stream_takes_nothing_after_its_end() -> None:
    stream = StreamingResampler(44_100, 48_000, 2)
    stream.push(noise(10), last=True)
    with pytest.raises(ValueError, match="last block"):
        stream.push(noise(10))


def test_a_stream_takes_no_other_shape() -> None:
    stream = StreamingResampler(44_100, 48_000, 2)
    with pytest.raises(ValueError, match="expected"):
        stream.push(noise(10, 1))


@pytest.mark.parametrize(("have", "wanted"), [(1, 2), (2, 1), (6, 2), (2, 2)])
def test_a_converter_resamples_where_there_are_fewer_channels(have: int, wanted: int) -> None:
    samples = noise(20_000, have)
    converter = StreamingConverter(44_100, have, 48_000, wanted)
    made = [converter.push(samples[:7_000]), converter.push(samples[7_000:], last=True)]
    fewest = resample(convert_channels(samples, min(have, wanted)), 44_100, 48_000)
    np.testing.assert_array_equal(np.concatenate(made), convert_channels(fewest, wanted))
    with pytest.raises(ValueError, match=rf"expected \(frames, {have}\)"):
        converter.push(noise(10, have + 1))


def test_mono_to_both_sides() -> None:
    samples = noise(10, 1)
    np.testing.assert_array_equal(convert_channels(samples, 2), np.hstack((samples, samples)))


def test_stereo_to_its_mean() -> None:
    samples = noise(10, 2)
    np.testing.assert_allclose(
        convert_channels(samples, 1), samples.mean(axis=1, keepdims=True), rtol=1e-6
    )


@pytest.mark.parametrize("channels", range(1, 9))
def test_the_same_channels_change_nothing(channels: int) -> None:
    samples = noise(10, channels)
    assert convert_channels(samples, channels) is samples


@pytest.mark.parametrize(
    ("channels", "left", "right"),
    [
        (3, {0: 0, 2: -3}, {1: 0, 2: -3}),
        (4, {0: 0, 2: -3}, {1: 0, 3: -3}),
        (5, {0: 0, 2: -3, 3: -3}, {1: 0, 2: -3, 4: -3}),
        (6, {0: 0, 2: -3, 3: -3, 4: -3}, {1: 0, 2: -3, 3: -3, 5: -3}),
        (7, {0: 0, 2: -3, 3: -3, 4: -3, 5: -3}, {1: 0, 2: -3, 3: -3, 4: -3, 6: -3}),
        (8, {0: 0, 2: -3, 3: -3, 4: -3, 6: -3}, {1: 0, 2: -3, 3: -3, 5: -3, 7: -3}),
    ],
)
def test_surround_to_stereo(channels: int, left: dict[int, int], right: dict[int, int]) -> None:
    """Centre and low frequencies to both sides, the rest to its own, each 3 dB quieter."""
    samples = np.eye(channels, dtype=np.float32)
    stereo = convert_channels(samples, 2)
    for side, gains in enumerate((left, right)):
        expected = np.zeros(channels)
        for channel, gain_db in gains.items():
            expected[channel] = 10.0 ** (gain_db * 1.0034 / 20.0) if gain_db else 1.0
        np.testing.assert_allclose(stereo[:, side], expected, atol=1e-4)
    np.testing.assert_allclose(convert_channels(samples, 1)[:, 0], stereo.mean(axis=1), rtol=1e-6)


@pytest.mark.parametrize(("have", "wanted"), [(2, 3), (1, 0), (9, 2), (9, 1)])
def test_other_channels_are_refused(have: int, wanted: int) -> None:
    with pytest.raises(ValueError, match="channels"):
        convert_channels(noise(10, have), wanted)


@given(integers=numpy_strategies.arrays(np.int16, st.tuples(st.integers(0, 50), st.just(2))))
def test_mid_side_is_exactly_undone_for_16_bit(integers: np.ndarray) -> None:
    samples: Samples = integers.astype(np.float32) / np.float32(2**15)
    np.testing.assert_array_equal(left_right(mid_side(samples)), samples)


def test_mid_side_is_undone_to_the_last_bit() -> None:
    samples = noise(10_000)
    np.testing.assert_allclose(left_right(mid_side(samples)), samples, rtol=0, atol=2.0**-23)


def test_middle_and_side() -> None:
    samples = np.array([[0.5, 0.5], [0.5, -0.5], [1.0, 0.0]], np.float32)
    assert mid_side(samples).tolist() == [[0.5, 0.0], [0.0, 0.5], [0.5, 0.5]]
