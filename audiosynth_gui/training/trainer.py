"""The training loop: a plain generator that knows nothing of windows, threads or projects."""

import math
import os
import time
from collections.abc import Generator
from dataclasses import replace

import torch
from torch import Tensor

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.networks.checkpoint import make_network
from audiosynth_gui.networks.head import split_code
from audiosynth_gui.networks.interface import Network, NetworkState
from audiosynth_gui.training.dataset import TrainingSet
from audiosynth_gui.training.lanes import Lanes, Window, as_tensors
from audiosynth_gui.training.progress import Limit, TrainingStep
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.validation import measure

WARM_UP_STEPS = 50
FALLING_SHARE = 0.3
SMOOTHING = 0.98
STUCK_STEPS = 300
STUCK_BITS = 0.1
"""A training whose error has not fallen by this after so many steps begins anew."""

MOST_RESTARTS = 2
MOST_READERS = 8
VALIDATION_SECONDS = 15.0
VALIDATION_SHARE = 0.05
"""At most about this share of the time goes into validation."""


class Training:
    """One training: everything a resume needs lies in its attributes.

    Attributes:
        network: what is trained.
        averaged: running mean of its weights; what is played and kept.
        optimizer: AdamW.
        lanes: where each lane reads.
        state: the network's state at the end of the last window.
        step: steps done.
        elapsed_seconds: time spent, over all runs.
        train_bits: running mean of the loss in bits a sample; NaN before the first step.
        best_bits: best held-out bits so far.
        restarts: how often it has begun anew because it was stuck.
        begun_step: the step at which it last began.
        first_bits: `train_bits` one step later; NaN before.
    """

    def __init__(
        self, training_set: TrainingSet, settings: TrainingSettings, device: str, seed: int
    ) -> None:
        self.training_set = training_set
        self.settings = settings
        self.device = torch.device(device)
        readers = 1 if device == "cpu" else min(MOST_READERS, os.cpu_count() or 1)
        self.lanes = Lanes(training_set, settings, seed, readers)
        self.elapsed_seconds = 0.0
        self.best_bits = math.inf
        self._best_before = math.inf
        self._seed = seed
        self.step = 0
        self.restarts = 0
        self.begun_step = 0
        self.first_bits = math.nan
        self._make_network()

    def _make_network(self) -> None:
        """Begin with a network that knows nothing."""
        torch.manual_seed(self._seed + self.restarts)
        settings = self.settings
        self.network: Network = make_network(self.training_set.config).to(self.device)
        self.averaged: Network = make_network(self.training_set.config).to(self.device)
        self.averaged.load_state_dict(self.network.state_dict())
        self.averaged.eval()
        self.optimizer = torch.optim.AdamW(
            self.network.parameters(), lr=settings.learning_rate,
            betas=(0.9, 0.98), weight_decay=settings.weight_decay,
        )  # fmt: skip
        self.state: NetworkState = self.network.first_state(settings.lanes)
        self.train_bits = math.nan

    def run(self, limit: Limit) -> Generator[TrainingStep, None, None]:
        """Train until the limit, yielding after every step; closing it stops between two steps.

        A validation comes every quarter of a minute or so, and at the end.

        Raises:
            TrainingError: the loss is no longer a number.
        """
        started, before = time.monotonic(), self.elapsed_seconds
        audio_seconds, validated_at, cost = 0.0, time.monotonic(), 0.0
        while (fraction := limit.fraction(self.step, self.elapsed_seconds)) < 1.0:
            steps = self.learn_next(fraction)
            now = time.monotonic()
            self.elapsed_seconds = before + now - started
            audio_seconds += steps * self._step_seconds
            pace = audio_seconds / (now - started)
            fraction = limit.fraction(self.step, self.elapsed_seconds)
            report = TrainingStep(
                self.step, self.elapsed_seconds, fraction, pace, self.train_bits,
                restarts=self.restarts,
            )  # fmt: skip
            due = max(VALIDATION_SECONDS, cost / VALIDATION_SHARE)
            if fraction < 1.0 and now - validated_at <= due:
                yield report
                continue
            yield self.validate(report)
            # whoever iterates may have rendered and saved meanwhile: that costs time too
            validated_at = time.monotonic()
            cost = validated_at - now

    def learn_next(self, fraction: float = 0.0) -> int:
        """Take one training step.

        Args:
            fraction: share of the training that is done; learning rate and windows follow it.

        Returns:
            How many steps of sound were learnt, all lanes together.
        """
        window = self.lanes.next_window(self._window_frames(fraction))
        self._learn(window, fraction)
        self.step += 1
        self._begin_anew_if_stuck()
        lanes, steps = window.codes.shape[:2]
        return int(lanes * steps)

    def _begin_anew_if_stuck(self) -> None:
        """Draw other first weights where these have learnt nothing; a few times at most."""
        steps = self.step - self.begun_step
        if steps == 1:
            self.first_bits = self.train_bits
        if steps != STUCK_STEPS or self.restarts == MOST_RESTARTS:
            return
        if self.train_bits > self.first_bits - STUCK_BITS:
            self.restarts += 1
            self.begun_step = self.step
            self._make_network()

    @property
    def _step_seconds(self) -> float:
        config = self.training_set.config
        return config.bands / config.sample_rate

    def _window_frames(self, fraction: float) -> int:
        settings = self.settings
        grown = min(1.0, 2.0 * fraction)
        span = settings.last_window_frames - settings.first_window_frames
        return settings.first_window_frames + round(grown * span)

    def _learning_rate(self, fraction: float) -> float:
        rise = min(1.0, (self.step - self.begun_step + 1) / WARM_UP_STEPS)
        fall = min(1.0, (1.0 - fraction) / FALLING_SHARE)
        return self.settings.learning_rate * rise * max(0.02, fall)

    def _learn(self, window: Window, fraction: float) -> None:
        self.network.train()
        for group in self.optimizer.param_groups:
            group["lr"] = self._learning_rate(fraction)
        heard, codes, told = as_tensors(window, self.device)
        state = _forget(self.state, window, self.device)
        is_mixed = self.settings.precision == "bfloat16"
        with torch.autocast(self.device.type, torch.bfloat16, enabled=is_mixed):
            logits, codes, state = self.network(heard, codes, told, state, self._pick(codes))
            loss = chain_loss(logits, codes, self.training_set.config.quantizer.stage_bits)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.settings.gradient_norm)
        bits = float(loss.detach()) / math.log(2.0)
        if not math.isfinite(bits):
            raise TrainingError(
                "The training has lost its way: its error is no longer a number.",
                "The best model so far is kept; start again from it, or with another seed.",
            )
        self.optimizer.step()
        self.state = tuple(part.detach().float() for part in state)
        self._average()
        # as good as the plain mean at first, then a running one
        weight = max(1.0 - SMOOTHING, 1.0 / (self.step - self.begun_step + 1))
        is_first = math.isnan(self.train_bits)
        self.train_bits = bits if is_first else self.train_bits + weight * (bits - self.train_bits)

    def _pick(self, codes: Tensor) -> Tensor | None:
        """Draw the middle turns of a window that the loss looks at."""
        share = self.settings.picked_share
        if share >= 1.0:
            return None
        turns = codes.shape[1] // self.training_set.config.middle_steps
        drawn = torch.randperm(turns)[: max(1, round(share * turns))]
        return drawn.sort().values.to(self.device)

    @torch.no_grad()
    def _average(self) -> None:
        steps = self.step - self.begun_step
        decay = min(self.settings.ema_decay, (1.0 + steps) / (10.0 + steps))
        means: list[Tensor] = list(self.averaged.parameters())
        values: list[Tensor] = list(self.network.parameters())
        torch._foreach_lerp_(means, values, 1.0 - decay)
        for mean, value in zip(self.averaged.buffers(), self.network.buffers(), strict=True):
            mean.copy_(value)  # running statistics are means already

    def validate(self, report: TrainingStep) -> TrainingStep:
        """Measure the averaged network and return the report with what was found."""
        measured = measure(self.averaged, self.training_set, self.device)
        is_best = measured.bits < self.best_bits
        self._best_before = self.best_bits
        if is_best:
            self.best_bits = measured.bits
        return replace(report, measured=measured, is_best=is_best)

    def refuse_best(self) -> None:
        """Let the last validation not have been the best: a later one need not beat it."""
        self.best_bits = self._best_before


def chain_loss(logits: list[Tensor], codes: Tensor, stage_bits: tuple[int, ...]) -> Tensor:
    """Cross-entropy of whole codes in nats a sample: the stages' cross-entropies add up."""
    parts = split_code(codes, stage_bits)
    losses = [
        torch.nn.functional.cross_entropy(made.flatten(0, 2), part.flatten())
        for made, part in zip(logits, parts, strict=True)
    ]
    return torch.stack(losses).sum()


def _forget(state: NetworkState, window: Window, device: torch.device) -> NetworkState:
    """Silence the state of lanes that have jumped."""
    kept = torch.from_numpy(~window.restarted).to(device)[None, :, None]
    return tuple(part * kept for part in state)
