"""Which prompt is meant by what is marked."""

from audiosynth_gui.controllers.prompt import resolve_prompt
from audiosynth_gui.controllers.time_span import TimeSpan


def test_the_prompt_lies_before_the_cursor() -> None:
    prompt = resolve_prompt("a", 60.0, None, 20.0, 4.0)
    assert prompt.span == TimeSpan(16.0, 20.0)
    assert not prompt.is_cut


def test_a_marked_stretch_is_the_prompt() -> None:
    prompt = resolve_prompt("a", 60.0, TimeSpan(10.0, 12.5), 10.0, 4.0)
    assert (prompt.at_seconds, prompt.prompt_seconds) == (12.5, 2.5)


def test_near_the_beginning_there_is_less() -> None:
    prompt = resolve_prompt("a", 60.0, None, 1.5, 4.0)
    assert prompt.span == TimeSpan(0.0, 1.5)
    assert prompt.is_cut


def test_at_the_beginning_the_beginning_itself_is_heard() -> None:
    assert resolve_prompt("a", 60.0, None, 0.0, 4.0).span == TimeSpan(0.0, 4.0)
    assert resolve_prompt("a", 3.0, None, 0.0, 4.0).span == TimeSpan(0.0, 3.0)


def test_an_empty_selection_counts_as_a_cursor() -> None:
    assert resolve_prompt("a", 60.0, TimeSpan(9.0, 9.0), 9.0, 4.0).span == TimeSpan(5.0, 9.0)


def test_a_selection_is_cut_to_the_recording() -> None:
    assert resolve_prompt("a", 5.0, TimeSpan(4.0, 9.0), 4.0, 4.0).span == TimeSpan(4.0, 5.0)


def test_without_a_recording_it_begins_from_silence() -> None:
    prompt = resolve_prompt(None, 0.0, None, 0.0, 4.0)
    assert prompt.recording_id is None
    assert prompt.prompt_seconds == 0.0
