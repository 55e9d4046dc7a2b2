"""A trained model on disk: weights as safetensors, all else as JSON. Nothing in it can run code."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import ModelError
from audiosynth_gui.networks.classics import ClassicLstm, ClassicRnn
from audiosynth_gui.networks.config import FrameSpan, NetworkConfig
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.networks.renderer import TieredRenderer
from audiosynth_gui.networks.scaling import Scaling
from audiosynth_gui.networks.stored import (
    fill_from_file,
    read_card,
    weights_as_bytes,
    without_values,
)

CARD_NAME = "model.json"
WEIGHTS_NAME = "weights.safetensors"

MOST_PARAMETERS = 100_000_000
"""Six times the largest preset; a card from elsewhere must not eat all memory."""


class ModelCard(BaseModel):
    """What is known of a model beside its weights.

    Attributes:
        card_version: format of the card.
        preset: name of the preset it was trained with.
        network: its shape.
        scaling: of its inputs.
        steps: training steps behind these weights.
        trained_seconds: time spent training.
        train_bits: cross-entropy on what it learnt from, bits a sample, running mean.
        heldout_bits: the same on what was held out; None where nothing was.
        heldout_stage_bits: the same for each stage of the chain, coarsest first.
        free_gap_db: how far its sound is from its plan when it hears only itself, mean over mel
            bands and time; None where that was not measured.
        least_gap_db: the least that any model kept in this training had of it.
        accuracy: share of held-out (else training) samples whose coarsest code was likeliest.
        recordings: ids of the recordings it learnt from.
        learnt: of each of them the spans that it learnt, as first feature frame and the one after
            the last, in order; None where all of all of them is.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)

    card_version: Literal[2] = 2
    preset: str
    network: NetworkConfig
    scaling: Scaling
    steps: int
    trained_seconds: float
    train_bits: float
    heldout_bits: float | None
    heldout_stage_bits: tuple[float, ...]
    accuracy: float
    free_gap_db: float | None = None
    least_gap_db: float | None = None
    recordings: tuple[str, ...]
    learnt: tuple[tuple[FrameSpan, ...], ...] | None = Field(
        default=None, exclude_if=lambda value: value is None
    )

    @model_validator(mode="after")
    def _learnt_fits(self) -> Self:
        if self.learnt is not None:
            if len(self.learnt) != len(self.recordings):
                raise ValueError("spans of other recordings")
            if any(not 0 <= start < stop for spans in self.learnt for start, stop in spans):
                raise ValueError("a span that does not run forward")
        return self

    @model_validator(mode="after")
    def _scaling_fits(self) -> Self:
        if not self.scaling.fits(self.network.streams, self.network.features.count):
            raise ValueError("the scaling is of another network")
        return self


@dataclass(frozen=True, eq=False)
class TrainedModel:
    """A model ready to play.

    Attributes:
        card: what is known of it.
        network: on the CPU, in evaluation mode.
        sha256: of its weights file; takes name it.
    """

    card: ModelCard
    network: Network
    sha256: str


def make_network(config: NetworkConfig) -> Network:
    """Build an untrained network of that shape, on the CPU; draws from torch's random numbers.

    Raises:
        ModelError: it would be larger than `MOST_PARAMETERS`.
    """
    network_without_values(config)
    return _KINDS[config.architecture](config)


def network_without_values(config: NetworkConfig) -> Network:
    """Build a network that has shapes but no values yet: it costs neither memory nor chance.

    Raises:
        ModelError: it would be larger than `MOST_PARAMETERS`.
    """
    with without_values():
        network = _KINDS[config.architecture](config)
    if sum(value.numel() for value in network.parameters()) > MOST_PARAMETERS:
        raise ModelError(
            "This network is too large for AudioSynth.", "Train a model with one of the presets."
        )
    return network


def save_model(folder: Path, card: ModelCard, network: Network) -> str:
    """Write card and weights into `folder` atomically, each on its own; return the weights' hash.

    The weights go first: a card never speaks of weights that are not there.

    Raises:
        OSError: the folder cannot be written.
    """
    data = weights_as_bytes(network)
    write_bytes_atomically(folder / WEIGHTS_NAME, data)
    write_bytes_atomically(folder / CARD_NAME, card.model_dump_json(indent=2).encode())
    return hashlib.sha256(data).hexdigest()


def load_card(folder: Path) -> ModelCard:
    """Read a model's card alone.

    Raises:
        ModelError: it is missing, damaged or of a newer version.
    """
    return read_card(ModelCard, folder / CARD_NAME)


def load_model(folder: Path) -> TrainedModel:
    """Read a model; any thread may call it.

    Raises:
        ModelError: a part is missing, damaged, or does not fit the rest.
    """
    card = load_card(folder)
    # built without values, so that a training at the same time keeps its random numbers
    network = network_without_values(card.network)
    data = fill_from_file(network, folder / WEIGHTS_NAME)
    network.eval()
    return TrainedModel(card, network, hashlib.sha256(data).hexdigest())


_KINDS: dict[str, type[Network]] = {
    "tiered": TieredRenderer,
    "classic-rnn": ClassicRnn,
    "classic-lstm": ClassicLstm,
}
