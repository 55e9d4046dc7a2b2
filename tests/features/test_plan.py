"""Plan frames as plain data."""

import numpy as np

from audiosynth_gui.features.plan import empty_plan, joined
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.features.tones import SIZE, TURN
from tests.features.plans import plan_of

SETTINGS = FeatureSettings(
    sample_rate=16000, hop_frames=256, channels=1, groups=("loudness", "mfcc")
)


def sound(gain: float = 1.0) -> np.ndarray:
    time = np.arange(16000)[:, None] / 16000
    tone = np.sin(2 * np.pi * 440 * time) + 0.01 * np.random.default_rng(1).standard_normal(
        (16000, 1)
    )
    return (0.1 * gain * tone).astype(np.float32)


def test_louder_is_the_plan_of_the_sound_turned_up() -> None:
    gain_db = 6.0
    told = plan_of(sound(), SETTINGS, 16).louder(gain_db, SETTINGS)
    measured = plan_of(sound(10 ** (gain_db / 20)), SETTINGS, 16)
    inner = slice(5, -5)
    np.testing.assert_allclose(told.features[inner], measured.features[inner], atol=0.01)
    np.testing.assert_allclose(told.levels[inner], measured.levels[inner], atol=0.01)
    loudest = told.tones[:, :, SIZE].argmax(axis=1)
    frames = np.arange(len(told))
    np.testing.assert_allclose(
        told.tones[frames, loudest][inner, : TURN + 1],
        measured.tones[frames, measured.tones[:, :, SIZE].argmax(axis=1)][inner, : TURN + 1],
        rtol=1e-3,
    )


def test_rows_outside_repeat_the_outermost() -> None:
    plan = plan_of(sound(), SETTINGS, 16)
    rows = plan.rows(np.array([-2, 0, 5, len(plan) + 3]))
    np.testing.assert_array_equal(rows.features, plan.features[[0, 0, 5, len(plan) - 1]])
    np.testing.assert_array_equal(rows.tones, plan.tones[[0, 0, 5, len(plan) - 1]])
    rows.features[0] = 0.0
    assert plan.features[0].any()  # a copy


def test_parts_join_to_the_whole() -> None:
    plan = plan_of(sound(), SETTINGS, 16)
    again = joined([plan.part(0, 10), plan.part(10, 11), plan.part(11, len(plan))])
    for part, whole in ((again.features, plan.features), (again.levels, plan.levels)):
        np.testing.assert_array_equal(part, whole)
    np.testing.assert_array_equal(again.tones, plan.tones)


def test_an_empty_plan_says_nothing() -> None:
    plan = empty_plan(3, 7, 2)
    assert (len(plan), plan.features.shape, plan.levels.shape) == (3, (3, 7), (3, 2))
    assert not plan.tones.any()
