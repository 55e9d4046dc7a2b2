"""What a training would cost on this machine: measured by a few steps on noise."""

import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from audiosynth_gui.features.plan import empty_plan
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.training.dataset import make_training_set
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.trainer import Training

NOISE_SECONDS = 4.0
STEPS = 3
COPIES_OF_WEIGHTS = 5
"""The weights, their gradients, AdamW's two averages, and the running mean that is kept."""


@dataclass(frozen=True)
class TrainingCost:
    """What a training costs.

    Attributes:
        audio_seconds_per_second: seconds of sound learnt from a second.
        memory_bytes: most that it needs at a time: weights with all that belongs to them, and what
            a step keeps for its gradients. The program itself is not in it.
    """

    audio_seconds_per_second: float
    memory_bytes: int


def training_cost(config: NetworkConfig, settings: TrainingSettings, device: str) -> TrainingCost:
    """Train a moment on noise, and say what it cost. Any thread; some tenths of a second.

    The windows are as long as they get, so that neither is told too small.
    """
    training_set = make_training_set([_noise(config)], config, 0.0)
    longest = settings.last_window_frames
    settings = settings.model_copy(update={"first_window_frames": longest})
    training = Training(training_set, settings, device, seed=0)
    kept_bytes = 0

    def count(tensor: Tensor) -> Tensor:
        nonlocal kept_bytes
        kept_bytes += tensor.numel() * tensor.element_size()
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(count, lambda tensor: tensor):
        training.learn_next()
    seconds = min(_seconds_of_step(training) for _ in range(STEPS))
    window_seconds = longest * config.features.hop_frames / config.sample_rate
    weights = sum(value.numel() for value in training.network.parameters())
    return TrainingCost(
        settings.lanes * window_seconds / seconds, COPIES_OF_WEIGHTS * 4 * weights + kept_bytes
    )


def _seconds_of_step(training: Training) -> float:
    started = time.perf_counter()
    training.learn_next()
    if training.device.type == "cuda":
        torch.cuda.synchronize()
    return time.perf_counter() - started


def _noise(config: NetworkConfig) -> PreparedRecording:
    settings = config.features
    frames = round(NOISE_SECONDS * config.sample_rate / settings.hop_frames)
    random = np.random.default_rng(0)
    shape = (frames * settings.hop_frames, config.channels)
    samples = 0.1 * random.standard_normal(shape, dtype=np.float32)
    return PreparedRecording(samples, empty_plan(frames, settings.count, config.streams), settings)
