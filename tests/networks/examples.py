"""Small networks of every kind, for tests."""

from typing import Literal

from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.config import Architecture, NetworkConfig

ARCHITECTURES: tuple[Architecture, ...] = ("tiered", "classic-rnn", "classic-lstm")


def small_config(
    architecture: Architecture = "tiered",
    channels: Literal[1, 2] = 2,
    bands: Literal[1, 4] = 4,
    quantization: QuantizationName = "linear16",
    batch_norm: bool = False,
) -> NetworkConfig:
    features = FeatureSettings(
        sample_rate=16000, hop_frames=32 * bands, channels=channels, groups=("loudness", "mfcc")
    )
    return NetworkConfig(
        architecture=architecture,
        sample_rate=16000,
        channels=channels,
        bands=bands,
        quantization=quantization,
        features=features,
        frame_steps=32,
        slow_steps=16,
        middle_steps=4 if architecture == "tiered" else 1,
        plan_units=12,
        slow_units=20,
        middle_units=16,
        sample_units=12,
        taps=6,
        guide_steps=2 if architecture == "tiered" and bands > 1 else 0,
        dropout=0.1,
        batch_norm=batch_norm,
    )
