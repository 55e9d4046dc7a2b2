"""Weights and cards of any network."""

from pathlib import Path

import pytest
import torch
from pydantic import BaseModel
from torch import nn

from audiosynth_gui.errors import ModelError
from audiosynth_gui.networks.stored import (
    MOST_CARD_BYTES,
    fill_from_file,
    read_card,
    weights_as_bytes,
    without_values,
)


class SmallCard(BaseModel):
    """A card of one field."""

    units: int


def test_a_network_without_values_gets_those_of_the_file(tmp_path: Path) -> None:
    made = nn.Linear(3, 2)
    path = tmp_path / "weights"
    path.write_bytes(weights_as_bytes(made))
    with without_values():
        empty = nn.Linear(3, 2)
    assert empty.weight.is_meta
    assert fill_from_file(empty, path) == path.read_bytes()
    assert torch.equal(empty.weight, made.weight)
    assert torch.equal(empty.bias, made.bias)


def test_without_values_costs_no_chance() -> None:
    before = torch.get_rng_state()
    with without_values():
        nn.GRU(4, 5)
    assert torch.equal(torch.get_rng_state(), before)


def test_the_model_is_named_by_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "evening"
    folder.mkdir()
    with pytest.raises(ModelError, match="“evening”"):
        fill_from_file(nn.Linear(1, 1), folder / "weights")
    with pytest.raises(ModelError, match="“evening” is not complete"):
        read_card(SmallCard, folder / "card.json")


def test_cards_are_read_and_large_ones_refused(tmp_path: Path) -> None:
    path = tmp_path / "card.json"
    path.write_text('{"units": 3}')
    assert read_card(SmallCard, path) == SmallCard(units=3)
    path.write_text('{"units": "many"}')
    with pytest.raises(ModelError, match="cannot be read"):
        read_card(SmallCard, path)
    path.write_bytes(b" " * (MOST_CARD_BYTES + 1))
    with pytest.raises(ModelError, match="too large"):
        read_card(SmallCard, path)
