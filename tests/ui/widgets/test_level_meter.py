"""Levels and held peaks."""

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.widgets.level_meter import (
    FALL_DB_PER_SECOND,
    FLOOR_DB,
    HOLD_SECONDS,
    Lane,
    LevelMeter,
    decibels,
)
from tests.ui.views.pixels import picture_of, where


@pytest.mark.parametrize(
    ("amplitude", "level"), [(1.0, 0.0), (0.5, -6.02), (0.001, -60.0), (0.0, FLOOR_DB)]
)
def test_decibels(amplitude: float, level: float) -> None:
    assert decibels(amplitude) == pytest.approx(level, abs=0.01)


def test_the_bar_rises_at_once_and_falls_slowly() -> None:
    lane = Lane().after(1.0, 0.03)
    assert lane.level_db == 0.0
    later = lane.after(0.0, 0.5)
    assert later.level_db == pytest.approx(-0.5 * FALL_DB_PER_SECOND)
    assert later.after(0.0, 100.0).level_db == FLOOR_DB


def test_the_peak_is_held_for_a_while() -> None:
    lane = Lane().after(0.5, 0.03)
    held = lane.held_db
    for _ in range(int(HOLD_SECONDS / 0.1) - 1):
        lane = lane.after(0.01, 0.1)
    assert lane.held_db == held
    for _ in range(5):
        lane = lane.after(0.01, 0.1)
    assert lane.held_db < held
    assert lane.after(0.9, 0.03).held_db > held


def test_left_and_right_are_drawn(qtbot: QtBot, dark: Theme) -> None:
    meter = LevelMeter(dark)
    meter.resize(200, meter.height())
    qtbot.addWidget(meter)
    meter.show_peaks((1.0, 0.01), 0.03)
    picture = picture_of(meter)
    colours = dark.colours
    left, right = picture[:12], picture[12:]
    assert where(left, colours.warning).any()
    assert not where(right, colours.warning).any()
    assert where(left, colours.good).sum() > 2 * where(right, colours.good).sum() > 0
    assert meter.accessibleDescription() == "0 decibels"


def test_one_channel_fills_both_bars(qtbot: QtBot, dark: Theme) -> None:
    meter = LevelMeter(dark)
    qtbot.addWidget(meter)
    meter.show_peaks((0.5,), 0.03)
    assert meter.lanes[0] == meter.lanes[1]
    meter.show_peaks((), 60.0)
    assert meter.lanes[0].level_db == FLOOR_DB
