"""Notes of what is heard, and the news they become."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.record_news import RecordNotes


def sound(*values: float) -> Samples:
    return np.array(values, np.float32)[:, None] * np.array([[1.0, 0.5]], np.float32)


def test_news_are_told_once() -> None:
    notes = RecordNotes()
    notes.hear(sound(0.25, -0.5), 0)
    notes.hear(sound(0.125), 1)
    notes.leave_room(60.0)
    notes.begin_recording()
    notes.grow(sound(0.1), 1)
    first, second = notes.collect(), notes.collect()
    assert (first.state, first.recording_number, first.recorded_frames) == ("recording", 1, 1)
    assert (first.peaks, first.overflows, first.seconds_left) == ((0.5, 0.25), 1, 60.0)
    np.testing.assert_array_equal(np.concatenate(first.blocks), sound(0.1))
    assert (second.peaks, second.blocks) == ((), ())
    assert (second.overflows, second.recorded_frames) == (1, 1)


def test_blocks_of_one_recording_are_never_told_as_those_of_the_next() -> None:
    notes = RecordNotes()
    notes.begin_recording()
    notes.grow(sound(0.1), 1)
    notes.enter("keeping")
    notes.begin_recording()
    notes.grow(sound(0.2), 1)
    news = notes.collect()
    assert news.recording_number == 2
    np.testing.assert_array_equal(np.concatenate(news.blocks), sound(0.2))


def test_nothing_heard_is_no_peak() -> None:
    notes = RecordNotes()
    notes.hear(np.zeros((0, 2), np.float32), 0)
    notes.count(3)
    news = notes.collect()
    assert (news.peaks, news.beat, news.state, news.seconds_left) == ((), 3, "armed", None)
