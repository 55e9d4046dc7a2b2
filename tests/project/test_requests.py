"""What is asked of trainings, in plain values."""

import pytest

from audiosynth_gui.project.requests import little_music_note


@pytest.mark.parametrize(
    ("seconds", "named"),
    [(0.4, "only a second"), (4.9, "only 5 seconds"), (30.0, "only 30 seconds")],
)
def test_little_music_is_said_to_repeat(seconds: float, named: str) -> None:
    assert f"{named} to learn" in little_music_note(seconds)
    assert "mostly repeat" in little_music_note(seconds)


def test_enough_music_and_none_need_no_word() -> None:
    assert little_music_note(60.0) == ""
    assert little_music_note(0.0) == ""
