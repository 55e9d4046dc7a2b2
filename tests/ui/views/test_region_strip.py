"""The strip of regions: what is drawn, and what the mouse does to it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.region_looks import SHADES
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views import region_strip
from audiosynth_gui.ui.views.region_strip import HEIGHT, RegionStrip
from audiosynth_gui.ui.views.timeline import Timeline
from tests.project.examples import REGION
from tests.ui.hands import LEFT, NO_KEYS, drag
from tests.ui.views.pixels import picture_of, where

WIDTH = 600
RATE = 100
TRAIN = REGION.changed(start_frame=1_000, stop_frame=2_000)
"""From 10 s to 20 s: pixels 100 to 200."""
INSIDE = REGION.changed(
    id="inside", kind="leave-out", start_frame=1_200, stop_frame=1_400, colour="red"
)


@pytest.fixture
def strip(qtbot: QtBot, dark: Theme) -> RegionStrip:
    """A strip of a minute, ten pixels a second."""
    made = RegionStrip(Timeline(), dark)
    made.resize(WIDTH, HEIGHT)
    made.timeline.reset(60.0)
    made.show_regions((TRAIN, INSIDE), RATE)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def columns_in(strip: RegionStrip, colour: str) -> list[int]:
    """The pixel columns that have a colour from top to bottom of a region."""
    found = where(picture_of(strip), colour)[3 : HEIGHT - 4]
    return [int(x) for x in np.flatnonzero(found.all(axis=0))]


def test_regions_are_drawn_where_they_are(strip: RegionStrip) -> None:
    assert columns_in(strip, SHADES["green"]) == [100, 200]
    assert columns_in(strip, SHADES["red"]) == [120, 140]
    strip.timeline.show_span(TimeSpan(10.0, 40.0))
    assert columns_in(strip, SHADES["green"]) == [0, 200]
    strip.show_regions((), RATE)
    assert columns_in(strip, SHADES["green"]) == []


def test_a_narrow_strip_cuts_no_letter_of_its_hint(strip: RegionStrip) -> None:
    strip.show_regions((), RATE)
    for width in range(200, 220):
        strip.resize(width, HEIGHT)
        is_ground = where(picture_of(strip), strip.theme.colours.panel)[2 : HEIGHT - 2]
        assert not is_ground[:, 6:100].all()
        assert is_ground[:, -5:].all()


def test_the_chosen_one_has_a_frame_of_its_own(strip: RegionStrip) -> None:
    strip.show_chosen(INSIDE.id)
    assert columns_in(strip, strip.theme.colours.text) == [119, 120, 139, 140]
    assert columns_in(strip, SHADES["green"]) == [100, 200]
    strip.show_chosen(None)
    assert columns_in(strip, SHADES["red"]) == [120, 140]


@pytest.mark.parametrize(
    ("press", "release", "region_id", "ends"),
    [
        (100, 50, "chorus", (5.0, 20.0)),
        (200, 300, "chorus", (10.0, 30.0)),
        (200, 20, "chorus", (10.0, 10.01)),
        (100, 590, "chorus", (19.99, 20.0)),
        (170, 270, "chorus", (20.0, 30.0)),
        (170, 1, "chorus", (0.0, 10.0)),
        (200, 900, "chorus", (10.0, 60.0)),
        (121, 150, "inside", (13.99, 14.0)),
    ],
)
def test_edges_and_regions_are_dragged(
    strip: RegionStrip,
    qtbot: QtBot,
    press: int,
    release: int,
    region_id: str,
    ends: tuple[float, float],
) -> None:
    with qtbot.waitSignal(strip.region_moved) as moved:
        drag(strip, press, release)
    assert moved.args is not None
    assert moved.args[0] == region_id
    assert moved.args[1:] == pytest.approx(list(ends))
    assert strip.timeline.selection is None


def test_a_dragged_region_is_drawn_on_its_way(strip: RegionStrip) -> None:
    QTest.mousePress(strip, LEFT, NO_KEYS, QPoint(200, 9))
    QTest.mouseMove(strip, QPoint(300, 9))
    assert columns_in(strip, SHADES["green"]) == [100, 300]


def test_a_click_says_which_and_a_double_click_marks(strip: RegionStrip, qtbot: QtBot) -> None:
    with (
        qtbot.waitSignal(strip.region_clicked) as clicked,
        qtbot.assertNotEmitted(strip.region_moved),
    ):
        QTest.mouseClick(strip, LEFT, NO_KEYS, QPoint(130, 9))
    assert clicked.args == ["inside"]
    QTest.mouseDClick(strip, LEFT, NO_KEYS, QPoint(170, 9))
    assert strip.timeline.selection == TimeSpan(10.0, 20.0)


def test_beside_regions_a_stretch_is_marked(strip: RegionStrip) -> None:
    drag(strip, 300, 400)
    assert strip.timeline.selection == TimeSpan(30.0, 40.0)


class Whole:
    """Snaps to whole fives of seconds."""

    def snap(self, seconds: float) -> float:
        """Give the nearest five."""
        return round(seconds / 5) * 5.0


@pytest.mark.parametrize(
    ("press", "release", "ends"),
    [(100, 72, (5.0, 20.0)), (200, 283, (10.0, 30.0)), (170, 258, (20.0, 30.0))],
)
def test_what_is_dragged_is_snapped(
    strip: RegionStrip, qtbot: QtBot, press: int, release: int, ends: tuple[float, float]
) -> None:
    strip.timeline.snapper = Whole()
    with qtbot.waitSignal(strip.region_moved) as moved:
        drag(strip, press, release)
    assert moved.args is not None
    assert moved.args[1:] == pytest.approx(list(ends))


def test_with_keys_held_the_mouse_does_on_a_region_what_it_does_everywhere(
    strip: RegionStrip, qtbot: QtBot
) -> None:
    alt = Qt.KeyboardModifier.AltModifier
    with (
        qtbot.waitSignal(strip.timeline.play_asked) as asked,
        qtbot.assertNotEmitted(strip.region_clicked),
    ):
        QTest.mouseClick(strip, LEFT, alt, QPoint(150, 9))
    assert asked.args == [pytest.approx(15.0)]
    strip.timeline.put_cursor(5.0)
    QTest.mouseClick(strip, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(150, 9))
    assert strip.timeline.selection == TimeSpan(5.0, 15.0)


def test_a_region_that_was_let_go_stays_there_until_the_project_says_where(
    strip: RegionStrip,
) -> None:
    drag(strip, 200, 300)
    assert columns_in(strip, SHADES["green"]) == [100, 300]
    strip.show_regions((TRAIN, INSIDE), RATE)  # it was refused
    assert columns_in(strip, SHADES["green"]) == [100, 200]


def test_other_edits_leave_what_is_held_in_the_hand(strip: RegionStrip) -> None:
    QTest.mousePress(strip, LEFT, NO_KEYS, QPoint(200, 9))
    QTest.mouseMove(strip, QPoint(300, 9))
    strip.show_regions((TRAIN,), RATE)
    assert columns_in(strip, SHADES["green"]) == [100, 300]


def test_thousands_of_narrow_regions_are_drawn_where_they_are(
    strip: RegionStrip, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    monkeypatch.setattr(region_strip, "paint_region", lambda _p, one, *_: painted.append(one.id))
    # a thousand from 20 s to 30 s, and one of them a second long
    many = [
        REGION.changed(id=f"n{number}", start_frame=2_000 + number, stop_frame=2_001 + number)
        for number in range(1_000)
    ]
    strip.show_regions((*many, TRAIN), RATE)
    assert columns_in(strip, SHADES["green"]) == list(range(200, 301))
    assert painted == ["chorus"]
    strip.repaint()
    painted.clear()
    strip.repaint(400, 0, 8, HEIGHT)
    assert painted == []
    QTest.mouseClick(strip, LEFT, NO_KEYS, QPoint(250, 9))
    strip.timeline.show_span(TimeSpan(20.0, 20.6))
    assert strip._at(305.0) == (many[30], "whole")


def test_the_right_button_asks_for_a_menu(strip: RegionStrip, qtbot: QtBot) -> None:
    def right(x: int) -> QContextMenuEvent:
        place = QPoint(x, 9)
        return QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, place, strip.mapToGlobal(place), NO_KEYS
        )

    with qtbot.waitSignal(strip.menu_asked) as asked:
        strip.contextMenuEvent(right(130))
    assert asked.args == ["inside", strip.mapToGlobal(QPoint(130, 9))]
    with qtbot.assertNotEmitted(strip.menu_asked):
        strip.contextMenuEvent(right(500))
