"""Models on disk: what was saved comes back, and nothing else is believed."""

import json
from pathlib import Path

import pytest
import safetensors.torch
import torch

from audiosynth_gui.errors import ModelError
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import (
    CARD_NAME,
    WEIGHTS_NAME,
    load_card,
    load_model,
    make_network,
    network_without_values,
    save_model,
)
from audiosynth_gui.networks.config import Architecture
from tests.networks.examples import ARCHITECTURES, small_config


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_comes_back(architecture: str, tmp_path: Path) -> None:
    model = untrained_model(small_config(architecture))  # type: ignore[arg-type]
    sha256 = save_model(tmp_path, model.card, model.network)
    loaded = load_model(tmp_path)
    assert loaded.card == model.card
    assert loaded.sha256 == sha256
    assert not loaded.network.training
    for name, value in model.network.state_dict().items():
        assert torch.equal(loaded.network.state_dict()[name], value)


def test_the_same_weights_have_the_same_hash(tmp_path: Path) -> None:
    model = untrained_model(small_config())
    assert save_model(tmp_path, model.card, model.network) == save_model(
        tmp_path, model.card, model.network
    )


@pytest.mark.parametrize("name", [CARD_NAME, WEIGHTS_NAME])
@pytest.mark.parametrize("content", [None, b"", b"not this", b"\x80\x04K\x01."])
def test_a_damaged_part_is_told_in_words(name: str, content: bytes | None, tmp_path: Path) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError) as problem:
        load_model(tmp_path)
    assert problem.value.advice


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    small, other = untrained_model(small_config()), untrained_model(small_config(channels=1))
    save_model(tmp_path, small.card, other.network)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_model(tmp_path)


def test_a_newer_card_is_told(tmp_path: Path) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    text = (tmp_path / CARD_NAME).read_text().replace('"card_version": 2', '"card_version": 3')
    (tmp_path / CARD_NAME).write_text(text)
    with pytest.raises(ModelError, match="cannot be read"):
        load_card(tmp_path)


def test_loading_leaves_the_random_numbers_alone(tmp_path: Path) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    before = torch.get_rng_state()
    load_model(tmp_path)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_shapes_alone_are_those_of_the_network(architecture: Architecture) -> None:
    config = small_config(architecture)
    shapes = {
        name: value.shape for name, value in network_without_values(config).state_dict().items()
    }
    assert shapes == {
        name: value.shape for name, value in make_network(config).state_dict().items()
    }


def test_a_huge_network_is_refused_before_it_takes_memory(tmp_path: Path) -> None:
    model = untrained_model(small_config())
    huge = small_config().model_copy(
        update={"slow_units": 2048, "plan_units": 1024, "frame_steps": 4096, "slow_steps": 4}
    )
    with pytest.raises(ModelError, match="too large"):
        make_network(huge)
    card = model.card.model_dump(mode="json")
    card["network"] |= {"slow_units": 2048, "plan_units": 1024, "middle_units": 2048}
    card["network"] |= {"sample_units": 1024, "bands": 32, "frame_steps": 2048, "slow_steps": 8}
    card["network"]["features"]["hop_frames"] = 2048 * 32
    card["scaling"]["stream_scales"] = [1.0] * 64
    (tmp_path / CARD_NAME).write_text(json.dumps(card))
    (tmp_path / WEIGHTS_NAME).write_bytes(b"")
    with pytest.raises(ModelError, match="too large"):
        load_model(tmp_path)


def test_huge_files_are_refused_unread(tmp_path: Path) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    with (tmp_path / WEIGHTS_NAME).open("ab") as file:
        file.truncate(1 << 40)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_model(tmp_path)
    with (tmp_path / CARD_NAME).open("ab") as file:
        file.truncate(1 << 40)
    with pytest.raises(ModelError, match="too large"):
        load_card(tmp_path)


@pytest.mark.parametrize("change", ["double", "half", "long", "not a number", "infinite"])
def test_weights_that_are_no_plain_numbers_are_refused(change: str, tmp_path: Path) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    tensors = model.network.state_dict()
    name = "sample_bias"
    match change:
        case "not a number":
            tensors[name][0, 0] = torch.nan
        case "infinite":
            tensors[name][0, 0] = torch.inf
        case _:
            tensors[name] = getattr(tensors[name], change)()
    safetensors.torch.save_file(tensors, tmp_path / WEIGHTS_NAME)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_model(tmp_path)


@pytest.mark.parametrize(
    "scaling",
    [
        {"stream_scales": [1.0]},
        {"stream_scales": []},
        {"feature_means": [0.0]},
        {"feature_deviations": [1.0]},
    ],
)
def test_a_scaling_of_another_network_is_refused(
    scaling: dict[str, object], tmp_path: Path
) -> None:
    model = untrained_model(small_config())
    save_model(tmp_path, model.card, model.network)
    card = model.card.model_dump(mode="json")
    card["scaling"] |= scaling
    (tmp_path / CARD_NAME).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="cannot be read"):
        load_model(tmp_path)
