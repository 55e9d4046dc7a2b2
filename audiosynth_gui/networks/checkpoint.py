"""A trained model on disk: weights as safetensors, all else as JSON. Nothing in it can run code."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import safetensors
import torch
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from safetensors.torch import load as parse_tensors
from safetensors.torch import save as serialise_tensors
from torch.overrides import TorchFunctionMode

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import ModelError
from audiosynth_gui.networks.classics import ClassicLstm, ClassicRnn
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.networks.renderer import TieredRenderer
from audiosynth_gui.networks.scaling import Scaling

CARD_NAME = "model.json"
WEIGHTS_NAME = "weights.safetensors"

MOST_PARAMETERS = 100_000_000
"""Six times the largest preset; a card from elsewhere must not eat all memory."""

MOST_CARD_BYTES = 1 << 20
_HEADER_ROOM_BYTES = 1 << 20


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
    recordings: tuple[str, ...]

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
    with torch.device("meta"), _NoFirstValues():
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
    tensors = {
        name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()
    }
    data = serialise_tensors(tensors)
    write_bytes_atomically(folder / WEIGHTS_NAME, data)
    write_bytes_atomically(folder / CARD_NAME, card.model_dump_json(indent=2).encode())
    return hashlib.sha256(data).hexdigest()


def load_card(folder: Path) -> ModelCard:
    """Read a model's card alone.

    Raises:
        ModelError: it is missing, damaged or of a newer version.
    """
    path = folder / CARD_NAME
    try:
        if path.stat().st_size > MOST_CARD_BYTES:
            raise ModelError(
                f"The description of the model “{folder.name}” is too large to be one.",
                "Train it again or remove it.",
            )
        return ModelCard.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelError(
            f"The model “{folder.name}” is not complete.", "Train it again or remove it."
        ) from error
    except ValidationError as error:
        if any(part["loc"] == ("card_version",) and part["input"] == 1 for part in error.errors()):
            raise ModelError(
                f"The model “{folder.name}” was trained with an earlier engine.",
                "Train it again: the present one learns faster and sounds better.",
            ) from error
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
    # built without values, so that a training at the same time keeps its random numbers
    network = network_without_values(card.network)
    try:
        data = _read_weights(folder / WEIGHTS_NAME, network)
        tensors = parse_tensors(data)
        for name, value in tensors.items():
            if value.dtype != torch.float32 or not bool(value.isfinite().all()):
                raise ValueError(f"{name} does not hold plain numbers")
        network.load_state_dict(tensors, assign=True)
    except (OSError, RuntimeError, ValueError, KeyError, safetensors.SafetensorError) as error:
        raise ModelError(
            f"The weights of the model “{folder.name}” are missing or damaged.",
            "Resume its training from the last saved state, or train it again.",
        ) from error
    network.eval()
    return TrainedModel(card, network, hashlib.sha256(data).hexdigest())


def _read_weights(path: Path, network: Network) -> bytes:
    expected_bytes = 4 * sum(value.numel() for value in network.parameters())
    if path.stat().st_size > expected_bytes + _HEADER_ROOM_BYTES:
        raise ValueError("the file is too large for this network")
    return path.read_bytes()


class _NoFirstValues(TorchFunctionMode):
    """Leaves out drawing first values; for shapes alone torch would load its compiler to do it."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        named = kwargs or {}
        if getattr(func, "__module__", "") == torch.nn.init.__name__:
            return args[0] if args else named["tensor"]
        return func(*args, **named)


_KINDS: dict[str, type[Network]] = {
    "tiered": TieredRenderer,
    "classic-rnn": ClassicRnn,
    "classic-lstm": ClassicLstm,
}
