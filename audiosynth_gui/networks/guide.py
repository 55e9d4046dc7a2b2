"""How the network hears the guide: the plan's tones, played by oscillators (`features.tones`)."""

import torch
from torch import Tensor, nn

from audiosynth_gui.networks.head import LINEAR_GAIN, compand

HINT_OCTAVES = 5
HINT_UNITS = 1 + 2 * HINT_OCTAVES


def hint(values: Tensor) -> Tensor:
    """Describe values (…) in ±1 by waves over the companded scale: (…, HINT_UNITS).

    The companded value itself, and its sine and cosine at five octaves, fine enough to point at a
    code.
    """
    companded = compand(values)
    parts = [companded]
    for octave in range(HINT_OCTAVES):
        angle = torch.pi * 2**octave * companded
        parts += [angle.sin(), angle.cos()]
    return torch.stack(parts, dim=-1)


class GuideReader(nn.Module):
    """Each stream's own guide about now, as linear values, and a fine hint of its present one."""

    def __init__(self, streams: int, reach_steps: int, units: int) -> None:
        super().__init__()
        self.reach_steps = reach_steps
        told = HINT_UNITS + 2 * reach_steps + 1
        self.weight = nn.Parameter(torch.empty(streams, told, units))
        nn.init.uniform_(self.weight, -0.2, 0.2)

    def forward(self, guide: Tensor, steps: Tensor) -> Tensor:
        """Read the guide at some steps.

        Args:
            guide: (B, reach + T + reach, S), in ±1.
            steps: int64 (L,), of the T.

        Returns:
            What is added to the hidden units, (S, B, L, units).
        """
        batch, _, streams = guide.shape
        span = torch.arange(2 * self.reach_steps + 1, device=guide.device)
        about = guide[:, steps[:, None] + span].permute(3, 0, 1, 2)
        told = torch.cat([hint(about[..., self.reach_steps]), LINEAR_GAIN * about], dim=-1)
        flat = told.reshape(streams, batch * len(steps), -1)
        return (flat @ self.weight).view(streams, batch, len(steps), -1)
