"""The comparison of likelihoods: that all hear the same, and nothing of what is to come."""

import numpy as np
import pytest
import torch

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.evaluation.coded_music import CodedMusic, coded_music
from audiosynth_gui.evaluation.likelihood import (
    likelihood_config,
    likelihood_settings,
    linear_prediction_bits,
    network_costs,
    past_training_set,
    renderer_bits,
    sample_rnn_bits,
)
from audiosynth_gui.evaluation.reference.linear_prediction import fit_linear_predictor
from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnnSizes
from audiosynth_gui.evaluation.reference.sample_rnn_training import SampleRnnRecipe
from audiosynth_gui.networks.checkpoint import make_network
from audiosynth_gui.training.lanes import heldout_windows
from audiosynth_gui.training.presets import PRESETS
from tests.networks.examples import small_config
from tests.training.examples import SETTINGS, plucked_notes

CONFIG = small_config("tiered", 1, 1, "mulaw8")

pytestmark = pytest.mark.usefixtures("one_torch_thread")


@pytest.fixture(scope="module")
def music() -> CodedMusic:
    sound = AudioBuffer(plucked_notes(16.0, 16000, 1), 16000)
    return coded_music(sound, CONFIG.features.hop_frames)


def test_the_network_is_asked_for_the_very_codes(music: CodedMusic) -> None:
    training_set = past_training_set(music, CONFIG)
    windows = heldout_windows(training_set.heldout, training_set, 10)
    asked = np.concatenate([window.codes.ravel() for window in windows])
    np.testing.assert_array_equal(asked, music.heldout[: len(asked)])
    assert training_set.train[0].stop_frame * CONFIG.features.hop_frames == music.split


@pytest.mark.parametrize("place", [3, 640, 17000])
def test_costs_know_nothing_of_later_codes(music: CodedMusic, place: int) -> None:
    torch.manual_seed(6)
    network = make_network(CONFIG).eval()
    changed = music.codes.copy()
    changed[music.split + place :] = 255 - changed[music.split + place :]
    before, after = (
        network_costs(network, past_training_set(CodedMusic(codes, music.split), CONFIG))
        for codes in (music.codes, changed)
    )
    np.testing.assert_array_equal(before[:place], after[:place])
    assert (before[place:] != after[place:]).mean() > 0.5


def test_networks_and_prediction_are_trained_and_measured(music: CodedMusic) -> None:
    predictor = fit_linear_predictor(music.train)
    predicted = linear_prediction_bits(music, predictor, follows=True)
    reference = sample_rnn_bits(
        music, SampleRnnSizes(units=16, ratios=(8, 2)), SampleRnnRecipe(), 0.3, seed=1
    )
    ours = renderer_bits(music, CONFIG, SETTINGS, 0.5, seed=1)
    for bits in (predicted, reference.final, reference.best, ours.final, ours.best):
        assert 0.0 < bits.whole < 12.0
        assert 0.0 < bits.without_end < 12.0
    assert reference.best.whole <= reference.final.whole


def test_every_preset_has_a_shape_for_it() -> None:
    for preset in PRESETS:
        config, settings = likelihood_config(preset), likelihood_settings(preset)
        assert (config.sample_rate, config.streams, config.quantization) == (16000, 1, "mulaw8")
        assert settings.first_window_frames <= settings.last_window_frames
    assert likelihood_settings(PRESETS[0]).noise_steps == 0.0
