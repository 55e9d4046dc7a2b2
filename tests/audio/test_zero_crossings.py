"""Where a cut makes no click."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.zero_crossings import nearest_rising_zero_crossing
from tests.audio.sounds import sine


def nearest(samples: Samples, frame: int, window_frames: int) -> int | None:
    """Look in samples that are read as a file is: what lies outside is left out."""

    def read(start: int, stop: int) -> Samples:
        assert 0 <= start <= stop
        return samples[start:stop]

    return nearest_rising_zero_crossing(read, frame, window_frames)


def test_the_beginning_of_the_nearest_period_is_found() -> None:
    wave = sine(1000, 1000, 10.0, channels=2) + np.float32(1e-4)
    assert nearest(wave, 290, 50) in (299, 300)
    assert nearest(wave, 310, 50) in (299, 300)


def test_silence_has_none() -> None:
    assert nearest(np.zeros((100, 2), np.float32), 50, 40) is None


def test_beyond_the_window_nothing_is_looked_for() -> None:
    wave = sine(1000, 1000, 10.0) + np.float32(1e-4)
    assert nearest(wave, 250, 30) is None


def test_both_channels_count() -> None:
    left = np.array([-0.2, 0.1, 0.1, 0.1], np.float32)
    right = np.array([-0.2, -0.5, -0.2, 0.3], np.float32)
    assert nearest(left[:, None], 1, 3) == 1
    assert nearest(np.stack((left, right), axis=1), 1, 3) == 3


def test_what_is_no_number_is_silence() -> None:
    samples = np.array([[-0.1], [np.nan], [0.2]], np.float32)
    assert nearest(samples, 2, 2) == 1


SHAPES = st.tuples(st.integers(0, 60), st.just(2))
SOUNDS = hnp.arrays(np.float32, SHAPES, elements=st.floats(-1, 1, width=32))


@given(SOUNDS, st.integers(0, 70), st.integers(0, 20))
def test_it_is_the_nearest_of_all(samples: Samples, frame: int, window_frames: int) -> None:
    mono = samples[:, 0].astype(np.float64) + samples[:, 1]
    rising = [
        place
        for place in range(1, len(mono))
        if mono[place - 1] < 0 <= mono[place] and abs(place - frame) <= window_frames
    ]
    found = nearest(samples, frame, window_frames)
    if found is None:
        assert rising == []
    else:
        assert found in rising
        assert abs(found - frame) == min(abs(place - frame) for place in rising)
