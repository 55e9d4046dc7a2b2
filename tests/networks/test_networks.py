"""What all networks promise: shapes, causality, state carried over, a part picked."""

import pytest
import torch

from audiosynth_gui.networks.checkpoint import make_network
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, Architecture
from audiosynth_gui.networks.head import split_code
from audiosynth_gui.networks.interface import Network, Told
from tests.networks.examples import ARCHITECTURES, small_config

Inputs = tuple[torch.Tensor, torch.Tensor, Told]


def network_and_inputs(architecture: Architecture, frames: int = 4) -> tuple[Network, Inputs]:
    torch.manual_seed(3)
    config = small_config(architecture)
    network = make_network(config).eval()
    steps = frames * config.frame_steps
    heard = torch.rand(2, config.history_steps + steps, config.streams) * 2 - 1
    codes = torch.randint(0, 1 << 8, (2, steps, config.streams))
    plan = torch.randn(2, frames + PLAN_CONTEXT_FRAMES - 1, config.features.count)
    reach = config.guide_steps
    guide = torch.rand(2, steps + 2 * reach, config.streams if config.has_guide else 0) * 2 - 1
    return network, (heard, codes, Told(plan, guide, torch.rand(2, 1)))


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_gives_logits_for_every_value_and_stage(architecture: Architecture) -> None:
    network, (heard, codes, told) = network_and_inputs(architecture)
    logits, truth, state = network(heard, codes, told, network.first_state(2))
    assert [tuple(part.shape) for part in logits] == [
        (2, 128, 8, 16), (2, 128, 8, 16)
    ]  # fmt: skip
    assert torch.equal(truth, codes)
    assert [part.shape for part in state] == [part.shape for part in network.first_state(2)]


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@torch.no_grad()
def test_hears_only_the_past(architecture: Architecture) -> None:
    network, (heard, codes, told) = network_and_inputs(architecture)
    past = network.config.history_steps
    before, _, _ = network(heard, codes, told, network.first_state(2))
    changed = heard.clone()
    changed[:, past + 70, 3:] *= -1
    after, _, _ = network(changed, codes, told, network.first_state(2))
    same = [torch.isclose(a, b).all(-1) for a, b in zip(before, after, strict=True)]
    assert all(part[:, :70].all() for part in same)
    assert all(part[:, 70, :4].all() for part in same)  # stream 3 does not hear itself
    assert not all(part[:, 70, 4:].all() for part in same)  # later streams hear it
    assert not all(part[:, 71:].all() for part in same)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@torch.no_grad()
def test_two_windows_equal_one(architecture: Architecture) -> None:
    network, (heard, codes, told) = network_and_inputs(architecture)
    past, half = network.config.history_steps, codes.shape[1] // 2
    whole, _, _ = network(heard, codes, told, network.first_state(2))
    reach = network.config.guide_steps
    one = Told(told.plan[:, :-2], told.guide[:, : half + 2 * reach], told.noise)
    two = Told(told.plan[:, 2:], told.guide[:, half:], told.noise)
    first, _, state = network(heard[:, : past + half], codes[:, :half], one, network.first_state(2))
    second, _, _ = network(heard[:, half:], codes[:, half:], two, state)
    for before, after, both in zip(first, second, whole, strict=True):
        assert torch.allclose(torch.cat([before, after], 1), both, atol=1e-5)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
@torch.no_grad()
def test_picked_turns_are_those_of_the_whole(architecture: Architecture) -> None:
    network, (heard, codes, told) = network_and_inputs(architecture)
    span = network.config.middle_steps
    picked = torch.tensor([1, 4, 9])
    whole, _, _ = network(heard, codes, told, network.first_state(2))
    part, truth, _ = network(heard, codes, told, network.first_state(2), picked)
    steps = (picked[:, None] * span + torch.arange(span)).flatten()
    assert torch.equal(truth, codes[:, steps])
    for some, every in zip(part, whole, strict=True):
        assert torch.allclose(some, every[:, steps], atol=1e-5)


@pytest.mark.parametrize("architecture", ARCHITECTURES)
def test_every_parameter_learns(architecture: Architecture) -> None:
    network, (heard, codes, told) = network_and_inputs(architecture)
    logits, truth, _ = network(heard, codes, told, network.first_state(2))
    parts = split_code(truth, network.config.quantizer.stage_bits)
    sum(
        torch.nn.functional.cross_entropy(made.flatten(0, 2), part.flatten())
        for made, part in zip(logits, parts, strict=True)
    ).backward()  # type: ignore[union-attr]
    silent = [
        name
        for name, value in network.named_parameters()
        if value.grad is None or not value.grad.abs().sum() > 0
    ]
    assert silent == []


def test_codes_split_from_the_coarsest_bits_down() -> None:
    parts = split_code(torch.tensor([0xABCD]), (8, 4, 4))
    assert [int(part) for part in parts] == [0xAB, 0xC, 0xD]
