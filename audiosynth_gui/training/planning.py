"""Trains the plan network: which reduced frame follows which, over half a minute and more."""

import math
import time
from collections.abc import Generator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from audiosynth_gui.networks.plan_checkpoint import PlanCard, TrainedPlan
from audiosynth_gui.networks.plan_network import (
    PlanNetwork,
    PlanNetworkConfig,
    log_likelihood,
    plan_loss,
)
from audiosynth_gui.networks.scaling import PlanScaling
from audiosynth_gui.training.dataset import Stretch
from audiosynth_gui.training.plan_lanes import (
    PlanLanes,
    plan_scaling,
    read_standardised,
    usual_changes,
)
from audiosynth_gui.training.progress import Limit

LEARNING_RATE = 1e-3
WEIGHT_DECAY = 0.05
ALONE_RATE = 20.0
"""The mixture that stands alone is no network: it learns so many times as fast."""
GRADIENT_NORM = 1.0
EMA_DECAY = 0.99
WARM_UP_STEPS = 20
FALLING_SHARE = 0.4
VALIDATION_SHARE = 0.03
"""A validation comes whenever this share of the training has passed."""

PATIENCE_SHARE = 0.3
"""The training ends early when nothing has got better for this share of it."""

HELDOUT_SECONDS = 300.0
"""At most about this much is validated on, of all held-out stretches alike."""

LEAST_HELDOUT_FRAMES = 16
"""Reduced frames. With fewer held out, the loss on what is learnt decides."""


@dataclass(frozen=True)
class PlanTrainingStep:
    """How far the training of a plan network is.

    Attributes:
        step: steps done.
        elapsed_seconds: time spent.
        fraction: share that is done, 0 … 1; it may end before 1.
        train_nats: running mean of the loss, nats a reduced frame.
        heldout_nats: minus the log-likelihood of what is held out, of this validation; None
            between validations.
        is_best: this validation is the best so far.
    """

    step: int
    elapsed_seconds: float
    fraction: float
    train_nats: float
    heldout_nats: float | None = None
    is_best: bool = False


