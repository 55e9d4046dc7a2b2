"""The two networks of the article, made to play: a plain tanh recurrence, and two LSTM layers.

Both turn once for every step and are fed the plan and the last values. The first is
h_t = tanh(W_hh h_{t-1} + W_xh x_t + b_h), y_t = softmax(W_hy h_t + b_y); the second is LSTM,
dropout, LSTM, dropout, a dense layer of tanh units, softmax.
"""

import torch
from torch import Tensor, nn

from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, NetworkConfig
from audiosynth_gui.networks.head import LowerStreams, SoftmaxChain, ValueEncoder, expand
from audiosynth_gui.networks.interface import Network, NetworkState, Told
from audiosynth_gui.networks.normalisation import BatchNorm


class _Classic(Network):
    """What the two share: how the plan and the last values enter, and the softmaxes."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__(config)
        self.plan_reader = nn.Conv1d(config.features.count, config.plan_units, PLAN_CONTEXT_FRAMES)
        self.plan_norm = BatchNorm(config.plan_units) if config.batch_norm else nn.Identity()
        self.encoder = ValueEncoder()
        self.lower = LowerStreams(config.streams, config.sample_units)
        self.chain = SoftmaxChain(config.streams, config.sample_units, config.quantizer.stage_bits)

    @property
    def input_units(self) -> int:
        """Width of what enters the recurrence: the plan, the last values twice, the noise."""
        config = self.config
        return config.plan_units + 2 * config.taps * config.streams + 1

    def _entering(self, heard: Tensor, plan: Tensor, noise: Tensor) -> Tensor:
        config, past = self.config, self.config.history_steps
        seen = torch.relu(self.plan_reader(plan.transpose(1, 2))).transpose(1, 2)
        seen = self.plan_norm(seen)
        planned = seen.repeat_interleave(config.frame_steps, 1)
        numbers = torch.stack([expand(heard), heard], dim=-1)[:, past - config.taps : -1]
        read = numbers.unfold(1, config.taps, 1).permute(0, 1, 4, 2, 3).flatten(2)
        told = noise[:, None].expand(-1, read.shape[1], -1)
        return torch.cat([planned, read, told], dim=-1)

    def _per_stream(self, common: Tensor, heard: Tensor, picked: Tensor | None) -> Tensor:
        own = heard[:, self.config.history_steps :]
        if picked is not None:
            common, own = common[:, picked], own[:, picked]
        batch, length, streams = own.shape
        vectors = self.encoder(own.permute(2, 0, 1)).view(streams, batch * length, -1)
        lower = self.lower(vectors).view(streams, batch, length, -1).permute(1, 2, 0, 3)
        made: Tensor = common[:, :, None] + lower
        return made


class ClassicRnn(_Classic):
    """The plain recurrence; it has `sample_units` hidden units."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__(config)
        self.recurrence = nn.RNN(self.input_units, config.sample_units, batch_first=True)

    def first_state(self, lanes: int) -> NetworkState:
        """Return zeros (1, lanes, units)."""
        device = self.plan_reader.weight.device
        return (torch.zeros(1, lanes, self.config.sample_units, device=device),)

    def hidden(
        self,
        heard: Tensor,
        told: Told,
        state: NetworkState,
        picked: Tensor | None = None,
    ) -> tuple[Tensor, NetworkState]:
        """Run the recurrence; see `Network.hidden`."""
        made, last = self.recurrence(self._entering(heard, told.plan, told.noise), state[0])
        return self._per_stream(made, heard, picked), (last,)


class ClassicLstm(_Classic):
    """Two LSTM layers of `middle_units` with dropout, and a dense tanh layer of `sample_units`."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__(config)
        units = config.middle_units
        self.first = nn.LSTM(self.input_units, units, batch_first=True)
        self.second = nn.LSTM(units, units, batch_first=True)
        self.dense = nn.Linear(units, config.sample_units)
        self.dropout = nn.Dropout(config.dropout)

    def first_state(self, lanes: int) -> NetworkState:
        """Return zeros: hidden and cell of the first layer, then of the second."""
        weight = self.dense.weight
        zeros = torch.zeros(1, lanes, self.config.middle_units, device=weight.device)
        return zeros, zeros.clone(), zeros.clone(), zeros.clone()

    def hidden(
        self,
        heard: Tensor,
        told: Told,
        state: NetworkState,
        picked: Tensor | None = None,
    ) -> tuple[Tensor, NetworkState]:
        """Run both layers; see `Network.hidden`."""
        entering = self._entering(heard, told.plan, told.noise)
        made, first = self.first(entering, (state[0], state[1]))
        made, second = self.second(self.dropout(made), (state[2], state[3]))
        dense = torch.tanh(self.dense(self.dropout(made)))
        return self._per_stream(dense, heard, picked), (*first, *second)
