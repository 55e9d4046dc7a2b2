"""The training of the reference, really run."""

import numpy as np
import pytest

from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnnSizes
from audiosynth_gui.evaluation.reference.sample_rnn_training import (
    SampleRnnRecipe,
    SampleRnnTraining,
)
from audiosynth_gui.features.quantization import MULAW8, compand
from tests.training.examples import plucked_notes

SIZES = SampleRnnSizes(units=24, ratios=(8, 2))
RECIPE = SampleRnnRecipe(lanes=4, window_samples=64, learning_rate=5e-3)
CODES = MULAW8.encode(compand(plucked_notes(1.0, 16000, 1)[:, 0])).astype(np.int64)

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def test_learns() -> None:
    training = SampleRnnTraining(CODES, SIZES, RECIPE, seed=1)
    before = training.bits(CODES).mean()
    losses = [training.learn() for _ in range(150)]
    assert losses[0] == pytest.approx(before, abs=1.0)
    assert training.bits(CODES).mean() < before - 1.5


def test_the_same_seed_gives_the_same_training() -> None:
    runs = [SampleRnnTraining(CODES, SIZES, RECIPE, seed=2) for _ in range(2)]
    # long enough for every lane to reach the end and jump
    made = [[training.learn() for _ in range(100)] for training in runs]
    assert made[0] == made[1]


def test_bits_of_long_music_are_those_of_its_parts() -> None:
    training = SampleRnnTraining(CODES, SIZES, RECIPE, seed=3)
    costs = training.bits(CODES[:8011])
    assert costs.shape == (8000,)  # whole turns of sixteen samples
    np.testing.assert_allclose(training.bits(CODES[:640]), costs[:640], atol=1e-5)


def test_looking_changes_nothing() -> None:
    looked, other = (SampleRnnTraining(CODES, SIZES, RECIPE, seed=4) for _ in range(2))
    looked.learn(), other.learn()
    looked.bits(CODES)
    assert looked.learn() == other.learn()
