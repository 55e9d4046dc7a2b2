"""The line of words that gives way."""

import numpy as np
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.elided_label import ElidedLabel
from tests.ui.views.pixels import picture_of, where

WORDS = "Slow Window, learnt · from “Slow Window” at 00:04.000 · seed 537753"


def test_it_takes_no_room_from_others(qtbot: QtBot, dark: Theme) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(WORDS)
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 5
    assert label.toolTip() == label.text() == WORDS
    label.setText("a")
    assert label.minimumSizeHint().width() == label.sizeHint().width()
    assert dark.is_dark


def test_what_fits_is_drawn(qtbot: QtBot, dark: Theme) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText(WORDS)
    for width in (label.sizeHint().width(), 80):
        label.resize(width, 24)
        drawn = np.asarray(where(picture_of(label), dark.colours.text).any(axis=0))
        assert drawn[: width // 2].any()
        assert drawn[width - 30 :].any()
