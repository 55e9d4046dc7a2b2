"""What a walk gives."""

import numpy as np
import pytest

from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.walk_data import WalkStep, blended_row

PARTS = [
    np.arange(12, dtype=np.float32).reshape(4, 3),
    100.0 + np.arange(12, dtype=np.float32).reshape(4, 3),
]


def test_a_step_reads_its_place() -> None:
    row = blended_row(PARTS, WalkStep(Place(1, 2), None, 1.0))
    np.testing.assert_array_equal(row, PARTS[1][2])


@pytest.mark.parametrize("weight", [0.25, 0.5])
def test_after_a_jump_it_is_mixed_with_what_is_left(weight: float) -> None:
    row = blended_row(PARTS, WalkStep(Place(1, 0), Place(0, 3), weight))
    np.testing.assert_allclose(row, (1 - weight) * PARTS[0][3] + weight * PARTS[1][0])
    assert row.dtype == np.float32


def test_rows_may_hold_anything() -> None:
    tones = [np.ones((5, 48, 4), np.float32), np.zeros((5, 48, 4), np.float32)]
    row = blended_row(tones, WalkStep(Place(0, 1), Place(1, 4), 0.75))
    np.testing.assert_allclose(row, np.full((48, 4), 0.75))
