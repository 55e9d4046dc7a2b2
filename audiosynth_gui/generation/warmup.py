"""Compiles the kernels into numba's cache: `python -m audiosynth_gui.generation.warmup`.

It runs in a process of its own because compiling holds the interpreter for seconds at a time.
"""

from typing import Literal

import numpy as np

from audiosynth_gui.features.plan import empty_plan
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.networks.checkpoint import ModelCard, TrainedModel, make_network
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, Architecture, NetworkConfig
from audiosynth_gui.networks.plan_checkpoint import PlanCard, TrainedPlan
from audiosynth_gui.networks.plan_network import PlanNetwork, PlanNetworkConfig
from audiosynth_gui.networks.scaling import PlanScaling, Scaling

ARCHITECTURES: tuple[Architecture, ...] = ("tiered", "classic-lstm")
"""One of each kernel: the two classics share theirs."""


def tiny_config(
    architecture: Architecture, bands: Literal[1, 4] = 4, channels: Literal[1, 2] = 2
) -> NetworkConfig:
    """A network of the least size that runs through every line of its kernel."""
    features = FeatureSettings(sample_rate=16000, hop_frames=16 * bands, channels=channels)
    return NetworkConfig(
        architecture=architecture, sample_rate=16000, channels=channels, bands=bands,
        quantization="linear16", features=features, frame_steps=16, slow_steps=8, middle_steps=2,
        plan_units=8, slow_units=8, middle_units=8, sample_units=8, taps=4, guide_steps=2,
        dropout=0.0, batch_norm=False,
    )  # fmt: skip


def untrained_model(config: NetworkConfig) -> TrainedModel:
    """A model with random weights, for compiling and measuring."""
    scaling = Scaling(
        stream_scales=(1.0,) * config.streams,
        feature_means=(0.0,) * config.features.count,
        feature_deviations=(1.0,) * config.features.count,
    )
    card = ModelCard(
        preset="untrained", network=config, scaling=scaling, steps=0, trained_seconds=0.0,
        train_bits=0.0, heldout_bits=None, heldout_stage_bits=(), accuracy=0.0, recordings=(),
    )  # fmt: skip
    return TrainedModel(card, make_network(config).eval(), "0" * 64)


def untrained_plan(config: PlanNetworkConfig) -> TrainedPlan:
    """A plan network with random weights, likewise."""
    scaling = PlanScaling(means=(0.0,) * config.inputs, deviations=(1.0,) * config.inputs)
    card = PlanCard(network=config, scaling=scaling, steps=0, nats=0.0, is_heldout=False)
    return TrainedPlan(card, PlanNetwork(config).eval())


def warm_up() -> None:
    """Play a moment with every kernel, so that each is compiled and cached."""
    for architecture in ARCHITECTURES:
        config = tiny_config(architecture)
        sampler = Sampler(untrained_model(config), seed=0)
        plan = empty_plan(PLAN_CONTEXT_FRAMES, config.features.count, config.streams)
        sound = np.zeros((config.features.hop_frames, config.channels), dtype=np.float32)
        sampler.listen(sound, plan)
        sampler.render(plan, Controls(top_p=0.9))
    features = FeatureSettings(sample_rate=44100, hop_frames=512, channels=1)
    Foreteller(untrained_plan(PlanNetworkConfig(features=features, units=4)))


if __name__ == "__main__":
    warm_up()
