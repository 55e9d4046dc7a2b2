"""Times as people read them."""

import pytest

from audiosynth_gui.ui.time_format import clock, ruler_label, short_clock


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.0, "00:00.000"),
        (83.4561, "01:23.456"),
        (59.9999, "01:00.000"),
        (3600.0, "1:00:00.000"),
        (-1.0, "00:00.000"),
    ],
)
def test_clock(seconds: float, text: str) -> None:
    assert clock(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.0, "0:00"), (83.4, "1:23"), (59.6, "1:00"), (7322.0, "2:02:02")]
)
def test_short_clock(seconds: float, text: str) -> None:
    assert short_clock(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "step", "text"),
    [
        (70.0, 10.0, "1:10"),
        (0.5, 0.5, "0:00.5"),
        (12.0005, 0.0005, "0:12.0005"),
        (59.999999, 0.1, "1:00.0"),
        (3661.0, 1.0, "1:01:01"),
        (-5.0, 1.0, "-0:05"),
    ],
)
def test_ruler_label(seconds: float, step: float, text: str) -> None:
    assert ruler_label(seconds, step) == text
