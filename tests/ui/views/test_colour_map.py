"""Colours for loudness."""

import numpy as np
import pytest

from audiosynth_gui.ui.views.colour_map import (
    COLOUR_MAPS,
    ColourMap,
    colour_map,
    colour_table,
    lightness,
)


@pytest.mark.parametrize("is_dark", [True, False])
@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_each_step_is_equally_light(name: ColourMap, is_dark: bool) -> None:
    light = lightness(colour_map(name, is_dark))
    steps = np.diff(light)
    np.testing.assert_allclose(steps, steps.mean(), atol=0.1)
    assert steps.mean() * (1 if is_dark else -1) * 255 > 80


def test_lightness_of_known_colours() -> None:
    known = np.array([(0, 0, 0), (255, 255, 255), (119, 119, 119), (255, 0, 0)], float)
    np.testing.assert_allclose(lightness(known), [0.0, 100.0, 50.03, 53.24], atol=0.1)


def test_only_the_range_is_coloured() -> None:
    table = colour_table("grey", True, 100.0, 200.0)
    assert len(set(table[:101])) == 1
    assert len(set(table[200:])) == 1
    assert len(set(table[100:201])) > 90
    assert table[0] == colour_table("grey", True)[0]
    assert table[255] == colour_table("grey", True)[255]
