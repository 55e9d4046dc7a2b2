"""Playing held-out plan, hearing only itself."""

from pathlib import Path

import pytest

from audiosynth_gui.evaluation.free_running import free_running
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.trainer import Training
from tests.training.examples import SETTINGS, small_training_set

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.mark.parametrize("heldout", [0.2, 0.0])
def test_a_network_that_has_learnt_is_nearer_to_its_plan(heldout: float, tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, channels=2, heldout=heldout)
    untrained = untrained_model(training_set.config)
    before = free_running(untrained, training_set)
    training = Training(training_set, SETTINGS, "cpu", seed=1)
    list(training.run(Limit(steps=80)))
    card = untrained.card.model_copy(update={"scaling": training_set.scaling})
    after = free_running(TrainedModel(card, training.averaged, ""), training_set)
    assert before is not None
    assert after is not None
    assert after.mel_gap_db < before.mel_gap_db


def test_too_little_sound_is_not_judged(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path, heldout=0.2, seconds=2.0)
    assert free_running(untrained_model(training_set.config), training_set) is None
