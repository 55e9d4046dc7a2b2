"""Names of notes."""

import pytest

from audiosynth_gui.ui.views.pitch import pitch_name


@pytest.mark.parametrize(
    ("hertz", "name"),
    [
        (440.0, "A4 +0 ct"),
        (261.6256, "C4 +0 ct"),
        (466.16, "A♯4 +0 ct"),
        (445.0, "A4 +20 ct"),
        (27.5, "A0 +0 ct"),
        (8.2, "C-1 +5 ct"),
        (0.0, ""),
        (-5.0, ""),
    ],
)
def test_pitch_name(hertz: float, name: str) -> None:
    assert pitch_name(hertz) == name
