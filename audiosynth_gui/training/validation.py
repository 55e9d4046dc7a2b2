"""How well a network knows music it has not learnt from."""

import math
from dataclasses import dataclass

import torch

from audiosynth_gui.networks.head import split_code
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.training.dataset import Stretch, TrainingSet
from audiosynth_gui.training.lanes import as_tensors, heldout_windows

WINDOW_SECONDS = 2.0
LONGEST_SECONDS = 24.0
"""At most this much is listened to, from the start of every held-out stretch alike."""

PICKED_EVERY = 4
"""Every fourth middle turn is measured; the network hears all. Neighbours say much the same."""


@dataclass(frozen=True)
class Measured:
    """What a validation found.

    Attributes:
        bits: cross-entropy in bits a sample.
        stage_bits: its parts, one a stage, coarsest first.
        accuracy: share of samples whose true coarsest code was the likeliest.
        is_heldout: measured on held-out music; else on the start of what was learnt.
    """

    bits: float
    stage_bits: tuple[float, ...]
    accuracy: float
    is_heldout: bool


@torch.no_grad()
def measure(network: Network, training_set: TrainingSet, device: torch.device) -> Measured:
    """Measure a network in evaluation mode on held-out music, clean and in one go.

    A sample is one value of one stream; there are as many of them as samples of sound.
    """
    config = training_set.config
    stage_bits = config.quantizer.stage_bits
    frames = math.ceil(WINDOW_SECONDS * config.sample_rate / config.features.hop_frames)
    stretches = training_set.heldout or training_set.train
    limit = LONGEST_SECONDS * config.sample_rate / config.features.hop_frames / len(stretches)
    shortened = [_shortened(stretch, math.ceil(limit)) for stretch in stretches]
    losses, hits, samples = [0.0] * len(stage_bits), 0, 0
    state = network.first_state(1)
    for window in heldout_windows(shortened, training_set, frames):
        if window.restarted[0]:
            state = network.first_state(1)
        heard, codes, told = as_tensors(window, device)
        picked = torch.arange(0, codes.shape[1] // config.middle_steps, PICKED_EVERY, device=device)
        logits, codes, state = network(heard, codes, told, state, picked)
        parts = split_code(codes, stage_bits)
        for stage, (made, part) in enumerate(zip(logits, parts, strict=True)):
            losses[stage] += float(
                torch.nn.functional.cross_entropy(
                    made.flatten(0, 2), part.flatten(), reduction="sum"
                )
            )
        hits += int((logits[0].argmax(-1) == parts[0]).sum())
        samples += codes.numel()
    bits = tuple(loss / samples / math.log(2.0) for loss in losses)
    return Measured(sum(bits), bits, hits / samples, bool(training_set.heldout))


def _shortened(stretch: Stretch, feature_frames: int) -> Stretch:
    stop_frame = min(stretch.stop_frame, stretch.start_frame + feature_frames)
    return Stretch(stretch.recording, stretch.start_frame, stop_frame)
