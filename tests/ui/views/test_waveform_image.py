"""Columns as pixels: what is drawn means the samples."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.ui.views.waveform_image import AXIS, BACKGROUND, BODY, CLIP, PEAK, lane_image

HEIGHT = 101
LEVELS = st.floats(-0.9990234375, 0.9990234375, width=32)


def draw(minimum: float, maximum: float, rms: float, height: int = HEIGHT) -> list[int]:
    """One column, from top to bottom."""
    low, high, body = (np.array([value], np.float32) for value in (minimum, maximum, rms))
    return [int(value) for value in lane_image(low, high, body, height)[:, 0]]


@given(LEVELS, LEVELS, st.integers(8, 300))
def test_the_drawn_extent_is_that_of_the_samples(one: float, other: float, height: int) -> None:
    low, high = min(one, other), max(one, other)
    column = draw(low, high, 0.0, height)
    drawn = [row for row, value in enumerate(column) if value in (PEAK, BODY)]
    assert drawn, "every column with sound shows something"
    assert drawn == list(range(drawn[0], drawn[-1] + 1))
    top, bottom = height / 2 * (1 - high), height / 2 * (1 - low)
    assert abs(drawn[0] - top) <= 1.001
    assert abs(drawn[-1] + 1 - bottom) <= 1.001


def test_silence_is_a_line_in_the_middle() -> None:
    column = draw(0.0, 0.0, 0.0)
    assert [row for row, value in enumerate(column) if value != BACKGROUND] == [HEIGHT // 2]


def test_rms_lies_inside_the_peaks() -> None:
    column = draw(-0.8, 0.8, 0.4)
    body = [row for row, value in enumerate(column) if value == BODY]
    peak = [row for row, value in enumerate(column) if value == PEAK]
    assert abs(len(body) - 0.4 * HEIGHT) <= 1
    assert abs(len(body) + len(peak) - 0.8 * HEIGHT) <= 1


def test_rms_never_leaves_the_peaks_even_when_they_are_on_one_side() -> None:
    column = draw(0.5, 0.9, 0.7)
    drawn = [row for row, value in enumerate(column) if value in (PEAK, BODY)]
    assert drawn[-1] <= HEIGHT * 0.25 + 1


def test_beyond_full_scale_is_cut() -> None:
    assert set(draw(-3.0, 3.0, 0.0)) == {PEAK, BODY, CLIP}


def test_beyond_the_sound_only_the_axis_is_drawn() -> None:
    column = draw(np.nan, np.nan, np.nan)
    assert [value for value in column if value != BACKGROUND] == [AXIS]
