"""Weights and cards on disk, for every kind of network: plain tensors and JSON, believed of nobody.

Nothing in such a file can run code, and none is read that is larger than it may be.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import safetensors
import torch
from pydantic import BaseModel, ValidationError
from safetensors.torch import load as parse_tensors
from safetensors.torch import save as serialise_tensors
from torch import nn
from torch.overrides import TorchFunctionMode

from audiosynth_gui.errors import ModelError

MOST_CARD_BYTES = 1 << 20
_HEADER_ROOM_BYTES = 1 << 20

Card = TypeVar("Card", bound=BaseModel)


def weights_as_bytes(network: nn.Module) -> bytes:
    """A network's parameters as the bytes of a safetensors file."""
    return serialise_tensors(
        {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    )


def fill_from_file(network: nn.Module, path: Path) -> bytes:
    """Give a network, which may have no values yet, those in a file; returns the file's bytes.

    Raises:
        ModelError: the file is missing, damaged, or of another network.
    """
    try:
        data = _read_weights(path, network)
        tensors = parse_tensors(data)
        for name, value in tensors.items():
            if value.dtype != torch.float32 or not bool(value.isfinite().all()):
                raise ValueError(f"{name} does not hold plain numbers")
        network.load_state_dict(tensors, assign=True)
    except (OSError, RuntimeError, ValueError, KeyError, safetensors.SafetensorError) as error:
        raise ModelError(
            f"The weights of the model “{path.parent.name}” are missing or damaged.",
            "Resume its training from the last saved state, or train it again.",
        ) from error
    return data


def read_card(kind: type[Card], path: Path) -> Card:
    """Read what is known of a network beside its weights.

    Raises:
        ModelError: it is missing, damaged or of a newer version.
    """
    name = path.parent.name
    try:
        if path.stat().st_size > MOST_CARD_BYTES:
            raise ModelError(
                f"The description of the model “{name}” is too large to be one.",
                "Train it again or remove it.",
            )
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        raise ModelError(
            f"The model “{name}” is not complete.", "Train it again or remove it."
        ) from error
    except ValidationError as error:
        if any(part["loc"] == ("card_version",) and part["input"] == 1 for part in error.errors()):
            raise ModelError(
                f"The model “{name}” was trained with an earlier engine.",
                "Train it again: the present one learns faster and sounds better.",
            ) from error
        raise ModelError(
            f"The model “{name}” cannot be read: its description does not fit.",
            "It may come from a newer AudioSynth; update, or train it again.",
        ) from error


@contextmanager
def without_values() -> Iterator[None]:
    """Networks made within have shapes but no values: it costs neither memory nor chance."""
    with torch.device("meta"), _NoFirstValues():
        yield


def _read_weights(path: Path, network: nn.Module) -> bytes:
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
