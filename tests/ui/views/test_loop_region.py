"""The stretch that playing repeats."""

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.timeline import Timeline


def test_switching_goes_from_the_selection_to_off_and_on(timeline: Timeline) -> None:
    told: list[TimeSpan | None] = []
    timeline.loop.changed.connect(lambda: told.append(timeline.loop.playing_span))
    timeline.select(TimeSpan(10.0, 20.0))
    for _ in range(3):
        timeline.loop.toggle()
    timeline.select(TimeSpan(30.0, 31.0))
    timeline.loop.toggle()
    first, second = TimeSpan(10.0, 20.0), TimeSpan(30.0, 31.0)
    assert told == [first, None, first, second]


def test_without_a_selection_the_whole_sound_is_looped(timeline: Timeline) -> None:
    timeline.loop.toggle()
    assert timeline.loop.playing_span == TimeSpan(0.0, 60.0)


def test_a_loop_lies_in_the_sound_and_is_not_too_short(timeline: Timeline) -> None:
    timeline.loop.put(TimeSpan(50.0, 90.0))
    assert timeline.loop.span == TimeSpan(50.0, 60.0)
    timeline.loop.put(TimeSpan(10.0, 10.001))
    assert timeline.loop.span == TimeSpan(50.0, 60.0)
    timeline.loop.clear()
    assert timeline.loop.playing_span is None
    timeline.loop.switch(True)
    assert not timeline.loop.is_on


def test_another_sound_has_no_loop(timeline: Timeline) -> None:
    timeline.loop.put(TimeSpan(5.0, 6.0))
    timeline.reset(30.0)
    assert timeline.loop.span is None
    empty = Timeline()
    empty.loop.toggle()
    assert empty.loop.span is None
