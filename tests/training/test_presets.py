"""Presets: every one makes a network for every kind of sound that can be asked for."""

from typing import Literal

import pytest

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.networks.checkpoint import MOST_PARAMETERS, network_without_values
from audiosynth_gui.training.presets import (
    PRESETS,
    Preset,
    find_preset,
    network_config,
    training_settings,
)

RATES = (8000, 11025, 16000, 20000, 22050, 32000, 44100, 48000, 96000)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("quantization", ["linear16", "mulaw8"])
def test_fits_every_kind_of_sound(
    preset: Preset, channels: Literal[1, 2], quantization: QuantizationName
) -> None:
    for rate in RATES:
        config = network_config(preset, rate, channels, quantization)
        assert (config.sample_rate, config.channels) == (rate, channels)
        assert config.quantization == quantization
        # a feature frame is short enough to follow a drum and long enough to be measured
        assert 0.001 < config.features.hop_frames / rate < 0.05
        network = network_without_values(config)
        assert sum(value.numel() for value in network.parameters()) < MOST_PARAMETERS / 2


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_is_found_by_name_and_title(preset: Preset) -> None:
    assert find_preset(preset.name) is preset
    assert find_preset(preset.title) is preset
    assert preset.is_classic == preset.name.startswith("classic")


def test_an_unknown_one_is_told_with_those_that_there_are() -> None:
    with pytest.raises(TrainingError) as problem:
        find_preset("grand")
    assert all(preset.name in problem.value.advice for preset in PRESETS)


def test_eight_bits_are_made_without_a_filter_bank() -> None:
    assert network_config(PRESETS[0], 16000, 1, "mulaw8").bands == 1
    assert network_config(PRESETS[0], 44100, 1, "linear16").bands == 32


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.name)
def test_a_graphics_card_gets_more_lanes(preset: Preset) -> None:
    assert training_settings(preset, "cuda").lanes > training_settings(preset, "cpu").lanes
