"""Asks the plan network how well what might come next goes with all that was planned so far."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from audiosynth_gui.features.reduction import frames_in_reduced, known_columns, reduced
from audiosynth_gui.generation.kernels.foretelling import PlanScratch, PlanWeights, hear, score
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import (
    HALF_LOG_TWO_PI,
    LEAST_LOG_DEVIATION,
    MOST_LOG_DEVIATION,
)

SCORED_SECONDS = 0.4
"""How much of what might come next is looked at."""

HEARD_SECONDS = 10.0
"""How much of the recording before a continuation is heard first."""

Rows = NDArray[np.float32]


class Foreteller:
    """A plan network that follows what is planned. It keeps no state itself; one thread at a time.

    A state is one float32 vector: the network's hidden units, the last reduced frame, the sum of
    the feature frames since, and how many they are.

    Attributes:
        scored_frames: feature frames that `fits` looks at.
    """

    def __init__(self, plan: TrainedPlan) -> None:
        """Lay out the weights for the kernel."""
        config = plan.card.network
        self._scaling = plan.card.scaling
        self._settings = config.features
        self._columns = np.array(known_columns(config.features))
        self._length = frames_in_reduced(config.features)
        self._units, self._inputs = config.units, config.inputs
        settings = config.features
        frames = SCORED_SECONDS * settings.sample_rate / settings.hop_frames
        self.scored_frames = max(1, round(frames / self._length)) * self._length
        self._alone = tuple(part[0, 0].detach().numpy() for part in plan.network.alone())
        self._weights = _weights(plan)
        self._scratch = _scratch(config.units, config.inputs, config.components)
        # whatever is still to be compiled or loaded must not be waited for between two blocks
        some = np.zeros((self.scored_frames, settings.count), dtype=np.float32)
        self.fits(self.first_state(some), [some])

    def first_state(self, before: Rows | None = None) -> Rows:
        """The state of a network that has heard nothing, or what was heard before it is asked.

        Args:
            before: raw features, (frames, features); the last `HEARD_SECONDS` of them count.
        """
        state = np.zeros(self._units + 2 * self._inputs + 1, dtype=np.float32)
        if before is not None:
            seconds_a_frame = self._settings.hop_frames / self._settings.sample_rate
            most = round(HEARD_SECONDS / seconds_a_frame) // self._length
            whole = min(most, len(before) // self._length) * self._length
            frames = self._standardised(before[len(before) - whole :])
            hidden, last, _, _ = self._parts(state)
            hear(self._weights, self._scratch, frames, hidden, last)
        return state

    def hear(self, state: Rows, row: Rows) -> None:
        """Hear one feature frame as it is planned; `state` moves on.

        Args:
            state: as `first_state` gave it.
            row: raw features (features,).
        """
        hidden, last, total, count = self._parts(state)
        total += row[self._columns]
        count += 1.0
        if count[0] >= self._length:
            frame = self._scaling.standardised((total / count)[None])
            hear(self._weights, self._scratch, frame, hidden, last)
            total[:] = 0.0
            count[:] = 0.0

    def is_between(self, state: Rows) -> bool:
        """Whether the last reduced frame is complete and the next has not begun."""
        return float(state[-1]) == 0.0

    def fits(self, state: Rows, stretches: Sequence[Rows]) -> NDArray[np.float64]:
        """How much likelier each stretch is after what was planned than by itself.

        That is log p(stretch | played) − log p(stretch), in nats a reduced frame. The stretches are
        moments of the recordings, so each comes up as often as p(stretch) says already; chosen by
        this weight, they come as often as p(stretch | played) says (importance resampling, Rubin
        1987). Without the second part, quiet and steady moments would win: they are always likely.

        Args:
            state: see `hear`.
            stretches: raw features, (frames, features) each; the first `scored_frames` count. One
                too short for a single reduced frame fits as well as not.

        Returns:
            float64 (stretches,).
        """
        most = self.scored_frames // self._length
        frames = np.zeros((len(stretches), most, self._inputs), dtype=np.float32)
        lengths = np.zeros(len(stretches), dtype=np.int32)
        for index, stretch in enumerate(stretches):
            made = self._standardised(stretch[: self.scored_frames])
            frames[index, : len(made)] = made
            lengths[index] = len(made)
        hidden, last, _, _ = self._parts(state)
        after, alone = np.zeros((2, len(stretches)), dtype=np.float32)
        score(self._weights, self._scratch, frames, lengths, hidden, last, 0, after)
        nothing = np.zeros_like(hidden), np.zeros_like(last)
        score(self._weights, self._scratch, frames, lengths, *nothing, 1, alone)
        gained = after.astype(np.float64) - alone - self._first_alone(frames[:, 0])
        return np.where(lengths > 0, gained / np.maximum(lengths, 1), 0.0)

    def _standardised(self, features: Rows) -> Rows:
        return self._scaling.standardised(reduced(features, self._settings))

    def _first_alone(self, frames: Rows) -> NDArray[np.float64]:
        """How likely frames (frames, inputs) are when nothing was heard before, in nats."""
        log_weights, means, log_deviations = self._alone
        gaps = (frames[:, None] - means) * np.exp(-log_deviations)
        each = -0.5 * gaps.astype(np.float64) ** 2 - log_deviations - HALF_LOG_TWO_PI
        made: NDArray[np.float64] = logsumexp(log_weights + each.sum(axis=-1), axis=-1)
        return made

    def _parts(self, state: Rows) -> tuple[Rows, Rows, Rows, Rows]:
        """Views of a state: hidden units, last reduced frame, sum since, and count since."""
        units, inputs = self._units, self._inputs
        return (
            state[:units],
            state[units : units + inputs],
            state[units + inputs : units + 2 * inputs],
            state[units + 2 * inputs :],
        )


def _weights(plan: TrainedPlan) -> PlanWeights:
    named = {
        name: np.ascontiguousarray(value.detach().numpy(), dtype=np.float32)
        for name, value in plan.network.state_dict().items()
    }
    outer = ("to_weights", "to_means", "to_deviations")
    return PlanWeights(
        entering=named["recurrence.weight_ih_l0"],
        entering_bias=named["recurrence.bias_ih_l0"],
        back=named["recurrence.weight_hh_l0"],
        back_bias=named["recurrence.bias_hh_l0"],
        kept=named["kept"],
        outer=np.concatenate([named[f"{name}.weight"] for name in outer]),
        outer_bias=np.concatenate([named[f"{name}.bias"] for name in outer]),
        log_limits=np.array([LEAST_LOG_DEVIATION, MOST_LOG_DEVIATION], dtype=np.float32),
    )


def _scratch(units: int, inputs: int, components: int) -> PlanScratch:
    wide = components * inputs

    def room(count: int) -> Rows:
        return np.zeros(count, dtype=np.float32)

    return PlanScratch(
        hidden=room(units),
        last=room(inputs),
        gates=room(3 * units),
        back=room(3 * units),
        foretold=room(components + 2 * wide),
        precisions=room(wide),
    )
