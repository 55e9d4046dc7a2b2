"""The plan network: its likelihoods are those of the mixture it foretells."""

import math

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from scipy import stats

from audiosynth_gui.networks.plan_network import (
    Foretold,
    PlanNetwork,
    PlanNetworkConfig,
    log_likelihood,
    plan_loss,
)
from tests.networks.plan_examples import FEATURES, small_plan_config

INPUTS = small_plan_config().inputs


def some_frames(seed: int, frames: int = 7) -> torch.Tensor:
    return torch.randn((2, frames, INPUTS), generator=torch.Generator().manual_seed(seed))


def test_the_likelihood_is_that_of_a_mixture_of_gaussians() -> None:
    generator = torch.Generator().manual_seed(3)
    shape = (1, 1, 3, INPUTS)
    means = torch.randn(shape, generator=generator)
    logs = 0.3 * torch.randn(shape, generator=generator)
    weights = torch.tensor([[[0.2, 0.5, 0.3]]])
    frame = torch.randn((1, 1, INPUTS), generator=generator)
    found = log_likelihood(Foretold(weights.log(), means, logs), frame)
    densities = [
        stats.norm.pdf(frame[0, 0], means[0, 0, part], logs[0, 0, part].exp()).prod()
        for part in range(3)
    ]
    assert found.shape == (1, 1)
    assert float(found) == pytest.approx(math.log(np.dot([0.2, 0.5, 0.3], densities)), abs=1e-4)


def test_at_first_it_foretells_that_nothing_changes() -> None:
    torch.manual_seed(1)
    network = PlanNetwork(small_plan_config()).eval()
    deviations = torch.linspace(0.2, 0.9, INPUTS)
    network.begin_with(deviations)
    frames = some_frames(1)
    foretold, _ = network(frames, network.first_state(2))
    assert (foretold.means - frames[:, :, None]).abs().max() < 0.1
    assert torch.allclose(
        foretold.log_deviations.exp(), deviations.expand_as(foretold.means), rtol=0.2
    )
    assert torch.allclose(foretold.log_weights.exp().sum(-1), torch.ones(2, 7))


def test_the_state_carries_what_was_heard() -> None:
    torch.manual_seed(2)
    network = PlanNetwork(small_plan_config()).eval()
    frames = some_frames(2)
    whole, _ = network(frames, network.first_state(2))
    _, state = network(frames[:, :4], network.first_state(2))
    rest, _ = network(frames[:, 4:], state)
    assert torch.allclose(rest.means, whole.means[:, 4:], atol=1e-6)


def test_uncounted_frames_do_not_count() -> None:
    torch.manual_seed(3)
    config = small_plan_config()
    network = PlanNetwork(config).eval()
    frames, following = some_frames(4), some_frames(5)
    with torch.no_grad():
        foretold, _ = network(frames, network.first_state(2))
    counted = torch.ones(2, 7)
    counted[1, 3:] = 0.0
    spoilt = following.clone()
    spoilt[1, 3:] = 100.0
    same = plan_loss(config, foretold, spoilt, counted)
    assert float(same) == float(plan_loss(config, foretold, following, counted))
    assert float(same) != float(plan_loss(config, foretold, following, torch.ones(2, 7)))


def test_the_squared_error_is_not_led_by_the_deviation() -> None:
    torch.manual_seed(4)
    config = PlanNetworkConfig(features=FEATURES, units=8, components=1, loss="squared-error")
    network = PlanNetwork(config).eval()
    frames, following = some_frames(6), some_frames(7)
    gradients = []
    for deviation in (0.3, 3.0):
        network.begin_with(torch.full((INPUTS,), deviation))
        network.zero_grad()
        foretold, _ = network(frames, network.first_state(2))
        plan_loss(config, foretold, following, torch.ones(2, 7)).backward()  # type: ignore[no-untyped-call]
        named = dict(network.named_parameters())
        gradient = named["recurrence.weight_hh_l0"].grad
        assert gradient is not None
        gradients.append(gradient.clone())
        assert network.to_deviations.bias.grad is not None
        assert network.to_deviations.bias.grad.abs().max() > 0
    assert torch.equal(gradients[0], gradients[1])


def test_the_squared_error_is_of_one_component() -> None:
    with pytest.raises(ValidationError, match="one component"):
        PlanNetworkConfig(features=FEATURES, loss="squared-error")
