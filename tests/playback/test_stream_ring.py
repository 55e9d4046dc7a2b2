"""What rings on a stream have in common."""

import numpy as np
import pytest

from audiosynth_gui.playback.stream_ring import views_in_circle


@pytest.mark.parametrize(
    ("first_frame", "frames", "found"),
    [(0, 5, [0, 1, 2, 3, 4]), (13, 4, [3, 4, 0, 1]), (9, 1, [4]), (7, 0, [])],
)
def test_a_stretch_of_a_circle_goes_on_at_its_beginning(
    first_frame: int, frames: int, found: list[int]
) -> None:
    memory = np.arange(5, dtype=np.float32)[:, None]
    views = views_in_circle(memory, first_frame, frames)
    assert np.concatenate(views)[:, 0].tolist() == found


def test_what_is_written_into_the_views_is_in_the_circle() -> None:
    memory = np.zeros((4, 2), np.float32)
    for view in views_in_circle(memory, 3, 2):
        view[:] = 1.0
    assert memory[:, 0].tolist() == [1.0, 0.0, 0.0, 1.0]
