"""A trained plan network on disk, beside the renderer that plays what it helps to plan."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.errors import ModelError
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.plan_network import PlanNetwork, PlanNetworkConfig
from audiosynth_gui.networks.scaling import PlanScaling
from audiosynth_gui.networks.stored import (
    fill_from_file,
    read_card,
    weights_as_bytes,
    without_values,
)

PLAN_CARD_NAME = "plan.json"
PLAN_WEIGHTS_NAME = "plan.safetensors"


class PlanCard(BaseModel):
    """What is known of a plan network beside its weights.

    Attributes:
        card_version: format of the card.
        network: its shape.
        scaling: of its inputs.
        steps: training steps that were done.
        nats: minus the log-likelihood at the best validation, nats a reduced frame.
        is_heldout: that was on held-out music; else on the start of what was learnt.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore", allow_inf_nan=False)

    card_version: Literal[1] = 1
    network: PlanNetworkConfig
    scaling: PlanScaling
    steps: int
    nats: float
    is_heldout: bool

    @model_validator(mode="after")
    def _scaling_fits(self) -> Self:
        if not self.scaling.fits(self.network.inputs):
            raise ValueError("the scaling is of another network")
        return self


@dataclass(frozen=True, eq=False)
class TrainedPlan:
    """A plan network ready to be asked.

    Attributes:
        card: what is known of it.
        network: on the CPU, in evaluation mode.
    """

    card: PlanCard
    network: PlanNetwork


def save_plan(folder: Path, plan: TrainedPlan) -> None:
    """Write card and weights into a model's folder, atomically, each on its own.

    Raises:
        OSError: the folder cannot be written.
    """
    write_bytes_atomically(folder / PLAN_WEIGHTS_NAME, weights_as_bytes(plan.network))
    write_bytes_atomically(folder / PLAN_CARD_NAME, plan.card.model_dump_json(indent=2).encode())


def has_plan(folder: Path) -> bool:
    """Whether a model has a plan network; those of earlier versions have none."""
    return (folder / PLAN_CARD_NAME).exists()


def load_plan(folder: Path, features: FeatureSettings) -> TrainedPlan | None:
    """Read the plan network of a model; None where it has none. Any thread.

    Args:
        folder: the model's.
        features: those of its renderer.

    Raises:
        ModelError: a part is missing, damaged, or does not fit the rest.
    """
    if not has_plan(folder):
        return None
    card = read_card(PlanCard, folder / PLAN_CARD_NAME)
    if card.network.features != features:
        raise ModelError(
            f"The two networks of the model “{folder.name}” do not belong together.",
            "Train it again.",
        )
    with without_values():
        network = PlanNetwork(card.network)
    fill_from_file(network, folder / PLAN_WEIGHTS_NAME)
    return TrainedPlan(card, network.eval())
