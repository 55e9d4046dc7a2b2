"""Moments in the form that was chosen, and typed ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.time_display import TIME_FORMS, TimeDisplay, TimeForm

MARCH = Tempo(bpm=120.0, first_beat_seconds=0.5, beats_a_bar=4)


def shown(form: TimeForm) -> TimeDisplay:
    """A display at 8 kHz and 120 beats a minute."""
    return TimeDisplay(form, 8_000, MARCH)


@pytest.mark.parametrize(
    ("form", "text", "length"),
    [
        ("minutes", "01:05.250", "01:05.250"),
        ("seconds", "65.250 s", "65.250 s"),
        ("samples", "522000", "522000"),
        ("bars", "33.2.50", "32.2.50"),
    ],
)
def test_a_moment_and_a_length_in_every_form(form: TimeForm, text: str, length: str) -> None:
    assert shown(form).text(65.25) == text
    assert shown(form).length_text(65.25) == length


@given(st.sampled_from(TIME_FORMS), st.floats(0.0, 7200.0))
def test_what_is_written_is_read_again(form: TimeForm, seconds: float) -> None:
    display = shown(form)
    exact = {"minutes": 0.0005, "seconds": 0.0005, "samples": 0.5 / 8000, "bars": 0.0025}[form]
    assert display.read(display.text(seconds)) == pytest.approx(seconds, abs=exact + 1e-9)
    length = display.length_text(seconds)
    assert display.read_length(length) == pytest.approx(seconds, abs=exact + 1e-9)


@pytest.mark.parametrize(
    ("form", "typed", "seconds"),
    [
        ("minutes", "83.5", 83.5),
        ("samples", "1:23.5", 83.5),
        ("samples", "1:00:00", 3600.0),
        ("samples", "4000", 0.5),
        ("minutes", "4000 sm", 0.5),
        ("bars", "4000samples", 0.5),
        ("bars", "2,5 s", 2.5),
        ("minutes", "3.1.5", 4.75),
        ("bars", "3.1", 4.5),
        ("bars", "3", 4.5),
        ("seconds", "3.1", 3.1),
        ("bars", "0.4.0", 0.0),
        ("minutes", " .5 ", 0.5),
    ],
)
def test_every_form_is_read_whatever_is_shown(form: TimeForm, typed: str, seconds: float) -> None:
    assert shown(form).read(typed) == pytest.approx(seconds)


@pytest.mark.parametrize("typed", ["", "soon", "1:", "-3", "1.2.3.4", "nan", "1e9", "5 m"])
@pytest.mark.parametrize("form", TIME_FORMS)
def test_nonsense_is_not_read(form: TimeForm, typed: str) -> None:
    assert shown(form).read(typed) is None
    assert shown(form).read_length(typed) is None


@pytest.mark.parametrize(
    ("form", "seconds", "step", "text"),
    [
        ("minutes", 70.0, 10.0, "1:10"),
        ("seconds", 70.0, 10.0, "70 s"),
        ("seconds", 0.25, 0.05, "0.25 s"),
        ("samples", 0.5, 0.1, "4000"),
        ("bars", 2.5, 2.0, "2"),
        ("bars", 3.0, 0.5, "2.2"),
        ("bars", 3.125, 0.125, "2.2.25"),
    ],
)
def test_marks_of_the_ruler(form: TimeForm, seconds: float, step: float, text: str) -> None:
    assert shown(form).label(seconds, step) == text
