"""The reference network: what it hears, and that its state carries on."""

import pytest
import torch

from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnn, SampleRnnSizes

SIZES = SampleRnnSizes(units=16, ratios=(8, 2), layers=2)


@pytest.fixture
def network() -> SampleRnn:
    torch.manual_seed(4)
    return SampleRnn(SIZES).eval()


@pytest.fixture
def codes() -> torch.Tensor:
    return torch.randint(0, 256, (2, SIZES.past + 64), generator=torch.manual_seed(5))


def test_the_published_tiers_read_sixteen_and_sixty_four_samples() -> None:
    network = SampleRnn(SampleRnnSizes())
    assert SampleRnnSizes().spans == (16, 64)
    assert [state.shape[-1] for state in network.first_state(1)] == [256, 256]
    assert network.embedding.weight.shape == (256, 256)


@torch.no_grad()
@pytest.mark.parametrize("place", [0, 1, 7, 8, 31, 63])
def test_nothing_of_the_present_or_the_future_is_heard(
    network: SampleRnn, codes: torch.Tensor, place: int
) -> None:
    logits, _ = network(codes, network.first_state(2))
    other = codes.clone()
    other[:, SIZES.past + place :] = 255 - other[:, SIZES.past + place :]
    changed, _ = network(other, network.first_state(2))
    torch.testing.assert_close(changed[:, : place + 1], logits[:, : place + 1], rtol=0, atol=0)
    assert place == 63 or not torch.equal(changed[:, place + 1], logits[:, place + 1])


@torch.no_grad()
def test_two_windows_are_as_good_as_one(network: SampleRnn, codes: torch.Tensor) -> None:
    whole, last = network(codes, network.first_state(2))
    first, state = network(codes[:, : SIZES.past + 32], network.first_state(2))
    second, state = network(codes[:, 32:], state)
    torch.testing.assert_close(torch.cat([first, second], 1), whole)
    for made, wanted in zip(state, last, strict=True):
        torch.testing.assert_close(made, wanted)


def test_every_weight_learns(network: SampleRnn, codes: torch.Tensor) -> None:
    logits, _ = network(codes, network.first_state(2))
    logits.square().sum().backward()
    silent = [name for name, weight in network.named_parameters() if weight.grad is None]
    assert silent == []
