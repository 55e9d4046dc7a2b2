"""A training on disk: everything needed to go on as if it had never stopped."""

import math
from pathlib import Path
from typing import Self

import safetensors
import torch
from pydantic import BaseModel, ConfigDict, ValidationError, model_validator
from safetensors.torch import load as parse_tensors
from safetensors.torch import save as serialise_tensors
from torch import Tensor

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.networks.config import FrameSpan, NetworkConfig
from audiosynth_gui.networks.scaling import Scaling
from audiosynth_gui.training.lanes import LaneState
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.trainer import Training

STATE_NAME = "training_state.safetensors"
_META_KEY = "training"


class TrainingState(BaseModel):
    """What is stored beside the tensors, in the header of the same file: both or neither are new.

    Attributes:
        preset, network, scaling, settings: what is trained, and how.
        heldout_fraction: share of every recording that is held out.
        recordings: ids of the recordings, in order.
        learnt: of each the spans that are learnt, in feature frames; None where all is.
        gains_db: of each; None where the project's is meant.
        seed: the training was started with.
        step, elapsed_seconds, train_bits, best_bits, restarts, begun_step, first_bits: as in
            `Training`; bits that are no number or infinite are None.
        lanes: where every lane is.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    preset: str
    network: NetworkConfig
    scaling: Scaling
    settings: TrainingSettings
    heldout_fraction: float
    recordings: tuple[str, ...]
    learnt: tuple[tuple[FrameSpan, ...], ...] | None = None
    gains_db: tuple[float, ...] | None = None
    seed: int
    step: int
    elapsed_seconds: float
    train_bits: float | None
    best_bits: float | None
    restarts: int = 0
    begun_step: int = 0
    first_bits: float | None = None
    lanes: LaneState

    @model_validator(mode="after")
    def _scaling_fits(self) -> Self:
        if not self.scaling.fits(self.network.streams, self.network.features.count):
            raise ValueError("the scaling is of another network")
        return self


def save_training(
    folder: Path,
    training: Training,
    preset: str,
    heldout_fraction: float,
    recordings: tuple[str, ...],
    seed: int,
    learnt: tuple[tuple[FrameSpan, ...], ...] | None = None,
    gains_db: tuple[float, ...] | None = None,
) -> None:
    """Write the whole state of a training into `folder`, atomically.

    Raises:
        OSError: the folder cannot be written.
    """
    state = TrainingState(
        preset=preset,
        network=training.training_set.config,
        scaling=training.training_set.scaling,
        settings=training.settings,
        heldout_fraction=heldout_fraction,
        recordings=recordings,
        learnt=learnt,
        gains_db=gains_db,
        seed=seed,
        step=training.step,
        elapsed_seconds=training.elapsed_seconds,
        train_bits=_finite(training.train_bits),
        best_bits=_finite(training.best_bits),
        restarts=training.restarts,
        begun_step=training.begun_step,
        first_bits=_finite(training.first_bits),
        lanes=training.lanes.state(),
    )
    tensors = {
        name: tensor.detach().cpu().contiguous() for name, tensor in _tensors(training).items()
    }
    data = serialise_tensors(tensors, {_META_KEY: state.model_dump_json()})
    write_bytes_atomically(folder / STATE_NAME, data)


def load_state(folder: Path) -> TrainingState:
    """Read all but the tensors.

    Raises:
        TrainingError: there is no training to go on with, or it is damaged.
    """
    try:
        with safetensors.safe_open(folder / STATE_NAME, framework="pt") as file:
            text = (file.metadata() or {}).get(_META_KEY, "")
        return TrainingState.model_validate_json(text)
    except (OSError, safetensors.SafetensorError, ValidationError) as error:
        raise TrainingError(
            "This model has no saved training that could go on.", "Train a new model instead."
        ) from error


def restore_training(folder: Path, training: Training, state: TrainingState) -> None:
    """Bring a new `Training` of the same shape, scaling and recordings to where the saved one was.

    Raises:
        TrainingError: the tensors are missing or do not fit.
    """
    try:
        tensors = parse_tensors((folder / STATE_NAME).read_bytes())
        training.network.load_state_dict(_part(tensors, "network."))
        training.averaged.load_state_dict(_part(tensors, "averaged."))
        training.lanes.restore(state.lanes, tensors["lanes.history"].numpy())
        training.state = tuple(
            _like(tensors[f"state.{index}"], part) for index, part in enumerate(training.state)
        )
        _restore_optimizer(training, _part(tensors, "optimizer."))
        torch.set_rng_state(tensors["random.cpu"])
        if training.device.type == "cuda" and "random.cuda" in tensors:
            torch.cuda.set_rng_state(tensors["random.cuda"], training.device)
    except (
        OSError, LookupError, RuntimeError, TypeError, ValueError, safetensors.SafetensorError,
    ) as error:  # fmt: skip
        raise TrainingError(
            "The saved training of this model is damaged.",
            "The model itself can still be played; train a new one to go on.",
        ) from error
    training.step = state.step
    training.elapsed_seconds = state.elapsed_seconds
    training.train_bits = math.nan if state.train_bits is None else state.train_bits
    training.best_bits = math.inf if state.best_bits is None else state.best_bits
    training.restarts, training.begun_step = state.restarts, state.begun_step
    training.first_bits = math.nan if state.first_bits is None else state.first_bits


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {key[len(prefix) :]: value for key, value in tensors.items() if key.startswith(prefix)}


def _like(value: Tensor, wanted: Tensor) -> Tensor:
    if value.shape != wanted.shape:
        raise ValueError(f"the shape {tuple(value.shape)} is not {tuple(wanted.shape)}")
    return value.to(wanted)


def _tensors(training: Training) -> dict[str, Tensor]:
    named = {f"network.{key}": value for key, value in training.network.state_dict().items()}
    named |= {f"averaged.{key}": value for key, value in training.averaged.state_dict().items()}
    named |= {f"state.{index}": part for index, part in enumerate(training.state)}
    named["lanes.history"] = torch.from_numpy(training.lanes.history)
    named["random.cpu"] = torch.get_rng_state()
    if training.device.type == "cuda":
        named["random.cuda"] = torch.cuda.get_rng_state(training.device)
    for index, parameter in enumerate(training.network.parameters()):
        for key, value in training.optimizer.state[parameter].items():
            named[f"optimizer.{index}.{key}"] = torch.as_tensor(value)
    return named


def _restore_optimizer(training: Training, tensors: dict[str, Tensor]) -> None:
    described = training.optimizer.state_dict()
    parameters = list(training.network.parameters())
    state: dict[int, dict[str, Tensor]] = {}
    for key, value in tensors.items():
        index, name = key.split(".", 1)
        if name != "step":
            value = _like(value, parameters[int(index)])
        state.setdefault(int(index), {})[name] = value
    training.optimizer.load_state_dict({**described, "state": state})
