"""The plan: what the recordings hold where the walk stands, faded over at its jumps."""

import numpy as np
import pytest

from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.tones import PHASE, SIDE, SIZE, TONE_NUMBERS, TONES, TURN
from audiosynth_gui.generation.blending import NEAR_RATIO, blended, continued
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from tests.generation.melodies import FIRST, FIRST_PLAN, SECOND, SECOND_PLAN, SETTINGS, jumps


def planner_over_first() -> Planner:
    walk = Walk(survey([FIRST], SETTINGS), Place(0, 50), seed=2)
    return Planner(walk, [FIRST_PLAN], FIRST_PLAN.tones[49], SETTINGS.hop_frames)


def planner_over_both() -> Planner:
    walk = Walk(survey([FIRST, SECOND], SETTINGS), None, seed=9)
    silence = np.zeros((TONES, TONE_NUMBERS), np.float32)
    return Planner(walk, [FIRST_PLAN, SECOND_PLAN], silence, SETTINGS.hop_frames)


def test_between_jumps_the_plan_is_the_recording() -> None:
    planned = planner_over_first().next_frames(600)
    cuts = jumps(planned.places)
    calm = np.ones(600, dtype=bool)
    for cut in cuts:
        calm[cut : cut + 6] = False
    rows = [place.frame for place in planned.places]
    np.testing.assert_array_equal(planned.plan.features[calm], FIRST[rows][calm])
    np.testing.assert_array_equal(planned.plan.levels[calm], FIRST_PLAN.levels[rows][calm])
    tones, recorded = planned.plan.tones[calm], FIRST_PLAN.tones[rows][calm]
    for number in (SIZE, TURN, SIDE):
        np.testing.assert_array_equal(tones[:, :, number], recorded[:, :, number])


def test_after_a_jump_it_fades_over() -> None:
    plan = planner_over_first().next_frames(3000)
    cut = jumps(plan.places)[0]
    new = FIRST[[place.frame for place in plan.places[cut : cut + 6]]]
    old = FIRST[plan.places[cut - 1].frame + 1 : plan.places[cut - 1].frame + 7]
    to_old = np.abs(plan.plan.features[cut : cut + 6] - old).mean(axis=1)
    to_new = np.abs(plan.plan.features[cut : cut + 6] - new).mean(axis=1)
    assert to_old[0] < to_new[0]
    assert to_new[-1] < to_old[-1]


def test_cutting_into_blocks_changes_nothing() -> None:
    whole = planner_over_both().next_frames(500)
    parts = planner_over_both()
    blocks = [parts.next_frames(count) for count in (1, 99, 250, 150)]
    np.testing.assert_array_equal(
        np.concatenate([block.plan.features for block in blocks]), whole.plan.features
    )
    assert tuple(place for block in blocks for place in block.places) == whole.places


def test_plans_stay_finite_for_minutes() -> None:
    plan = planner_over_both().next_frames(20_000).plan
    assert plan.features.shape == (20_000, SETTINGS.count)
    for part in (plan.features, plan.levels, plan.tones):
        assert part.dtype == np.float32
        assert np.isfinite(part).all()


def test_tones_go_on_across_jumps() -> None:
    """Where a note sounds on both sides of a seam, its phase turns on as its pitch says."""
    planned = planner_over_first().next_frames(3000)
    cut = jumps(planned.places)[0]
    tones = planned.plan.tones
    for frame in range(cut, cut + 8):
        before, here = tones[frame - 1], tones[frame]
        loudest = here[here[:, SIZE].argmax()]
        nearest = before[np.abs(before[:, TURN] - loudest[TURN]).argmin()]
        if abs(np.log(nearest[TURN] / loudest[TURN])) < np.log(NEAR_RATIO):
            mean_turn = (float(nearest[TURN]) + float(loudest[TURN])) / 2
            expected = float(nearest[PHASE]) + mean_turn * SETTINGS.hop_frames
            assert np.cos(expected - float(loudest[PHASE])) == pytest.approx(1.0, abs=1e-3)


def test_a_new_tone_keeps_its_recorded_phase() -> None:
    silence, tones = (
        np.zeros((4, TONE_NUMBERS), np.float32),
        np.zeros((4, TONE_NUMBERS), np.float32),
    )
    tones[0] = (0.5, 0.03, 1.25, 0.0)
    assert continued(silence, tones, 512)[0, PHASE] == np.float32(1.25)


def test_a_blend_has_what_both_have_once_and_the_rest_weaker() -> None:
    def plan(*tones: tuple[float, float]) -> Plan:
        rows = np.zeros((1, TONES, TONE_NUMBERS), np.float32)
        for index, (size, turn) in enumerate(tones):
            rows[0, index, SIZE], rows[0, index, TURN] = size, turn
        return Plan(np.zeros((1, 2), np.float32), np.zeros((1, 3), np.float32), rows)

    mixed = blended(plan((0.4, 0.030), (0.2, 0.1)), plan((0.8, 0.0301), (0.6, 0.3)), 0.25)
    kept = mixed.tones[0][mixed.tones[0][:, SIZE] > 0]
    np.testing.assert_allclose(kept[:, SIZE], [0.5, 0.15, 0.15], atol=1e-6)
    np.testing.assert_allclose(kept[:, TURN], [0.030025, 0.1, 0.3], atol=1e-6)
