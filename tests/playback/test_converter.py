"""From the sound's rate and channels to the device's."""

import numpy as np
import pytest

from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.playback.converter import DeviceConverter
from tests.playback.sounds import sweep


def test_blocks_give_what_the_whole_gives() -> None:
    sound = sweep(16000, 0.3, channels=1)
    converter = DeviceConverter(16000, 1, 44100, 2)
    pieces = [converter.push(sound[start : start + 321]) for start in range(0, len(sound), 321)]
    pieces.append(converter.push(sound[:0], last=True))
    expected = convert_channels(resample(sound, 16000, 44100), 2)
    assert np.array_equal(np.concatenate(pieces), expected)


@pytest.mark.parametrize("source_channels", [1, 2, 6, 8])
@pytest.mark.parametrize("device_channels", [1, 2])
def test_channels_fit_the_device(source_channels: int, device_channels: int) -> None:
    sound = sweep(44100, 0.05, channels=source_channels)
    converted = DeviceConverter(44100, source_channels, 44100, device_channels).push(sound)
    expected = convert_channels(convert_channels(sound, min(2, source_channels)), device_channels)
    assert np.array_equal(converted, np.clip(expected, -1.0, 1.0))


def test_what_is_no_number_becomes_silence_and_is_counted() -> None:
    sound = np.full((100, 2), 0.25, np.float32)
    sound[10] = np.nan
    sound[20, 0] = np.inf
    sound[30, 1] = -np.inf
    converter = DeviceConverter(44100, 2, 44100, 2)
    converted = converter.push(sound)
    assert converter.replaced_samples == 4
    assert np.all(np.isfinite(converted))
    assert np.all(converted[10] == 0.0)
    assert np.array_equal(converted[11:20], sound[11:20])


def test_nothing_is_louder_than_full_scale() -> None:
    converted = DeviceConverter(44100, 1, 44100, 1).push(np.array([[3.0], [-1e30]], np.float32))
    assert converted.tolist() == [[1.0], [-1.0]]


def test_other_shapes_are_refused() -> None:
    converter = DeviceConverter(44100, 2, 44100, 2)
    with pytest.raises(ValueError, match=r"expected \(frames, 2\)"):
        converter.push(np.zeros((10, 1), np.float32))
    with pytest.raises(ValueError, match=r"expected \(frames, 2\)"):
        converter.push(np.zeros(10, np.float32))
