"""The whole sound as a strip."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns, GrowingPeaks
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.overview import HEIGHT, Overview
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.hands import LEFT, NO_KEYS, RIGHT, drag, turn_wheel
from tests.ui.views.pixels import picture_of, where

RATE = 1_000


class LateNoise:
    """A minute of silence but for full level from second 40 to 50."""

    sample_rate, channels = RATE, 1

    def __init__(self) -> None:
        self.samples = np.zeros((60 * RATE, 1), np.float32)
        self.samples[40 * RATE : 50 * RATE : 2] = 0.9
        self.samples[40 * RATE + 1 : 50 * RATE : 2] = -0.9
        self._peaks = GrowingPeaks(1, self.read)
        self._peaks.append(self.samples)

    @property
    def frames(self) -> int:
        """Length."""
        return len(self.samples)

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """Peaks."""
        return self._peaks.columns(start_frame, stop_frame, count)

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Samples."""
        return self.samples[start_frame:stop_frame]


@pytest.fixture
def overview(qtbot: QtBot, dark: Theme) -> Overview:
    """Ten pixels a second; seconds 20 to 30 are visible in the views."""
    timeline = Timeline()
    made = Overview(timeline, dark, is_take=False)
    timeline.setParent(made)
    made.resize(600, HEIGHT)
    timeline.reset(60.0)
    timeline.show_span(TimeSpan(20.0, 30.0))
    made.show_source(LateNoise())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def line(overview: Overview) -> Timeline:
    """Its timeline."""
    [found] = overview.findChildren(Timeline)
    return found


def visible(overview: Overview) -> tuple[float, float]:
    """What the views show, in seconds."""
    span = line(overview).visible
    return span.start_seconds, span.stop_seconds


def about(start: float, stop: float) -> object:
    """To half a pixel."""
    return pytest.approx((start, stop), abs=0.06)


def test_it_draws_the_sound_where_it_is(overview: Overview, dark: Theme) -> None:
    line(overview).show_span(TimeSpan(0.0, 60.0))
    drawn = where(picture_of(overview), dark.colours.recording_body)[4]
    columns = np.flatnonzero(drawn)
    assert abs(columns[0] - 400) <= 1
    assert abs(columns[-1] - 499) <= 1
    assert len(columns) >= 98


def test_clipping_is_red_as_in_the_views(overview: Overview, dark: Theme) -> None:
    line(overview).show_span(TimeSpan(40.0, 50.0))
    assert not where(picture_of(overview), dark.colours.error).any()
    loud = LateNoise()
    loud.samples[44 * RATE : 46 * RATE] = 1.0
    loud._peaks = GrowingPeaks(1, loud.read)
    loud._peaks.append(loud.samples)
    overview.show_source(loud)
    across = where(picture_of(overview), dark.colours.error).any(axis=0)
    assert [int(x) for x in np.flatnonzero(across)[[0, -1]]] == [440, 459]


def test_the_frame_is_where_the_views_look(overview: Overview, dark: Theme) -> None:
    lit = np.flatnonzero(where(picture_of(overview), dark.colours.accent)[12])
    assert list(lit) == [200, 299]
    assert (overview.frame.left(), overview.frame.right()) == pytest.approx((200.0, 300.0))


def test_dragging_the_frame_scrolls(overview: Overview) -> None:
    drag(overview, 250, 400)
    assert visible(overview) == about(35.0, 45.0)
    drag(overview, 400, 2000)
    assert visible(overview) == about(50.0, 60.0)


@pytest.mark.parametrize(
    ("start", "stop", "wanted"),
    [(200, 100, (10.0, 30.0)), (299, 450, (20.0, 45.0)), (200, 400, (30.0, 40.0))],
)
def test_dragging_an_edge_zooms(
    overview: Overview, start: int, stop: int, wanted: tuple[float, float]
) -> None:
    drag(overview, start, stop)
    assert visible(overview) == about(*wanted)


def test_a_click_jumps_there_and_the_frame_is_in_the_hand(overview: Overview) -> None:
    QTest.mouseClick(overview, LEFT, NO_KEYS, QPoint(450, 12))
    assert visible(overview) == about(40.0, 50.0)
    drag(overview, 100, 200)
    assert visible(overview) == about(15.0, 25.0)


def test_the_right_button_scrubs(overview: Overview) -> None:
    told: list[float | str] = []
    line(overview).scrubbed.connect(told.append)
    line(overview).scrub_ended.connect(lambda: told.append("end"))
    drag(overview, 100, 200, button=RIGHT)
    assert told == pytest.approx([10.0, 15.0, 20.0, "end"])
    assert visible(overview) == about(20.0, 30.0)


def test_a_narrow_frame_can_still_be_taken_hold_of(overview: Overview) -> None:
    line(overview).show_span(TimeSpan(30.0, 30.01))
    assert overview.frame.width() >= 4.0
    drag(overview, 300, 400)
    assert visible(overview) == about(40.0, 40.01)


def test_an_empty_strip_does_nothing(qtbot: QtBot, dark: Theme) -> None:
    empty = Overview(Timeline(), dark, is_take=True)
    qtbot.addWidget(empty)
    drag(empty, 10, 50)
    assert not where(picture_of(empty), dark.colours.accent).any()


def test_a_sound_that_grows_shrinks_at_once_and_is_drawn_anew_soon(
    overview: Overview, dark: Theme, qtbot: QtBot
) -> None:
    timeline, source = line(overview), overview._source
    assert isinstance(source, LateNoise)

    def end_of_noise() -> int:
        return int(np.flatnonzero(where(picture_of(overview), dark.colours.recording_body)[4])[-1])

    timeline.show_span(TimeSpan(0.0, 60.0))
    assert end_of_noise() == pytest.approx(499, abs=1)
    source.samples = np.concatenate([source.samples, source.samples])
    source._peaks.append(source.samples[60 * RATE :])
    timeline.grow(120.0, TimeSpan(0.0, 120.0))
    assert end_of_noise() == pytest.approx(249, abs=2)
    qtbot.waitUntil(lambda: end_of_noise() == pytest.approx(549, abs=2))


def test_the_playhead_moves_over_it(overview: Overview, dark: Theme) -> None:
    timeline = line(overview)
    for seconds in (10.0, 55.0):
        timeline.move_playhead(seconds)
        lit = np.flatnonzero(where(picture_of(overview), dark.colours.playhead)[2])
        assert list(lit) == [round(seconds * 10)]
    timeline.move_playhead(None)
    assert not where(picture_of(overview), dark.colours.playhead).any()


@pytest.mark.parametrize(
    ("x", "steps", "keys", "wanted"),
    [
        (250, -1, NO_KEYS, (21.0, 31.0)),
        (550, 1, NO_KEYS, (19.0, 29.0)),
        (200, 1, Qt.KeyboardModifier.ControlModifier, (20.0, 28.0)),
        (550, 1, Qt.KeyboardModifier.ControlModifier, (21.0, 29.0)),
    ],
)
def test_the_wheel_scrolls_and_zooms(
    overview: Overview,
    x: int,
    steps: int,
    keys: Qt.KeyboardModifier,
    wanted: tuple[float, float],
) -> None:
    turn_wheel(overview, x, steps, keys)
    assert visible(overview) == about(*wanted)
