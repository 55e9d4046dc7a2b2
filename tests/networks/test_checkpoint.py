"""Models on disk: what was saved comes back, and nothing else is believed."""

from pathlib import Path

import pytest
import torch

from audiosynth_gui.errors import ModelError
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import (
    CARD_NAME,
    WEIGHTS_NAME,
    load_card,
    load_model,
    save_model,
)
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
    text = (tmp_path / CARD_NAME).read_text().replace('"card_version": 1', '"card_version": 2')
    (tmp_path / CARD_NAME).write_text(text)
    with pytest.raises(ModelError, match="cannot be read"):
        load_card(tmp_path)
