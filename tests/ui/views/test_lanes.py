"""Heights of lanes."""

import pytest
from PySide6.QtCore import QPointF

from audiosynth_gui.ui.views.lanes import LEAST_LANE_PIXELS, Lanes


def test_lanes_are_equal_at_first_and_again_when_reset() -> None:
    lanes = Lanes()
    lanes.set_count(2)
    assert lanes.edges(200.0) == [0.0, 100.0, 200.0]
    lanes.move_border(0, 150.0, 200.0)
    assert lanes.edges(200.0) == pytest.approx([0.0, 150.0, 200.0])
    assert lanes.edges(400.0) == pytest.approx([0.0, 300.0, 400.0])
    lanes.set_count(2)
    assert lanes.edges(200.0) == pytest.approx([0.0, 150.0, 200.0])
    lanes.reset()
    assert lanes.edges(200.0) == [0.0, 100.0, 200.0]


def test_a_lane_keeps_some_height_and_others_keep_theirs() -> None:
    lanes = Lanes()
    lanes.set_count(3)
    lanes.move_border(1, 10_000.0, 300.0)
    assert lanes.edges(300.0) == pytest.approx([0.0, 100.0, 300.0 - LEAST_LANE_PIXELS, 300.0])
    lanes.move_border(1, -5.0, 300.0)
    assert lanes.edges(300.0) == pytest.approx([0.0, 100.0, 100.0 + LEAST_LANE_PIXELS, 300.0])


def test_a_border_is_found_near_it() -> None:
    lanes = Lanes()
    lanes.set_count(3)
    heights = (0.0, 98.0, 102.0, 150.0, 201.0, 300.0)
    found = [lanes.border_at(QPointF(10.0, y), 300.0) for y in heights]
    assert found == [None, 0, 0, None, 1, None]
    assert lanes.border_at(QPointF(200.0, 98.0), 300.0) is None


def test_the_lane_at_a_height() -> None:
    lanes = Lanes()
    assert lanes.lane_at(50.0, 100.0) == 0
    lanes.set_count(2)
    lanes.move_border(0, 70.0, 100.0)
    assert [lanes.lane_at(y, 100.0) for y in (-5.0, 69.0, 71.0, 120.0)] == [0, 0, 1, 1]
