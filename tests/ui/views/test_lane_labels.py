"""What is written over the lanes of a waveform, as it is drawn."""

import itertools

import numpy as np
import pytest
from PySide6.QtGui import QPainter, QPaintEvent
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.lane_labels import lane_name, paint_lane_labels
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform_scale import WaveformScale
from tests.ui.views.pixels import picture_of

WIDTH, HEIGHT = 300, 200


class Labels(TimeView):
    """Nothing but the labels of some lanes."""

    edges: tuple[float, ...] = (0.0, float(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        with QPainter(self) as painter:
            paint_lane_labels(self, painter, self.edges, WaveformScale())


@pytest.fixture
def labels(qtbot: QtBot, dark: Theme) -> Labels:
    """The labels of one lane."""
    made = Labels(Timeline(), dark)
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    return made


def test_channels_have_their_usual_names(labels: Labels) -> None:
    assert lane_name(labels, 0, 1) == ""
    assert [lane_name(labels, lane, 2) for lane in range(2)] == ["L", "R"]
    assert [lane_name(labels, lane, 6) for lane in range(6)] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize("edges", [(0.0, 200.0), (0.0, 60.0, 200.0)])
def test_each_lane_has_a_name_at_the_left_and_levels_at_the_right(
    labels: Labels, edges: tuple[float, ...]
) -> None:
    labels.edges = edges
    picture = picture_of(labels)
    labels.edges = (0.0,)
    written = (picture != picture_of(labels)).any(axis=-1)
    for top, bottom in itertools.pairwise(edges):
        lane = written[round(top) + 2 : round(bottom)]
        assert lane[:24, :30].any() == (len(edges) > 2), "a single channel needs no name"
        assert not lane[:, 60:240].any()
        levels = top + 2 + np.flatnonzero(lane[:, -1])
        assert np.mean(levels) == pytest.approx((top + bottom) / 2, abs=3), "alike above and below"
