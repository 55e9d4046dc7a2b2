"""Colours for loudness."""

import itertools

import pytest
from PySide6.QtGui import QColor

from audiosynth_gui.ui.views.colour_map import colour_table


@pytest.mark.parametrize("is_dark", [True, False])
def test_louder_is_steadily_lighter_or_darker(is_dark: bool) -> None:
    table = [QColor.fromRgb(value) for value in colour_table(is_dark)]
    assert len(table) == 256
    grey = [0.299 * c.red() + 0.587 * c.green() + 0.114 * c.blue() for c in table]
    steps = [after - before for before, after in itertools.pairwise(grey)]
    direction = 1 if is_dark else -1
    assert all(direction * step >= -0.51 for step in steps)
    assert abs(grey[-1] - grey[0]) > 180
