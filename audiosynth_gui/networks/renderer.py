"""The renderer: a recurrent network of three tiers that makes samples from a plan.

The tiers follow SampleRNN (arXiv 1612.07837): a slow recurrent tier, a faster one, and a small
network for every value, fed with look-ups of the values before it. What is new to it is told: the
plan (features of what to play, as vocoders such as LPCNet, arXiv 1810.11846, are told) and how
much noise lies on its history (noise augmentation, arXiv 2411.18447). It makes the bands of a
filter bank, low to high, rather than samples, so that its tiers keep their length in time.
"""

import torch
from torch import Tensor, nn

from audiosynth_gui.networks.config import (
    MIDDLE_WINDOW_TURNS,
    PLAN_CONTEXT_FRAMES,
    NetworkConfig,
)
from audiosynth_gui.networks.guide import GuideReader
from audiosynth_gui.networks.head import (
    LINEAR_GAIN,
    VALUE_UNITS,
    LowerStreams,
    SoftmaxChain,
    ValueEncoder,
    expand,
)
from audiosynth_gui.networks.interface import Network, NetworkState, Told
from audiosynth_gui.networks.normalisation import BatchNorm


class TieredRenderer(Network):
    """Three tiers and a chain of softmaxes; see `Network.forward` for what goes in and out."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__(config)
        streams, units = config.streams, config.sample_units
        values = 2 * streams
        self.plan_reader = nn.Conv1d(config.features.count, config.plan_units, PLAN_CONTEXT_FRAMES)
        self.plan_thinker = nn.Linear(config.plan_units, config.plan_units)
        self.plan_norm = BatchNorm(config.plan_units) if config.batch_norm else nn.Identity()
        turns = config.frame_steps // config.slow_steps
        self.plan_to_slow = nn.Linear(config.plan_units, config.slow_units * turns)
        self.values_to_slow = nn.Linear(config.slow_steps * values, config.slow_units, bias=False)
        self.noise_to_slow = nn.Linear(1, config.slow_units, bias=False)
        self.slow = nn.GRU(config.slow_units, config.slow_units, batch_first=True)
        self.slow_to_middle = nn.Linear(config.slow_units, config.middle_units)
        self.plan_to_middle = nn.Linear(config.plan_units, config.middle_units, bias=False)
        window = MIDDLE_WINDOW_TURNS * config.middle_steps * values
        self.values_to_middle = nn.Linear(window, config.middle_units, bias=False)
        if config.has_guide:
            guided = config.middle_steps * streams
            self.guide_to_middle = nn.Linear(guided, config.middle_units, bias=False)
            self.guide_reader = GuideReader(streams, config.guide_steps, units)
        self.middle = nn.GRU(config.middle_units, config.middle_units, batch_first=True)
        self.middle_to_sample = nn.Linear(config.middle_units, config.middle_steps * units)
        self.plan_to_sample = nn.Linear(config.plan_units, streams * units, bias=False)
        self.noise_to_sample = nn.Linear(1, units, bias=False)
        self.encoder = ValueEncoder()
        self.tap_weight = nn.Parameter(torch.empty(streams, config.taps * VALUE_UNITS, units))
        nn.init.uniform_(self.tap_weight, -0.1, 0.1)
        self.lower = LowerStreams(streams, units)
        self.sample_bias = nn.Parameter(torch.zeros(streams, units))
        self.sample_weight = nn.Parameter(torch.empty(streams, units, units))
        nn.init.uniform_(self.sample_weight, -(units**-0.5), units**-0.5)
        self.sample_out_bias = nn.Parameter(torch.zeros(streams, units))
        self.chain = SoftmaxChain(streams, units, config.quantizer.stage_bits)
        self.dropout = nn.Dropout(config.dropout)

    def first_state(self, lanes: int) -> NetworkState:
        """Return zeros for the slow and the middle tier, each (1, lanes, units)."""
        device = self.tap_weight.device
        slow = torch.zeros(1, lanes, self.config.slow_units, device=device)
        return slow, torch.zeros(1, lanes, self.config.middle_units, device=device)

    def hidden(
        self,
        heard: Tensor,
        told: Told,
        state: NetworkState,
        picked: Tensor | None = None,
    ) -> tuple[Tensor, NetworkState]:
        """Run the tiers; see `Network.hidden`."""
        plan_seen = torch.relu(self.plan_reader(told.plan.transpose(1, 2))).transpose(1, 2)
        plan_seen = torch.relu(self.plan_thinker(self.plan_norm(plan_seen)))
        numbers = torch.stack([expand(heard), heard], dim=-1)
        slow, slow_state = self._run_slow(numbers, plan_seen, told.noise, state[0])
        middle, middle_state = self._run_middle(numbers, plan_seen, told.guide, slow, state[1])
        sample = self._run_sample(heard, plan_seen, told, middle, picked)
        return sample, (slow_state, middle_state)

    def _run_slow(
        self, numbers: Tensor, plan_seen: Tensor, noise: Tensor, state: Tensor
    ) -> tuple[Tensor, Tensor]:
        span, past = self.config.slow_steps, self.config.history_steps
        batch, length = numbers.shape[0], numbers.shape[1] - past
        read = numbers[:, past - span : past - span + length].reshape(batch, length // span, -1)
        planned = self.plan_to_slow(plan_seen).view(batch, length // span, -1)
        told = self.noise_to_slow(noise)[:, None]
        made, state = self.slow(torch.relu(self.values_to_slow(read) + planned + told), state)
        return self.dropout(made), state

    def _run_middle(
        self, numbers: Tensor, plan_seen: Tensor, guide: Tensor, slow: Tensor, state: Tensor
    ) -> tuple[Tensor, Tensor]:
        config, past = self.config, self.config.history_steps
        length = numbers.shape[1] - past
        span = config.middle_steps
        start = past - MIDDLE_WINDOW_TURNS * span
        windows = numbers[:, start : start + length + (MIDDLE_WINDOW_TURNS - 1) * span]
        read = windows.unfold(1, MIDDLE_WINDOW_TURNS * span, span).permute(0, 1, 4, 2, 3).flatten(2)
        from_slow = self.slow_to_middle(slow).repeat_interleave(config.slow_steps // span, 1)
        planned = self.plan_to_middle(plan_seen).repeat_interleave(config.frame_steps // span, 1)
        entering = self.values_to_middle(read) + from_slow + planned
        if config.has_guide:
            now = LINEAR_GAIN * guide[:, config.guide_steps :][:, :length]
            entering = entering + self.guide_to_middle(now.reshape(*entering.shape[:2], -1))
        made, state = self.middle(torch.relu(entering), state)
        return self.dropout(made), state

    def _run_sample(
        self,
        heard: Tensor,
        plan_seen: Tensor,
        told: Told,
        middle: Tensor,
        picked: Tensor | None,
    ) -> Tensor:
        config = self.config
        span, streams, units = config.middle_steps, config.streams, config.sample_units
        turns = torch.arange(middle.shape[1], device=heard.device) if picked is None else picked
        batch, length = heard.shape[0], len(turns) * span
        first = config.history_steps - config.taps
        steps = (turns[:, None] * span + torch.arange(span, device=heard.device)).flatten()
        places = steps[:, None] + first + torch.arange(config.taps + 1, device=heard.device)
        vectors = self.encoder(heard[:, places].permute(3, 0, 1, 2))
        taps = vectors[:, :, :, :-1].reshape(streams, batch * length, -1)
        looked_up = (taps @ self.tap_weight).view(streams, batch, length, units)
        common = self.middle_to_sample(middle[:, turns]).view(batch, length, units)
        common = common + self.noise_to_sample(told.noise)[:, None]
        # a short way from the plan to each stream, so that no band has to wait for the tiers
        planned = self.plan_to_sample(plan_seen)[:, steps // config.frame_steps]
        planned = planned.view(batch, length, streams, units)
        planned = (planned + self.sample_bias).permute(2, 0, 1, 3)
        lower = self.lower(vectors[:, :, :, -1].reshape(streams, batch * length, -1))
        entering = looked_up + common + planned + lower.view_as(looked_up)
        if config.has_guide:
            entering = entering + self.guide_reader(told.guide, steps)
        hidden = torch.relu(entering)
        hidden = hidden.view(streams, batch * length, units) @ self.sample_weight
        hidden = torch.relu(hidden + self.sample_out_bias[:, None])
        return hidden.view(streams, batch, length, units).permute(1, 2, 0, 3)
