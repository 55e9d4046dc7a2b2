"""The plan: what the recordings hold where the walk stands, faded over at its jumps."""

import numpy as np

from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.walk import Walk
from tests.generation.melodies import FIRST, SECOND, SETTINGS, jumps


def planner_over_first() -> Planner:
    return Planner(Walk([FIRST], SETTINGS, Place(0, 50), seed=2), [FIRST])


def planner_over_both() -> Planner:
    return Planner(Walk([FIRST, SECOND], SETTINGS, None, seed=9), [FIRST, SECOND])


def test_between_jumps_the_plan_is_the_recording() -> None:
    plan = planner_over_first().next_frames(600)
    cuts = jumps(plan.places)
    calm = np.ones(600, dtype=bool)
    for cut in cuts:
        calm[cut : cut + 6] = False
    expected = FIRST[[place.frame for place in plan.places]]
    np.testing.assert_array_equal(plan.features[calm], expected[calm])


def test_after_a_jump_it_fades_over() -> None:
    plan = planner_over_first().next_frames(3000)
    cut = jumps(plan.places)[0]
    new = FIRST[[place.frame for place in plan.places[cut : cut + 6]]]
    old = FIRST[plan.places[cut - 1].frame + 1 : plan.places[cut - 1].frame + 7]
    to_old = np.abs(plan.features[cut : cut + 6] - old).mean(axis=1)
    to_new = np.abs(plan.features[cut : cut + 6] - new).mean(axis=1)
    assert to_old[0] < to_new[0]
    assert to_new[-1] < to_old[-1]


def test_cutting_into_blocks_changes_nothing() -> None:
    whole = planner_over_both().next_frames(500)
    parts = planner_over_both()
    blocks = [parts.next_frames(count) for count in (1, 99, 250, 150)]
    np.testing.assert_array_equal(
        np.concatenate([block.features for block in blocks]), whole.features
    )
    assert tuple(place for block in blocks for place in block.places) == whole.places


def test_plans_stay_finite_for_minutes() -> None:
    plan = planner_over_both().next_frames(20_000)
    assert plan.features.shape == (20_000, SETTINGS.count)
    assert plan.features.dtype == np.float32
    assert np.isfinite(plan.features).all()
