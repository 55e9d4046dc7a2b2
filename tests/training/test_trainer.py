"""The training loop, really run."""

import itertools
import math
from pathlib import Path

import pytest
import torch

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.networks.config import Architecture
from audiosynth_gui.training import trainer
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.trainer import Training
from tests.training.examples import SETTINGS, small_training_set


@pytest.mark.parametrize("architecture", ["tiered", "classic-rnn", "classic-lstm"])
def test_learns(architecture: Architecture, tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, architecture, 1, 1, "mulaw8")
    training = Training(training_set, SETTINGS, "cpu", seed=1)
    reports = list(training.run(Limit(steps=200)))
    assert [report.step for report in reports] == list(range(1, 201))
    assert reports[0].train_bits > 7.5  # it begins knowing nothing of the 8 bits
    last = reports[-1]
    assert last.measured is not None
    assert last.measured.is_heldout
    assert last.measured.bits < 6.0
    assert last.measured.bits == pytest.approx(sum(last.measured.stage_bits))
    assert 0.02 < last.measured.accuracy <= 1.0
    assert last.is_best
    assert last.audio_seconds_per_second > 0


def test_stereo_in_bands_learns_too(tmp_path: Path) -> None:
    training = Training(small_training_set(tmp_path, "tiered", 2, 4), SETTINGS, "cpu", seed=1)
    reports = list(training.run(Limit(steps=150)))
    assert reports[0].train_bits > 7.5
    assert reports[-1].measured is not None
    assert len(reports[-1].measured.stage_bits) == 2
    assert reports[-1].measured.bits < 7.2


def test_the_same_seed_gives_the_same_training(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    runs = [
        [report.train_bits for report in Training(training_set, SETTINGS, "cpu", 5).run(limit)]
        for limit in (Limit(steps=6), Limit(steps=6))
    ]
    assert runs[0] == runs[1]


def test_stops_between_two_steps(tmp_path: Path) -> None:
    training = Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=1)
    steps = training.run(Limit(steps=1000))
    assert len(list(itertools.islice(steps, 3))) == 3
    steps.close()
    assert training.step == 3


def test_time_limits_too(tmp_path: Path) -> None:
    training = Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=1)
    reports = list(training.run(Limit(seconds=0.5)))
    assert reports[-1].fraction == 1.0
    assert reports[-1].measured is not None


def test_half_the_precision_learns_alike(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    found = []
    for precision in ("float32", "bfloat16"):
        settings = SETTINGS.model_copy(update={"precision": precision})
        training = Training(training_set, settings, "cpu", seed=1)
        bits = [report.train_bits for report in training.run(Limit(steps=40))]
        assert bits[-1] < bits[0] - 0.3
        assert all(part.dtype == torch.float32 for part in training.state)
        found.append(bits[-1])
    assert found[0] != found[1]
    assert abs(found[0] - found[1]) < 0.3


def test_the_average_follows_the_weights(tmp_path: Path) -> None:
    training = Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=1)
    first = [value.clone() for value in training.averaged.parameters()]
    list(training.run(Limit(steps=5)))
    moved = [
        not torch.equal(a, b) for a, b in zip(first, training.averaged.parameters(), strict=True)
    ]
    assert all(moved)


def test_a_loss_that_is_no_number_is_told(tmp_path: Path) -> None:
    training = Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=1)
    with torch.no_grad():
        next(training.network.parameters()).fill_(math.nan)
    with pytest.raises(TrainingError, match="lost its way"):
        next(training.run(Limit(steps=2)))


def test_a_training_that_learns_nothing_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "STUCK_STEPS", 4)
    training_set = small_training_set(tmp_path)
    stuck = Training(training_set, SETTINGS.model_copy(update={"learning_rate": 1e-12}), "cpu", 1)
    first = [value.clone() for value in stuck.network.parameters()]
    reports = list(stuck.run(Limit(steps=20)))
    assert [report.restarts for report in reports[2:9]] == [0, 1, 1, 1, 1, 2, 2]
    assert reports[-1].restarts == trainer.MOST_RESTARTS
    assert any(
        not torch.equal(one, other)
        for one, other in zip(first, stuck.network.parameters(), strict=True)
    )
    monkeypatch.setattr(trainer, "STUCK_STEPS", 60)
    learning = Training(training_set, SETTINGS, "cpu", 1)
    assert list(learning.run(Limit(steps=70)))[-1].restarts == 0
