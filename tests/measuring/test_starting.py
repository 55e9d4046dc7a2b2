"""How soon the real window is there."""

from pathlib import Path

from tests.measuring.projects import short_project, told


def test_the_window_is_there_before_what_is_heavy(tmp_path: Path) -> None:
    found = told("starting", str(short_project(tmp_path)))
    assert found["window on screen"].unit == "s"
    # Importing Qt and the window alone takes longer than this, in the fastest computer.
    assert found["window on screen"].value > 0.05
    assert found["loaded by then of torch, librosa and numba"].value == 0
