"""A linear prediction of each stream whose coefficients the plan decides.

What a chord's tones do next in a narrow band follows from its last values almost exactly, but by
other coefficients for every chord: measured on the demo recording, 5 dB with one set for the whole
piece, 25 dB with sets fitted to the moment. Layers that only add the plan to the past cannot
multiply one with the other, so this does. As in LPCNet (arXiv 1810.11846) the coefficients come
from the plan and never from what was played, and the prediction is only a hint: the softmaxes
decide.
"""

import torch
from torch import Tensor, nn

from audiosynth_gui.networks.head import LINEAR_GAIN, compand

HINT_OCTAVES = 5
HINT_UNITS = 2 + 2 * HINT_OCTAVES


def hint(predicted: Tensor) -> Tensor:
    """Describe linear predictions (…) by waves over the companded scale: (…, HINT_UNITS).

    The value, its companded value, and sine and cosine at five octaves, fine enough to point at a
    code; all smooth, so that the prediction learns through them.
    """
    linear = predicted.clamp(-1.0, 1.0)
    companded = compand(linear)
    parts = [LINEAR_GAIN * linear, companded]
    for octave in range(HINT_OCTAVES):
        angle = torch.pi * 2**octave * companded
        parts += [angle.sin(), angle.cos()]
    return torch.stack(parts, dim=-1)


class PlannedPredictor(nn.Module):
    """Coefficients from the plan, a prediction from the past, a hint to the hidden units."""

    def __init__(self, plan_units: int, streams: int, order: int, units: int) -> None:
        super().__init__()
        self.order = order
        self.coefficients = nn.Linear(plan_units, streams * order)
        nn.init.normal_(self.coefficients.weight, std=0.01)
        nn.init.zeros_(self.coefficients.bias)
        self.weight = nn.Parameter(torch.empty(streams, HINT_UNITS, units))
        nn.init.uniform_(self.weight, -0.2, 0.2)

    def forward(self, past: Tensor, plan_seen: Tensor, frames: Tensor) -> Tensor:
        """Predict and hint.

        Args:
            past: the last linear values before each step, oldest first, (S, B, L, order).
            plan_seen: (B, N, plan units).
            frames: which of the N feature frames each of the L steps lies in, (L,).

        Returns:
            What is added to the hidden units, (S, B, L, units).
        """
        streams, batch, length, _ = past.shape
        decided = self.coefficients(plan_seen).view(batch, -1, streams, self.order)
        predicted = (past * decided[:, frames].permute(2, 0, 1, 3)).sum(-1)
        hints = hint(predicted).view(streams, batch * length, HINT_UNITS)
        return (hints @ self.weight).view(streams, batch, length, -1)
