"""The training of the plan network."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.plan_network import PlanNetworkConfig
from audiosynth_gui.training import planning
from audiosynth_gui.training.planning import PlanTraining, PlanTrainingStep
from audiosynth_gui.training.progress import Limit
from tests.features.plans import plan_of_features
from tests.training.plan_examples import SETTINGS, recording_of, split, whole

SMALL = PlanNetworkConfig(features=SETTINGS, units=24, components=3, dropout=0.1)


def trained(
    seconds: float = 40.0, steps: int = 40, config: PlanNetworkConfig = SMALL, seed: int = 0
) -> tuple[PlanTraining, list[PlanTrainingStep]]:
    learnt, heldout = split(recording_of(seconds))
    training = PlanTraining([learnt], [heldout], config, "cpu", seed)
    return training, list(training.run(Limit(steps=steps)))


def test_it_learns_what_follows_what() -> None:
    learnt, heldout = split(recording_of(40.0))
    training = PlanTraining([learnt], [heldout], SMALL, "cpu", seed=0)
    untrained = training.best_nats
    steps = list(training.run(Limit(steps=80)))
    assert training.best_nats < untrained - 5.0
    assert steps[-1].fraction == 1.0
    plan = training.trained()
    assert plan.card.nats == training.best_nats
    assert plan.card.is_heldout
    assert plan.card.steps == 80
    assert not plan.network.training


def test_the_best_is_kept_and_reported() -> None:
    training, steps = trained()
    validated = [step for step in steps if step.heldout_nats is not None]
    assert len(validated) > 5
    best = [step.heldout_nats for step in validated if step.is_best]
    assert best == sorted(best, reverse=True)  # type: ignore[type-var]
    assert training.best_nats == min(step.heldout_nats for step in validated if step.heldout_nats)
    assert all(np.isfinite(step.train_nats) for step in steps)


def test_the_same_seed_learns_the_same() -> None:
    (one, _), (same, _), (other, _) = (trained(20.0, 6, seed=seed) for seed in (3, 3, 4))
    assert one.best_nats == same.best_nats
    assert one.best_nats != other.best_nats
    for value, again in zip(one.best.parameters(), same.best.parameters(), strict=True):
        assert torch.equal(value, again)


def test_it_ends_early_when_nothing_gets_better(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "LEARNING_RATE", 0.0)
    training, steps = trained(steps=100)
    assert len(steps) == pytest.approx(30, abs=2)
    assert steps[-1].fraction < 1.0
    assert np.isfinite(training.trained().card.nats)


def test_without_held_out_music_what_is_learnt_decides() -> None:
    stretch = whole(recording_of(10.0))
    training = PlanTraining([stretch], [], SMALL, "cpu", seed=0)
    before = training.best_nats
    list(training.run(Limit(steps=30)))
    assert training.best_nats < before
    assert not training.trained().card.is_heldout


@pytest.mark.parametrize("seconds", [1.0, 5.0])
def test_little_music_is_learnt_too(seconds: float) -> None:
    training, steps = trained(seconds, steps=10)
    assert len(steps) >= 3
    assert np.isfinite(training.best_nats)


def test_several_recordings_teach_one_network() -> None:
    parts = [split(recording_of(seconds, seed)) for seed, seconds in enumerate((8.0, 0.2, 20.0))]
    training = PlanTraining(
        [part[0] for part in parts], [part[1] for part in parts], SMALL, "cpu", seed=0
    )
    before = training.best_nats
    list(training.run(Limit(steps=40)))
    assert training.is_heldout
    assert training.best_nats < before


def test_the_squared_error_learns_as_well() -> None:
    config = SMALL.model_copy(update={"components": 1, "loss": "squared-error"})
    training, steps = trained(config=config, steps=60)
    untrained = trained(config=config, steps=1)[0].best_nats
    assert training.best_nats < untrained
    assert steps[-1].train_nats < steps[5].train_nats


@pytest.mark.recordings
def test_it_foretells_real_music_better_than_that_nothing_changes(recordings_path: Path) -> None:
    sound, rate = soundfile.read(recordings_path / "vibe-ace.ogg", dtype="float32", stop=1_300_000)
    settings = FeatureSettings(sample_rate=rate, hop_frames=512, channels=2)
    features = FeatureExtractor(settings).extract(sound)
    learnt, heldout = split(PreparedRecording(sound, plan_of_features(features), settings))
    training = PlanTraining(
        [learnt], [heldout], PlanNetworkConfig(features=settings, units=64), "cpu", seed=0
    )
    unchanged = training.best_nats
    list(training.run(Limit(steps=60)))
    assert training.best_nats < unchanged - 2.0
