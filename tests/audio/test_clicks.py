"""The clicks of a count-in."""

import numpy as np

from audiosynth_gui.audio.clicks import count_in_seconds, count_in_sound


def test_one_click_a_beat_and_the_first_of_a_bar_is_higher() -> None:
    sound = count_in_sound(2, 120.0, 8_000)
    assert sound.shape == (32_000, 1)
    assert count_in_seconds(2, 120.0) == 4.0
    beats = sound.reshape(8, 4_000)
    assert np.abs(beats[:, :240]).max(axis=1).min() > 0.2
    assert np.abs(beats[:, 240:]).max() == 0.0
    crossings = np.count_nonzero(np.diff(np.signbit(beats[:, :240]), axis=1), axis=1)
    assert list(crossings > 80) == [True, False, False, False] * 2
    assert np.abs(sound).max() <= 0.4


def test_no_bar_is_no_sound() -> None:
    assert count_in_sound(0, 90.0, 44_100).shape == (0, 1)
