"""Shapes that fit together, and only those."""

import pytest
from pydantic import ValidationError

from audiosynth_gui.networks.config import NetworkConfig
from tests.networks.examples import ARCHITECTURES, small_config


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_comes_back_from_json(architecture: str) -> None:
    config = small_config(architecture)  # type: ignore[arg-type]
    assert NetworkConfig.model_validate_json(config.model_dump_json()) == config


def test_counts_streams_and_past_steps() -> None:
    config = small_config(channels=2, bands=4)
    assert config.streams == 8
    assert config.history_steps == 16


@pytest.mark.parametrize(
    "change",
    [
        {"frame_steps": 64},
        {"slow_steps": 12},
        {"middle_steps": 5},
        {"sample_rate": 22050},
        {"channels": 1},
        {"unknown": 1},
        {"dropout": float("nan")},
    ],
)
def test_refuses_what_does_not_fit(change: dict[str, object]) -> None:
    fields = {**dict(small_config()), **change}
    with pytest.raises(ValidationError):
        NetworkConfig.model_validate(fields)
