"""What the views of one sound share."""

import pytest
from PySide6.QtWidgets import QApplication

from audiosynth_gui.controllers.time_span import SHORTEST_VIEW_SECONDS, TimeSpan
from audiosynth_gui.ui.views.timeline import Timeline


def test_at_first_everything_is_visible_and_nothing_marked(timeline: Timeline) -> None:
    assert timeline.visible == TimeSpan(0.0, 60.0)
    assert (timeline.selection, timeline.cursor_seconds) == (None, 0.0)


def test_zooming_goes_about_the_cursor_while_it_is_seen(timeline: Timeline) -> None:
    timeline.put_cursor(15.0)
    timeline.zoom_in()
    assert timeline.visible == TimeSpan(7.5, 37.5)
    timeline.show_span(TimeSpan(40.0, 60.0))
    timeline.zoom_in()
    assert timeline.visible == TimeSpan(45.0, 55.0)
    timeline.zoom_out()
    assert timeline.visible == TimeSpan(40.0, 60.0)
    timeline.zoom_to_all()
    assert timeline.visible == TimeSpan(0.0, 60.0)


def test_zooming_ends_at_single_samples(timeline: Timeline) -> None:
    for _ in range(60):
        timeline.zoom_in()
    assert timeline.visible.duration_seconds == pytest.approx(SHORTEST_VIEW_SECONDS)


def test_zooming_to_the_selection(timeline: Timeline) -> None:
    told: list[TimeSpan] = []
    timeline.visible_changed.connect(lambda: told.append(timeline.visible))
    timeline.zoom_to_selection()
    assert told == []
    assert timeline.visible == TimeSpan(0.0, 60.0)
    timeline.select(TimeSpan(10.0, 12.0))
    timeline.zoom_to_selection()
    assert timeline.visible == TimeSpan(10.0, 12.0)
    assert told == [timeline.visible]


def test_a_selection_is_cut_to_the_sound_and_holds_the_cursor(timeline: Timeline) -> None:
    timeline.select(TimeSpan(50.0, 90.0))
    assert timeline.selection == TimeSpan(50.0, 60.0)
    assert timeline.cursor_seconds == 50.0


def test_the_cursor_is_brought_into_view(timeline: Timeline) -> None:
    timeline.show_span(TimeSpan(0.0, 10.0))
    timeline.put_cursor(30.0)
    assert timeline.visible.start_seconds < 30.0 < timeline.visible.stop_seconds
    assert timeline.visible.duration_seconds == pytest.approx(10.0)
    assert timeline.selection is None


def test_scrolling_ends_at_the_ends(timeline: Timeline) -> None:
    timeline.show_span(TimeSpan(0.0, 10.0))
    timeline.scroll(-5.0)
    assert timeline.visible == TimeSpan(0.0, 10.0)
    timeline.scroll(100.0)
    assert timeline.visible == TimeSpan(50.0, 60.0)


def test_only_news_are_told(timeline: Timeline) -> None:
    told: list[str] = []
    timeline.playhead_moved.connect(lambda: told.append("playhead"))
    timeline.prompt_changed.connect(lambda: told.append("prompt"))
    timeline.visible_changed.connect(lambda: told.append("visible"))
    for _ in range(2):
        timeline.move_playhead(3.0)
        timeline.show_prompt(TimeSpan(1.0, 2.0))
        timeline.show_span(TimeSpan(5.0, 50.0))
    assert told == ["playhead", "prompt", "visible"]
    assert timeline.playhead_seconds == 3.0
    assert timeline.prompt == TimeSpan(1.0, 2.0)
    assert timeline.visible == TimeSpan(5.0, 50.0)


def test_nothing_to_zoom_without_a_sound(qapp: QApplication) -> None:
    assert qapp is not None
    empty = Timeline()
    empty.zoom(0.5)
    empty.put_cursor(5.0)
    assert empty.visible == TimeSpan(0.0, 0.0)
    assert empty.cursor_seconds == 0.0


def test_a_stretch_without_length_is_a_cursor(timeline: Timeline) -> None:
    timeline.select(TimeSpan(1.0, 2.0))
    timeline.select(TimeSpan(5.0, 5.0))
    assert timeline.selection is None
    assert timeline.cursor_seconds == timeline.anchor_seconds == 5.0


def test_the_anchor_is_an_end_of_what_is_marked(timeline: Timeline) -> None:
    timeline.put_cursor(4.0)
    timeline.select(TimeSpan(2.0, 4.0))
    assert timeline.anchor_seconds == 4.0
    timeline.select(TimeSpan(5.0, 6.0))
    assert timeline.anchor_seconds == 5.0
