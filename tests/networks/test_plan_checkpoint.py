"""Plan networks on disk: what was saved comes back, and nothing else is believed."""

import json
from pathlib import Path

import pytest
import safetensors.torch
import torch

from audiosynth_gui.errors import ModelError
from audiosynth_gui.networks.plan_checkpoint import (
    PLAN_CARD_NAME,
    PLAN_WEIGHTS_NAME,
    has_plan,
    load_plan,
    save_plan,
)
from tests.networks.plan_examples import FEATURES, small_plan


def test_comes_back(tmp_path: Path) -> None:
    plan = small_plan()
    assert not has_plan(tmp_path)
    save_plan(tmp_path, plan)
    assert has_plan(tmp_path)
    loaded = load_plan(tmp_path, FEATURES)
    assert loaded is not None
    assert loaded.card == plan.card
    assert not loaded.network.training
    wanted = plan.network.state_dict()
    assert loaded.network.state_dict().keys() == wanted.keys()
    assert all(
        torch.equal(value, wanted[name]) for name, value in loaded.network.state_dict().items()
    )


def test_a_model_may_have_none(tmp_path: Path) -> None:
    assert load_plan(tmp_path, FEATURES) is None


@pytest.mark.parametrize("name", [PLAN_CARD_NAME, PLAN_WEIGHTS_NAME])
@pytest.mark.parametrize("content", [b"", b"not this", b"\x80\x04K\x01."])
def test_a_damaged_part_is_told_in_words(name: str, content: bytes, tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ModelError) as problem:
        load_plan(tmp_path, FEATURES)
    assert problem.value.advice


def test_missing_weights_are_told(tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    (tmp_path / PLAN_WEIGHTS_NAME).unlink()
    with pytest.raises(ModelError, match="missing or damaged"):
        load_plan(tmp_path, FEATURES)


def test_huge_weights_are_refused_unread(tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    with (tmp_path / PLAN_WEIGHTS_NAME).open("ab") as file:
        file.truncate(1 << 40)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_plan(tmp_path, FEATURES)


def test_weights_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    plan = small_plan()
    save_plan(tmp_path, plan)
    tensors = plan.network.state_dict()
    tensors["kept"][0] = torch.nan
    safetensors.torch.save_file(tensors, tmp_path / PLAN_WEIGHTS_NAME)
    with pytest.raises(ModelError, match="missing or damaged"):
        load_plan(tmp_path, FEATURES)


@pytest.mark.parametrize(
    "change",
    [
        {"scaling": {"means": [0.0], "deviations": [1.0]}},
        {"card_version": 2},
        {"nats": None},
    ],
)
def test_a_card_that_does_not_fit_is_refused(change: dict[str, object], tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    card = json.loads((tmp_path / PLAN_CARD_NAME).read_text()) | change
    (tmp_path / PLAN_CARD_NAME).write_text(json.dumps(card))
    with pytest.raises(ModelError, match="cannot be read"):
        load_plan(tmp_path, FEATURES)


def test_it_belongs_to_its_renderer(tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    others = FEATURES.model_copy(update={"hop_frames": 128})
    with pytest.raises(ModelError, match="do not belong together"):
        load_plan(tmp_path, others)


def test_loading_leaves_the_random_numbers_alone(tmp_path: Path) -> None:
    save_plan(tmp_path, small_plan())
    before = torch.get_rng_state()
    load_plan(tmp_path, FEATURES)
    assert torch.equal(torch.get_rng_state(), before)
