"""The plan network's share of a training."""

from dataclasses import replace
from pathlib import Path

import pytest

from audiosynth_gui.training.plan_share import MOST_STEPS, learn_plan, plan_limit
from audiosynth_gui.training.progress import Limit
from tests.training.examples import small_training_set


@pytest.mark.parametrize(
    ("minutes", "music_seconds", "seconds"),
    [(10.0, 3600.0, 60.0), (2.0, 3600.0, 12.0), (480.0, 60.0, 18.0), (10.0, 5.0, 10.0)],
)
def test_a_tenth_at_most_a_minute_and_no_more_than_is_of_use(
    minutes: float, music_seconds: float, seconds: float
) -> None:
    limit = plan_limit(Limit(seconds=60.0 * minutes), music_seconds)
    assert limit.steps is None
    assert limit.seconds == pytest.approx(seconds)


@pytest.mark.parametrize(("steps", "share"), [(1, 1), (4, 1), (1000, 100), (10**6, MOST_STEPS)])
def test_steps_are_shared_alike(steps: int, share: int) -> None:
    assert plan_limit(Limit(steps=steps), 60.0) == Limit(steps=share)


def test_bits_of_music_have_no_form(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    (whole,) = training_set.train
    bits = tuple(replace(whole, start_frame=at, stop_frame=at + 2) for at in range(0, 200, 2))
    learning = learn_plan(replace(training_set, train=bits), Limit(steps=30), "cpu", seed=1)
    with pytest.raises(StopIteration) as end:
        next(learning)
    assert end.value.value is None


def test_the_squared_error_may_be_asked_for(tmp_path: Path) -> None:
    learning = learn_plan(small_training_set(tmp_path), Limit(steps=10), "cpu", 1, "squared-error")
    next(learning)
    with pytest.raises(StopIteration) as end:
        next(learning)
    assert end.value.value.card.network.loss == "squared-error"


def test_the_plan_is_of_the_features_that_the_renderer_plays(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    learning = learn_plan(training_set, Limit(steps=30), "cpu", seed=1)
    assert [next(learning).step for _ in range(3)] == [1, 2, 3]
    with pytest.raises(StopIteration) as end:
        next(learning)
    plan = end.value.value
    assert plan.card.network.features == training_set.config.features
    assert plan.card.steps == 3
