"""Sound in memory, and the checks of samples."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, check_shape, only_numbers


def test_length_is_told_in_frames_and_seconds() -> None:
    buffer = AudioBuffer(np.zeros((6_000, 2), np.float32), 48_000)
    assert (buffer.frames, buffer.channels, buffer.duration_seconds) == (6_000, 2, 0.125)


@pytest.mark.parametrize("shape", [(10,), (10, 1), (10, 2, 1)])
def test_other_shapes_are_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"expected \(frames, 2\)"):
        check_shape(np.zeros(shape, np.float32), 2)


def test_what_is_no_number_becomes_silence_and_is_counted() -> None:
    samples = np.array([[np.nan], [0.5], [np.inf], [-np.inf]], np.float32)
    numbers, replaced_samples = only_numbers(samples)
    assert (numbers[:, 0].tolist(), replaced_samples) == ([0.0, 0.5, 0.0, 0.0], 3)
    assert numbers.dtype == np.float32


def test_numbers_are_given_back_as_they_are() -> None:
    samples = np.array([[2.0], [-1e30]], np.float32)
    numbers, replaced_samples = only_numbers(samples)
    assert numbers is samples
    assert replaced_samples == 0
