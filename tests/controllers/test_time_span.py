"""Spans of time, and where they lie on a view."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan

SECONDS = st.floats(0.0, 36_000.0)
DURATIONS = st.floats(1.0, 36_000.0)


@st.composite
def spans_in_sounds(draw: st.DrawFn) -> tuple[TimeSpan, float]:
    """A span of at least a millisecond inside a sound, and the length of that sound."""
    duration = draw(DURATIONS)
    start = draw(st.floats(0.0, 0.9)) * duration
    length = draw(st.floats(0.01, 1.0)) * (duration - start)
    return TimeSpan(start, start + length), duration


def test_a_span_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="cannot run"):
        TimeSpan(2.0, 1.0)
    assert TimeSpan.between(2.0, 1.0) == TimeSpan(1.0, 2.0)


def test_a_span_is_a_number() -> None:
    with pytest.raises(ValueError, match="cannot run"):
        TimeSpan(float("nan"), 1.0)


@given(SECONDS, SECONDS, DURATIONS)
def test_clamped_lies_in_the_sound(one: float, other: float, duration: float) -> None:
    clamped = TimeSpan.between(one, other).clamped(duration)
    assert 0.0 <= clamped.start_seconds <= clamped.stop_seconds <= duration


@given(st.floats(-100, 40_000), st.floats(0, 1_000), DURATIONS)
def test_shifting_keeps_the_length_that_fits(start: float, length: float, duration: float) -> None:
    shifted = TimeSpan(start, start + length).shifted_into(duration)
    assert shifted.start_seconds >= 0.0
    assert shifted.stop_seconds <= duration + 1e-6
    assert shifted.duration_seconds == pytest.approx(min(length, duration), abs=1e-6)


@given(spans_in_sounds(), st.floats(0.0, 1.0), st.floats(0.2, 0.9))
def test_zooming_in_keeps_the_moment_under_the_pointer(
    case: tuple[TimeSpan, float], place: float, factor: float
) -> None:
    span, duration = case
    about = span.start_seconds + place * span.duration_seconds
    before = TimeScale(span, 1000.0)
    after = TimeScale(span.zoomed(factor, about, duration), 1000.0)
    assert after.x_of(about) == pytest.approx(before.x_of(about), abs=0.01)


@given(spans_in_sounds(), st.floats(1.1, 50.0))
def test_zooming_out_ends_at_the_whole_sound(case: tuple[TimeSpan, float], factor: float) -> None:
    span, duration = case
    middle = (span.start_seconds + span.stop_seconds) / 2
    zoomed = span.zoomed(factor, middle, duration)
    assert zoomed.start_seconds >= 0.0
    assert zoomed.duration_seconds <= duration * (1 + 1e-9)
    assert zoomed.duration_seconds >= span.duration_seconds * (1 - 1e-9)


@given(spans_in_sounds(), st.floats(0.0, 2000.0))
def test_the_scale_and_its_inverse(case: tuple[TimeSpan, float], x: float) -> None:
    scale = TimeScale(case[0], 1600.0)
    assert scale.x_of(scale.seconds_at(x)) == pytest.approx(x, abs=1e-3)


def test_an_empty_view_has_one_place() -> None:
    assert TimeScale(TimeSpan(1.0, 1.0), 100.0).x_of(5.0) == 0.0
