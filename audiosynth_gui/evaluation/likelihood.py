"""How well networks foretell music from its past alone, at equal time: ours and a published one.

Low bits are no proof of good sound (see docs/engine.md); they are what published networks can be
compared by. Every contestant hears the codes before the one it is asked about, and nothing else.
"""

import copy
import math
import time
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from audiosynth_gui.evaluation.coded_music import (
    HELDOUT_FRACTION,
    SAMPLE_RATE,
    CodedMusic,
    HeldoutBits,
    heldout_bits,
)
from audiosynth_gui.evaluation.past_features import past_recording
from audiosynth_gui.evaluation.reference.linear_prediction import ORDER, LinearPredictor
from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnnSizes
from audiosynth_gui.evaluation.reference.sample_rnn_training import (
    SampleRnnRecipe,
    SampleRnnTraining,
)
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.training.dataset import TrainingSet, make_training_set
from audiosynth_gui.training.lanes import as_tensors, heldout_windows
from audiosynth_gui.training.presets import Preset, network_config, training_settings
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.trainer import Training

MEASURED_WINDOW_SECONDS = 1.0
REFERENCE_MEASURED_EVERY_SECONDS = 30.0


_SIZES = {
    "slow_steps": 32, "middle_steps": 1, "slow_units": 128, "middle_units": 64, "dropout": 0.3,
}  # fmt: skip
"""Other than the preset's: what foretells a single band best after ten minutes on a CPU."""

_RECIPE = {
    "lanes": 16, "first_window_frames": 1, "last_window_frames": 1, "learning_rate": 0.004,
    "noise_steps": 0.0, "plan_noise": 0.0, "picked_share": 1.0, "gain_low_db": -70.0,
    "gain_high_db": 6.0,
}  # fmt: skip
"""Noise makes free-running sound better and likelihood worse; many short steps learn faster. It is
told no levels, so gains must teach it what quiet endings are like: 0.5 bit on hungarian-dance."""


def likelihood_config(preset: Preset) -> NetworkConfig:
    """Return the shape of a preset's network for this comparison: one band, 8 bits, 16 kHz."""
    config = network_config(preset, SAMPLE_RATE, 1, "mulaw8")
    if preset.is_classic:
        return config
    return NetworkConfig.model_validate(config.model_dump() | _SIZES)


def likelihood_settings(preset: Preset) -> TrainingSettings:
    """Return the recipe for this comparison."""
    settings = training_settings(preset, "cpu")
    if preset.is_classic:
        return settings
    return TrainingSettings.model_validate(settings.model_dump() | _RECIPE)


@dataclass(frozen=True)
class LearntBits:
    """What a training came to.

    Attributes:
        final: at its end.
        best: when it foretold the held-out part best.
    """

    final: HeldoutBits
    best: HeldoutBits


def linear_prediction_bits(
    music: CodedMusic, predictor: LinearPredictor, follows: bool
) -> HeldoutBits:
    """What the held-out part costs a linear predictor that was fitted to the rest.

    Args:
        music: what is foretold.
        predictor: fitted to `music.train`.
        follows: whether its scale follows the last residuals.
    """
    costs = predictor.bits(music.codes[music.split - ORDER :], follows)
    return heldout_bits(costs, music)


def sample_rnn_bits(
    music: CodedMusic, sizes: SampleRnnSizes, recipe: SampleRnnRecipe, seconds: float, seed: int
) -> LearntBits:
    """Train the reference on a CPU for so long; looking at the held-out part is not counted."""
    training = SampleRnnTraining(music.train, sizes, recipe, seed)
    spent, found = 0.0, []
    while spent < seconds:
        until = min(seconds, spent + REFERENCE_MEASURED_EVERY_SECONDS)
        while spent < until:
            started = time.monotonic()
            training.learn()
            spent += time.monotonic() - started
        found.append(heldout_bits(training.bits(music.heldout), music))
    return LearntBits(found[-1], min(found, key=lambda bits: bits.whole))


def past_training_set(music: CodedMusic, config: NetworkConfig) -> TrainingSet:
    """Make a training set whose plan knows the past alone.

    Args:
        music: cut on a multiple of `config.features.hop_frames`.
        config: of one band and 8-bit codes.
    """
    recording = past_recording(music.samples, config.features)
    training_set = make_training_set([recording], config, HELDOUT_FRACTION)
    # full scale is that of the codes, so that they come out as they went in
    scaling = training_set.scaling.model_copy(update={"stream_scales": (1.0,)})
    return replace(training_set, scaling=scaling)


def renderer_bits(
    music: CodedMusic,
    config: NetworkConfig,
    settings: TrainingSettings,
    seconds: float,
    seed: int,
) -> LearntBits:
    """Train a network of ours on a CPU for so long, its validations included.

    Raises:
        TrainingError: the music is silent, or the loss is no longer a number.
    """
    training_set = past_training_set(music, config)
    training = Training(training_set, settings, "cpu", seed)
    best = training.averaged
    for report in training.run(Limit(seconds=seconds)):
        if report.is_best:
            best = copy.deepcopy(training.averaged)
    final = heldout_bits(network_costs(training.averaged, training_set), music)
    return LearntBits(final, heldout_bits(network_costs(best, training_set), music))


@torch.no_grad()
def network_costs(network: Network, training_set: TrainingSet) -> NDArray[np.float32]:
    """Return what each held-out code costs a network of one stream, in bits.

    Returns:
        float32 (samples,); the last incomplete window is left out.
    """
    config = training_set.config
    frames = math.ceil(MEASURED_WINDOW_SECONDS * config.sample_rate / config.features.hop_frames)
    state = network.first_state(1)
    costs = []
    for window in heldout_windows(training_set.heldout, training_set, frames):
        heard, codes, told = as_tensors(window, torch.device("cpu"))
        (logits,), codes, state = network(heard, codes, told, state)
        costs.append(
            torch.nn.functional.cross_entropy(
                logits.flatten(0, 2), codes.flatten(), reduction="none"
            )
        )
    return np.asarray(torch.cat(costs) / math.log(2.0), np.float32)