class PlanTraining:
    """One training. Deterministic for a seed and a limit in steps; one thread.

    Attributes:
        scaling: of the reduced frames, measured on what is learnt.
        network: what is trained.
        averaged: running mean of its weights.
        best: the averaged network at its best validation, in evaluation mode.
        best_nats: what was measured there, nats a reduced frame.
        is_heldout: that was on held-out music.
        step: steps done.
    """

    def __init__(
        self,
        train: Sequence[Stretch],
        heldout: Sequence[Stretch],
        config: PlanNetworkConfig,
        device: str,
        seed: int,
    ) -> None:
        """Draw first weights.

        Args:
            train: stretches to learn from; together a second of music at least.
            heldout: stretches kept back to test on; may be empty.
            config: of the network.
            device: where torch computes.
            seed: of everything drawn.
        """
        torch.manual_seed(seed)
        self.config = config
        self.scaling: PlanScaling = plan_scaling(train, config.features)
        self._device = torch.device(device)
        self.network = PlanNetwork(config).to(self._device)
        moved = usual_changes(train, config.features, self.scaling)
        self.network.begin_with(torch.from_numpy(moved).to(self._device))
        self.averaged = _copy_of(self.network)
        self.best = _copy_of(self.network)
        groups = [
            {"params": [value], "rate": ALONE_RATE if name.startswith("alone") else 1.0}
            for name, value in self.network.named_parameters()
        ]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY)
        self._lanes = PlanLanes(train, self.scaling, config.features, seed)
        self._state = self.network.first_state(self._lanes.count)
        self._tests = self._read_tests(heldout)
        self.is_heldout = sum(part.shape[1] for part in self._tests) >= LEAST_HELDOUT_FRAMES
        if not self.is_heldout:
            self._tests = self._read_tests(train)
        # before it has learnt anything, it foretells that nothing changes
        self.best_nats = self._validate()
        self.step = 0
        self._train_nats = math.nan

    def run(self, limit: Limit) -> Generator[PlanTrainingStep, None, None]:
        """Train until the limit, or until nothing gets better; yields after every step."""
        started = time.monotonic()
        fraction, validated_at, best_at = 0.0, 0.0, 0.0
        while fraction < 1.0 and fraction - best_at < PATIENCE_SHARE:
            self._learn(fraction)
            self.step += 1
            elapsed_seconds = time.monotonic() - started
            fraction = limit.fraction(self.step, elapsed_seconds)
            heldout_nats, is_best = None, False
            if fraction >= 1.0 or fraction - validated_at >= VALIDATION_SHARE:
                heldout_nats, validated_at = self._validate(), fraction
                is_best = heldout_nats < self.best_nats
                if is_best:
                    self._keep(heldout_nats)
                    best_at = fraction
            yield PlanTrainingStep(
                self.step, elapsed_seconds, fraction, self._train_nats, heldout_nats, is_best
            )

    def trained(self) -> TrainedPlan:
        """The network at its best validation, on the CPU, with what is known of it."""
        card = PlanCard(
            network=self.config,
            scaling=self.scaling,
            steps=self.step,
            nats=self.best_nats,
            is_heldout=self.is_heldout,
        )
        return TrainedPlan(card, _copy_of(self.best).cpu())

    def _learn(self, fraction: float) -> None:
        self.network.train()
        rise = min(1.0, (self.step + 1) / WARM_UP_STEPS)
        fall = min(1.0, (1.0 - fraction) / FALLING_SHARE)
        for group in self._optimizer.param_groups:
            group["lr"] = LEARNING_RATE * rise * max(0.05, fall) * group["rate"]
        window = self._lanes.next_window()
        entering, following, counted, restarted = (
            torch.from_numpy(part).to(self._device)
            for part in (window.entering, window.following, window.counted, window.restarted)
        )
        state = self._state * ~restarted[None, :, None]
        foretold, state = self.network(entering, state)
        loss = plan_loss(self.config, foretold, following, counted)
        each = log_likelihood(self.network.alone(), following)
        alone_loss = -(each * counted).sum() / counted.sum()
        self._optimizer.zero_grad(set_to_none=True)
        (loss + alone_loss).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), GRADIENT_NORM)
        self._optimizer.step()
        self._state = state.detach()
        self._average()
        weight = max(0.02, 1.0 / (self.step + 1))
        before = self._train_nats if self.step else 0.0
        self._train_nats = before + weight * (float(loss.detach()) - before)

    @torch.no_grad()
    def _average(self) -> None:
        decay = min(EMA_DECAY, (1.0 + self.step) / (10.0 + self.step))
        for mean, value in zip(self.averaged.parameters(), self.network.parameters(), strict=True):
            mean.lerp_(value, 1.0 - decay)

    def _keep(self, nats: float) -> None:
        self.best.load_state_dict(self.averaged.state_dict())
        self.best_nats = nats

    @torch.no_grad()
    def _validate(self) -> float:
        """Minus the log-likelihood of what is held out, nats a reduced frame."""
        nats, frames = 0.0, 0
        for test in self._tests:
            foretold, _ = self.averaged(test[:, :-1], self.averaged.first_state(1))
            nats -= float(log_likelihood(foretold, test[:, 1:]).sum())
            frames += test.shape[1] - 1
        return nats / frames

    def _read_tests(self, stretches: Sequence[Stretch]) -> list[Tensor]:
        """Whole stretches, (1, frames, inputs) each, shortened so that all have a share."""
        settings = self.config.features
        limit = HELDOUT_SECONDS * settings.sample_rate / settings.hop_frames
        limit /= max(1, len(stretches))
        read = (
            read_standardised(part, math.ceil(limit), settings, self.scaling) for part in stretches
        )
        return [
            torch.from_numpy(np.ascontiguousarray(frames))[None].to(self._device)
            for frames in read
            if len(frames) > 1
        ]


def _copy_of(network: PlanNetwork) -> PlanNetwork:
    """Made anew and filled, as GPUs want a layer's weights in one piece; in evaluation mode."""
    copied = PlanNetwork(network.config).to(network.kept.device)
    copied.load_state_dict(network.state_dict())
    return copied.eval()
