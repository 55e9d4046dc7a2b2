"""Batch normalisation: by the batch while training, by what was learnt afterwards."""

import torch

from audiosynth_gui.networks.normalisation import BatchNorm


def test_a_batch_is_brought_to_mean_0_and_deviation_1() -> None:
    torch.manual_seed(1)
    layer = BatchNorm(3).train()
    made = layer(5.0 + 2.0 * torch.randn(4, 50, 3))
    assert torch.allclose(made.mean((0, 1)), torch.zeros(3), atol=1e-5)
    assert torch.allclose(made.std((0, 1)), torch.ones(3), atol=1e-2)


def test_afterwards_the_running_statistics_count() -> None:
    torch.manual_seed(1)
    layer = BatchNorm(3).train()
    for _ in range(600):
        layer(5.0 + 2.0 * torch.randn(4, 50, 3))
    layer.eval()
    alone = layer(torch.full((1, 1, 3), 5.0))
    assert torch.allclose(alone, torch.zeros(1, 1, 3), atol=0.1)
    assert set(layer.state_dict()) == {"weight", "bias", "mean", "variance"}
