"""What a training costs, measured by a few steps."""

import pytest

from audiosynth_gui.networks.checkpoint import network_without_values
from audiosynth_gui.training.estimate import COPIES_OF_WEIGHTS, training_cost
from tests.networks.examples import small_config
from tests.training.examples import SETTINGS


@pytest.mark.parametrize("channels", [1, 2])
def test_more_lanes_keep_more_for_their_gradients(channels: int) -> None:
    config = small_config(channels=channels)  # type: ignore[arg-type]
    few = training_cost(config, SETTINGS, "cpu")
    many = training_cost(config, SETTINGS.model_copy(update={"lanes": 16}), "cpu")
    weights = sum(value.numel() for value in network_without_values(config).parameters())
    assert few.memory_bytes > COPIES_OF_WEIGHTS * 4 * weights
    assert many.memory_bytes > 2 * few.memory_bytes
    assert few.audio_seconds_per_second > 0
