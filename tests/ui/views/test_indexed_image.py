"""Images of few colours."""

import numpy as np
import pytest

from audiosynth_gui.ui.views.indexed_image import indexed_image

COLOURS = [0xFF000000, 0xFFFF8000, 0x80FFFFFF]


@pytest.mark.parametrize("width", [1, 3, 4, 5, 130])
def test_every_pixel_lies_where_the_array_has_it(width: int) -> None:
    pixels = np.random.default_rng(width).integers(0, 3, (7, width)).astype(np.uint8)
    for turned in (pixels, np.flipud(pixels), np.fliplr(pixels)):
        image = indexed_image(turned, COLOURS)
        assert (image.width(), image.height()) == (width, 7)
        drawn = [[image.pixelIndex(x, y) for x in range(width)] for y in range(7)]
        np.testing.assert_array_equal(drawn, turned)
    assert [colour & 0xFFFFFFFF for colour in image.colorTable()] == COLOURS


def test_it_outlives_its_array() -> None:
    pixels = np.ones((2, 6), np.uint8)
    image = indexed_image(pixels, COLOURS)
    pixels[:] = 2
    assert image.pixelIndex(5, 1) == 1
