"""Small plan networks, for tests."""

import torch

from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.warmup import untrained_plan
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import PlanNetworkConfig

FEATURES = FeatureSettings(
    sample_rate=16000, hop_frames=256, channels=1, groups=("loudness", "mfcc", "chroma")
)


def small_plan_config(features: FeatureSettings = FEATURES) -> PlanNetworkConfig:
    return PlanNetworkConfig(features=features, units=12, components=3, dropout=0.1)


def small_plan(features: FeatureSettings = FEATURES, seed: int = 1) -> TrainedPlan:
    """One with random weights."""
    torch.manual_seed(seed)
    return untrained_plan(small_plan_config(features))
