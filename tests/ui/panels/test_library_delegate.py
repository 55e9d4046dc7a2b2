"""How a row of the library looks."""

import numpy as np
import pytest

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.panels.library_delegate import DETAIL_ROLE, MISSING_ROLE, ROW_HEIGHT
from tests.ui.views.pixels import picture_of

NAME_PIXELS = 70
"""Icon and name of the recording."""


@pytest.mark.parametrize("role", [DETAIL_ROLE, MISSING_ROLE])
def test_the_detail_stands_at_the_right_and_missing_in_its_place(
    piece: MainWindow, controllers: Controllers, role: int
) -> None:
    tree = piece.library.tree
    assert controllers.choice.recording is not None
    row = piece.library._find(controllers.choice.recording.id)
    assert row is not None
    place = tree.visualItemRect(row)
    assert place.height() == ROW_HEIGHT
    row.setData(0, DETAIL_ROLE, None)
    plain = picture_of(tree.viewport())
    row.setData(0, DETAIL_ROLE, "0:02")
    row.setData(0, role, "8:88")
    differ = (picture_of(tree.viewport()) != plain).any(axis=-1)
    rows, columns = np.nonzero(differ)
    assert place.top() <= rows.min() < rows.max() <= place.bottom()
    assert place.left() + NAME_PIXELS < columns.min()
    assert place.right() - 20 < columns.max() <= place.right()
