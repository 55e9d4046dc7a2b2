"""Where values lie in a lane."""

import itertools

import numpy as np
import pytest

from audiosynth_gui.ui.views.picture_style import LEVEL_SCALES, LevelScale
from audiosynth_gui.ui.views.waveform_scale import WaveformScale

VALUES = np.array([-2.0, -1.0, -0.1, 0.0, 0.001, 0.25, 1.0, np.nan], np.float32)


def test_evenly() -> None:
    wanted = [-1.0, -1.0, -0.1, 0.0, 0.001, 0.25, 1.0, np.nan]
    np.testing.assert_allclose(WaveformScale().places(VALUES), wanted, rtol=1e-6)
    assert WaveformScale(zoom=3.0).places(VALUES)[5] == pytest.approx(0.75)


def test_by_decibels() -> None:
    wanted = [-1.0, -1.0, -2 / 3, 0.0, 0.0, 1 - 12.0412 / 60, 1.0, np.nan]
    np.testing.assert_allclose(WaveformScale("decibels").places(VALUES), wanted, atol=1e-5)
    assert WaveformScale("decibels", 10.0).places(VALUES)[4] == pytest.approx(1 / 3, abs=1e-5)


@pytest.mark.parametrize("kind", LEVEL_SCALES)
@pytest.mark.parametrize("zoom", [1.0, 4.0, 500.0])
@pytest.mark.parametrize("half_height", [20.0, 80.0, 400.0])
def test_marks_stand_at_their_values_and_never_run_into_each_other(
    kind: LevelScale, zoom: float, half_height: float
) -> None:
    scale = WaveformScale(kind, zoom)
    marks = scale.marks(half_height, 12.0)
    assert marks
    for place, text in marks:
        value = float(text) if kind == "linear" else 10 ** (float(text) / 20)
        assert scale.places(np.array([value], np.float32))[0] == pytest.approx(place, abs=1e-4)
    # the one at the edge is written inside of the lane
    heights = [min(place * half_height, half_height - 6.0) for place, _ in marks]
    assert all(above - below >= 12.0 for above, below in itertools.pairwise(heights))
