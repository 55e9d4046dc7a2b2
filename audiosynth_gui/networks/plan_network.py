"""The plan network: a GRU over reduced frames that says how likely each next one is.

What it foretells is a mixture of Gaussians with diagonal deviations (Bishop 1994, "Mixture density
networks"): music goes on in one of several ways, and the mean of them all is none of them. Trained
on the squared error instead, as a plain regression, it foretells a single way.
"""

import math
from typing import NamedTuple, Self

import torch
from pydantic import BaseModel, ConfigDict, Field, model_validator
from torch import Tensor, nn

from audiosynth_gui.features.reduction import known_columns
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.config import PlanLoss

LEAST_LOG_DEVIATION = math.log(0.1)
MOST_LOG_DEVIATION = math.log(5.0)
"""Of standardised features. Deviations near 0 would let one feature outshout all others."""

FIRST_SHARE = 0.1

HALF_LOG_TWO_PI = 0.5 * math.log(2.0 * math.pi)


class PlanNetworkConfig(BaseModel):
    """Shape of a plan network.

    Attributes:
        features: what the plan is made of; `features.reduction` says what of it is looked at.
        units: width of the recurrent layer.
        components: Gaussians in the mixture.
        dropout: share of units silenced while training.
        loss: what is made small in training: minus the log-likelihood of the mixture, or the
            squared error of a single Gaussian's mean, whose deviation is fitted beside it.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    features: FeatureSettings
    units: int = Field(default=192, ge=4, le=1024)
    components: int = Field(default=8, ge=1, le=32)
    dropout: float = Field(default=0.5, ge=0.0, le=0.9)
    loss: PlanLoss = "mixture"

    @model_validator(mode="after")
    def _one_mean(self) -> Self:
        if self.loss == "squared-error" and self.components != 1:
            raise ValueError("the squared error is that of one component")
        return self

    @property
    def inputs(self) -> int:
        """Features in a reduced frame."""
        return len(known_columns(self.features))


class Foretold(NamedTuple):
    """What is foretold of each next frame: lanes B, frames T, components K, inputs I.

    Attributes:
        log_weights: (B, T, K), of the components; their exponentials add up to 1.
        means: (B, T, K, I).
        log_deviations: (B, T, K, I).
    """

    log_weights: Tensor
    means: Tensor
    log_deviations: Tensor


class PlanNetwork(nn.Module):
    """The network itself.

    Attributes:
        config: its shape.
        alone_weights, alone_means, alone_deviations: of the mixture that frames come from when
            nothing is known of those before; see `alone`.
    """

    def __init__(self, config: PlanNetworkConfig) -> None:
        super().__init__()
        self.config = config
        wide = config.components * config.inputs
        self.recurrence = nn.GRU(config.inputs, config.units, batch_first=True)
        self.dropout = nn.Dropout(config.dropout)
        self.to_weights = nn.Linear(config.units, config.components)
        self.to_means = nn.Linear(config.units, wide)
        self.to_deviations = nn.Linear(config.units, wide)
        # music mostly goes on as it is, so that is where learning begins
        self.kept = nn.Parameter(torch.ones(config.inputs))
        self.alone_weights = nn.Parameter(torch.zeros(config.components))
        self.alone_means = nn.Parameter(0.5 * torch.randn(config.components, config.inputs))
        self.alone_deviations = nn.Parameter(torch.zeros(config.components, config.inputs))
        with torch.no_grad():
            self.to_means.weight.mul_(FIRST_SHARE)
            self.to_means.bias.mul_(FIRST_SHARE)
            self.to_deviations.weight.mul_(FIRST_SHARE)

    @torch.no_grad()
    def begin_with(self, deviations: Tensor) -> None:
        """Begin to learn from: the next frame is this one, within `deviations` (inputs,)."""
        wanted = deviations.log().clamp(LEAST_LOG_DEVIATION, MOST_LOG_DEVIATION)
        self.to_deviations.bias.copy_(wanted.repeat(self.config.components))

    def first_state(self, lanes: int) -> Tensor:
        """Return the state of a network that has heard nothing, (1, lanes, units)."""
        return torch.zeros(1, lanes, self.config.units, device=self.kept.device)

    def alone(self) -> Foretold:
        """What is foretold of a frame before which nothing was heard; lanes and frames are 1."""
        logs = self.alone_deviations.clamp(LEAST_LOG_DEVIATION, MOST_LOG_DEVIATION)
        weights = torch.log_softmax(self.alone_weights, dim=-1)
        return Foretold(weights[None, None], self.alone_means[None, None], logs[None, None])

    def forward(self, frames: Tensor, state: Tensor) -> tuple[Foretold, Tensor]:
        """Hear frames, and foretell what follows each of them.

        Args:
            frames: standardised reduced frames (B, T, I).
            state: what an earlier call returned, or `first_state`.

        Returns:
            What is foretold, and the state after the last frame.
        """
        made, state = self.recurrence(frames, state)
        hidden = self.dropout(made)
        shape = (*frames.shape[:2], self.config.components, self.config.inputs)
        means = self.to_means(hidden).view(shape) + (self.kept * frames)[:, :, None]
        # the squared error must not be led by how large it turned out
        apart = hidden.detach() if self.config.loss == "squared-error" else hidden
        deviations = self.to_deviations(apart).view(shape)
        return Foretold(
            torch.log_softmax(self.to_weights(hidden), dim=-1),
            means,
            deviations.clamp(LEAST_LOG_DEVIATION, MOST_LOG_DEVIATION),
        ), state


def log_likelihood(foretold: Foretold, following: Tensor) -> Tensor:
    """How likely the frames that followed were: nats a frame, (B, T).

    Args:
        foretold: of each, or one for all of them.
        following: the frames that came, (B, T, I).
    """
    gaps = (following[:, :, None] - foretold.means) * torch.exp(-foretold.log_deviations)
    each = -0.5 * gaps.square() - foretold.log_deviations - HALF_LOG_TWO_PI
    return torch.logsumexp(foretold.log_weights + each.sum(-1), dim=-1)


def plan_loss(
    config: PlanNetworkConfig, foretold: Foretold, following: Tensor, counted: Tensor
) -> Tensor:
    """What training makes small, a mean over frames.

    Args:
        config: says which loss; see `PlanNetworkConfig.loss`.
        foretold, following: as in `log_likelihood`.
        counted: (B, T), 1 for frames that count and 0 for others; at least one counts.
    """
    if config.loss == "mixture":
        each = -log_likelihood(foretold, following)
    else:
        apart = foretold._replace(means=foretold.means.detach())
        each = (foretold.means[:, :, 0] - following).square().sum(-1)
        each = each - log_likelihood(apart, following)
    return (each * counted).sum() / counted.sum()
