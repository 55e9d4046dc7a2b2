"""SampleRNN, the published network for samples, as a yardstick.

After Mehri et al., "SampleRNN: An Unconditional End-to-End Neural Audio Generation Model"
(arXiv 1612.07837): recurrent tiers that each read a frame of the samples just before their turn
and what the slower tier says, spread over time by a learnt upsampling, above a small network that
looks up the last samples and gives a softmax over the next one. Weights are normalised and first
states are learnt, as there. Only the width is scaled down, so that a CPU can train it.
"""

from dataclasses import dataclass
from itertools import accumulate
from operator import mul

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

CODES = 256
SILENT_CODE = CODES // 2

SampleRnnState = tuple[Tensor, ...]
"""One tensor (layers, lanes, units) a tier, slowest first; kept by the caller."""


@dataclass(frozen=True)
class SampleRnnSizes:
    """Shape of the network.

    Attributes:
        units: width of every layer (1024 in the paper).
        ratios: samples in a turn of the fastest recurrent tier, then how many turns of a tier make
            one of the next slower tier. `(16, 4)` has recurrent tiers of 16 and 64 samples.
        layers: recurrent layers of each tier.
    """

    units: int = 256
    ratios: tuple[int, ...] = (16, 4)
    layers: int = 1

    @property
    def spans(self) -> tuple[int, ...]:
        """Samples in a turn of each recurrent tier, fastest first."""
        return tuple(accumulate(self.ratios, mul))

    @property
    def past(self) -> int:
        """Samples before a window that the network reads: a turn of the slowest tier."""
        return self.spans[-1]


class _Tier(nn.Module):
    """A recurrent tier: reads frames, says something for every turn of the next faster tier."""

    def __init__(self, span: int, ratio: int, sizes: SampleRnnSizes) -> None:
        super().__init__()
        units = sizes.units
        self.span, self.ratio, self.units = span, ratio, units
        self.read = weight_norm(_linear(span, units))
        self.recurrent = nn.GRU(units, units, sizes.layers, batch_first=True)
        _prepare(self.recurrent)
        self.first_state = nn.Parameter(torch.zeros(sizes.layers, 1, units))
        self.spread = weight_norm(_linear(units, ratio * units))

    def forward(
        self, values: Tensor, slower: Tensor | None, state: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Map values (lanes, turns × span) to (lanes, turns × ratio, units)."""
        lanes, samples = values.shape
        turns = samples // self.span
        entering = self.read(values.view(lanes, turns, self.span))
        if slower is not None:
            entering = entering + slower
        made, state = self.recurrent(entering, state)
        return self.spread(made).view(lanes, turns * self.ratio, self.units), state


class SampleRnn(nn.Module):
    """The network: codes of the past in, logits of the next code out.

    Attributes:
        sizes: its shape.
    """

    def __init__(self, sizes: SampleRnnSizes) -> None:
        super().__init__()
        self.sizes = sizes
        slowest_first = list(zip(sizes.spans, sizes.ratios, strict=True))[::-1]
        self._tiers = [_Tier(span, ratio, sizes) for span, ratio in slowest_first]
        self.tiers = nn.ModuleList(self._tiers)
        self.taps = sizes.ratios[0]
        self.embedding = nn.Embedding(CODES, CODES)
        look = nn.Conv1d(CODES, sizes.units, self.taps, bias=False)
        nn.init.kaiming_uniform_(look.weight)
        self.look = weight_norm(look)
        self.think = weight_norm(_linear(sizes.units, sizes.units))
        decide = _linear(sizes.units, CODES)
        _even(decide.weight)
        self.decide = weight_norm(decide)

    def first_state(self, lanes: int) -> SampleRnnState:
        """Return the learnt state of a network that has heard nothing, for that many lanes."""
        return tuple(tier.first_state.expand(-1, lanes, -1).contiguous() for tier in self._tiers)

    def forward(self, codes: Tensor, state: SampleRnnState) -> tuple[Tensor, SampleRnnState]:
        """Say how likely every code is at every sample of a window.

        Args:
            codes: int64 (lanes, past + samples) in 0 … 255: `sizes.past` samples before the
                window, then the window, whole turns of the slowest tier. The last one is not read.
            state: what an earlier call returned, or `first_state`.

        Returns:
            Logits (lanes, samples, 256), each from the codes before its own alone, and the state
            after the window.
        """
        past = self.sizes.past
        samples = codes.shape[1] - past
        # in ±2, as the published programs scale it
        values = codes.float() * (4.0 / CODES) - 2.0
        said: Tensor | None = None
        after = []
        for tier, before in zip(self._tiers, state, strict=True):
            read = values[:, past - tier.span : past - tier.span + samples]
            said, made = tier(read, said, before)
            after.append(made)
        looked_up = self.embedding(codes[:, past - self.taps : -1]).transpose(1, 2)
        hidden = torch.relu(self.look(looked_up).transpose(1, 2) + said)
        logits: Tensor = self.decide(torch.relu(self.think(hidden)))
        return logits, tuple(after)


def _prepare(recurrent: nn.GRU) -> None:
    """Give the gates the published starting weights; those of the candidate are orthogonal."""
    for name, parameter in recurrent.named_parameters():
        if name.startswith("bias"):
            nn.init.zeros_(parameter)
            continue
        _even(parameter)
        if name.startswith("weight_hh"):
            with torch.no_grad():
                nn.init.orthogonal_(parameter[2 * recurrent.hidden_size :])


def _even(weight: Tensor) -> None:
    """Starting weights that keep the variance of what enters (LeCun et al. 1998)."""
    bound = (3.0 / weight.shape[1]) ** 0.5
    nn.init.uniform_(weight, -bound, bound)


def _linear(inputs: int, outputs: int) -> nn.Linear:
    """A linear layer with the paper's starting weights (He et al., arXiv 1502.01852)."""
    layer = nn.Linear(inputs, outputs)
    nn.init.kaiming_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer
