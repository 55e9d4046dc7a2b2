"""What a network is told: the guide in the network's own streams, aligned with the values."""

import numpy as np
import pytest

from audiosynth_gui.features.streams import stream_values
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.conditions import Conditions, conditions
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES, PLAN_BEHIND_FRAMES, NetworkConfig
from tests.features.plans import plan_of
from tests.networks.examples import small_config

FRAMES, FIRST = 20, 60


def two_tones(config: NetworkConfig) -> np.ndarray:
    time = np.arange(16000)[:, None] / config.sample_rate
    pan = np.array([[0.3, 0.1]])[:, : config.channels]
    sound = pan * np.sin(2 * np.pi * 500 * time) + 0.1 * np.sin(2 * np.pi * 1100 * time)
    return sound.astype(np.float32)


def told_of(config: NetworkConfig, first: int = FIRST, count: int = FRAMES) -> Conditions:
    plan = plan_of(two_tones(config), config.features, config.bands)
    wanted = np.arange(first - PLAN_BEHIND_FRAMES, first + count + PLAN_AHEAD_FRAMES)
    return conditions(plan.rows(wanted), config, untrained_model(config).card.scaling)


@pytest.mark.parametrize("channels", [1, 2])
def test_the_guide_of_tones_is_what_their_sound_is_in_the_streams(channels: int) -> None:
    config = small_config(channels=channels)  # type: ignore[arg-type]
    told = told_of(config)
    steps, reach = config.frame_steps, config.guide_steps
    values = stream_values(two_tones(config), config.bands)
    heard = values[FIRST * steps : (FIRST + FRAMES) * steps] / told.scales
    guide = told.guide[reach:-reach]
    assert guide.shape == heard.shape
    assert np.mean((guide - heard) ** 2) < 0.02 * np.mean(heard**2)


def test_values_are_multiples_of_the_level() -> None:
    config = small_config(channels=1)
    told = told_of(config)
    values = stream_values(two_tones(config), config.bands)
    steps = config.frame_steps
    heard = values[FIRST * steps : (FIRST + FRAMES) * steps] / told.scales
    power = np.mean(heard[:, 0] ** 2) * 16.0**2
    assert power == pytest.approx(1.0, abs=0.1)


def test_blocks_are_told_what_the_whole_is() -> None:
    config = small_config()
    whole, part = told_of(config), told_of(config, FIRST + 5, 3)
    steps, reach = config.frame_steps, config.guide_steps
    np.testing.assert_array_equal(part.guide, whole.guide[5 * steps : 8 * steps + 2 * reach])
    np.testing.assert_array_equal(part.scales, whole.scales[5 * steps : 8 * steps])
    assert np.abs(part.guide).max() > 0


def test_without_a_guide_scales_are_fixed_and_no_stream_is_told() -> None:
    config = small_config("classic-rnn", 1, 1, "mulaw8")
    told = told_of(config)
    assert told.guide.shape == (FRAMES * config.frame_steps, 0)
    np.testing.assert_array_equal(told.scales, np.ones((FRAMES * config.frame_steps, 1)))


def test_a_plan_of_context_alone_is_refused() -> None:
    config = small_config()
    plan = plan_of(two_tones(config), config.features, config.bands).part(0, 3)
    with pytest.raises(ValueError, match="context"):
        conditions(plan, config, untrained_model(config).card.scaling)
