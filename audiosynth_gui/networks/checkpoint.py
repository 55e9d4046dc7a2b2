"""A trained model on disk: weights as safetensors, all else as JSON. Nothing in it can run code."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import safetensors
import safetensors.torch
from pydantic import BaseModel, ConfigDict, ValidationError

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import ModelError
from audiosynth_gui.networks.classics import ClassicLstm, ClassicRnn
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.networks.renderer import TieredRenderer
from audiosynth_gui.networks.scaling import Scaling

CARD_NAME = "model.json"
WEIGHTS_NAME = "weights.safetensors"


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
        accuracy: share of held-out (else training) samples whose coarsest code was likeliest.
        recordings: ids of the recordings it learnt from.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)

    card_version: Literal[1] = 1
    preset: str
    network: NetworkConfig
    scaling: Scaling
    steps: int
    trained_seconds: float
    train_bits: float
    heldout_bits: float | None
    heldout_stage_bits: tuple[float, ...]
    accuracy: float
    recordings: tuple[str, ...]


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
    """Build an untrained network of that shape, on the CPU."""
    kinds: dict[str, type[Network]] = {
        "tiered": TieredRenderer,
        "classic-rnn": ClassicRnn,
        "classic-lstm": ClassicLstm,
    }
    return kinds[config.architecture](config)


def save_model(folder: Path, card: ModelCard, network: Network) -> str:
    """Write card and weights into `folder` atomically, each on its own; return the weights' hash.

    The weights go first: a card never speaks of weights that are not there.

    Raises:
        OSError: the folder cannot be written.
    """
    tensors = {
        name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()
    }
    data = safetensors.torch.save(tensors)
    write_bytes_atomically(folder / WEIGHTS_NAME, data)
    write_bytes_atomically(folder / CARD_NAME, card.model_dump_json(indent=2).encode())
    return hashlib.sha256(data).hexdigest()


def load_card(folder: Path) -> ModelCard:
    """Read a model's card alone.

    Raises:
        ModelError: it is missing, damaged or of a newer version.
    """
    try:
        return ModelCard.model_validate_json((folder / CARD_NAME).read_bytes())
    except OSError as error:
        raise ModelError(
            f"The model “{folder.name}” is not complete.", "Train it again or remove it."
        ) from error
    except ValidationError as error:
        raise ModelError(
            f"The model “{folder.name}” cannot be read: its description does not fit.",
            "It may come from a newer AudioSynth; update, or train it again.",
        ) from error


def load_model(folder: Path) -> TrainedModel:
    """Read a model; any thread may call it.

    Raises:
        ModelError: a part is missing, damaged, or does not fit the rest.
    """
    card = load_card(folder)
    try:
        data = (folder / WEIGHTS_NAME).read_bytes()
        network = make_network(card.network)
        network.load_state_dict(safetensors.torch.load(data))
    except (OSError, RuntimeError, safetensors.SafetensorError) as error:
        raise ModelError(
            f"The weights of the model “{folder.name}” are missing or damaged.",
            "Resume its training from the last saved state, or train it again.",
        ) from error
    network.eval()
    return TrainedModel(card, network, hashlib.sha256(data).hexdigest())
