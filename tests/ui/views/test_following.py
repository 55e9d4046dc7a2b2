"""The playhead stays in view, unless the musician looks elsewhere."""

import pytest
from PySide6.QtWidgets import QApplication

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.following import Follower
from audiosynth_gui.ui.views.timeline import Timeline


@pytest.fixture
def follower(qapp: QApplication) -> Follower:
    """Of a minute, ten seconds of which are seen."""
    assert qapp is not None
    timeline = Timeline()
    timeline.reset(60.0)
    timeline.show_span(TimeSpan(0.0, 10.0))
    return Follower(timeline)


def line(follower: Follower) -> Timeline:
    """Its timeline."""
    parent = follower.parent()
    assert isinstance(parent, Timeline)
    return parent


def test_the_page_turns_at_the_edge(follower: Follower) -> None:
    timeline = line(follower)
    for seconds in (9.0, 9.9):
        timeline.move_playhead(seconds)
        assert timeline.visible == TimeSpan(0.0, 10.0)
    timeline.move_playhead(10.1)
    assert timeline.visible.start_seconds == pytest.approx(9.1)


def test_smooth_following_keeps_it_in_the_middle(follower: Follower) -> None:
    timeline = line(follower)
    follower.set_way(True, "smooth")
    timeline.move_playhead(2.0)
    assert timeline.visible == TimeSpan(0.0, 10.0)
    timeline.move_playhead(20.0)
    assert timeline.visible == TimeSpan(15.0, 25.0)


@pytest.mark.parametrize("way", ["pages", "smooth"])
def test_scrolling_away_by_hand_ends_it_until_the_next_playing(
    follower: Follower, way: str
) -> None:
    timeline = line(follower)
    follower.set_way(True, "smooth" if way == "smooth" else "pages")
    timeline.move_playhead(5.0)
    timeline.scroll(30.0)
    timeline.move_playhead(5.1)
    assert timeline.visible == TimeSpan(30.0, 40.0)
    timeline.move_playhead(None)
    timeline.move_playhead(5.2)
    assert timeline.visible.start_seconds < 5.2 < timeline.visible.stop_seconds
    timeline.scroll(30.0)
    follower.begin()
    timeline.move_playhead(5.3)
    assert timeline.visible.start_seconds < 5.3 < timeline.visible.stop_seconds


def test_it_is_followed_again_once_it_is_seen_again(follower: Follower) -> None:
    timeline = line(follower)
    timeline.move_playhead(5.0)
    timeline.scroll(30.0)
    timeline.scroll(-30.0)
    timeline.move_playhead(10.5)
    assert timeline.visible.start_seconds == pytest.approx(9.5)


def test_it_can_be_switched_off(follower: Follower) -> None:
    timeline = line(follower)
    follower.set_way(False, "pages")
    timeline.move_playhead(33.0)
    assert timeline.visible == TimeSpan(0.0, 10.0)
    follower.set_way(True, "pages")
    assert timeline.visible.start_seconds == pytest.approx(32.0)
