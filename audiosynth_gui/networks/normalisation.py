"""Batch normalisation of what a network has read of the plan."""

import torch
from torch import Tensor, nn

MOMENTUM = 0.01
SMALLEST_VARIANCE = 1e-5


class BatchNorm(nn.Module):
    """Normalises each unit over lanes and frames (Ioffe and Szegedy, arXiv 1502.03167).

    torch's own layer also stores a counter, which is no weight; here all that is stored is.
    """

    mean: Tensor
    variance: Tensor

    def __init__(self, units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(units))
        self.bias = nn.Parameter(torch.zeros(units))
        self.register_buffer("mean", torch.zeros(units))
        self.register_buffer("variance", torch.ones(units))

    def forward(self, values: Tensor) -> Tensor:
        """Normalise (B, N, units); while training by the batch, else by its running statistics."""
        flat = nn.functional.batch_norm(
            values.flatten(0, 1), self.mean, self.variance, self.weight, self.bias,
            self.training, MOMENTUM, SMALLEST_VARIANCE,
        )  # fmt: skip
        return flat.view_as(values)
