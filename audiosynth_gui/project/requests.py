"""What is asked of a training or a continuation, and what a training reports: plain values.

Nothing here loads torch or numba, so that the window can speak of them before those are there.
"""

import math
from dataclasses import dataclass
from typing import Literal

from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.networks.config import PlanLoss
from audiosynth_gui.project.documents import KnobMove
from audiosynth_gui.training.presets import PRESETS
from audiosynth_gui.training.settings import Precision

Phase = Literal["preparing", "planning", "training", "validating"]
"""Planning is learning the form: what follows what. Before it ends there is no model yet."""

DEFAULT_FREEDOM = 0.3

LITTLE_SECONDS = 60.0


@dataclass(frozen=True)
class ContinuationRequest:
    """What to continue, and how: a `TakeRecipe` before the model's weights are known.

    Attributes:
        model_id: id or name of the model that plays.
        recording_id: id or name of the recording that is continued; None begins from silence.
        at_seconds: where in the recording the prompt ends and the continuation begins.
        prompt_seconds: how much is heard before that.
        seconds: length; None plays until it is stopped.
        temperature, top_p: see `generation.sampler.Controls`.
        freedom: 0 keeps close to the recordings' form, 1 is free; see `generation.walk.Walk`.
        seed: of everything drawn, 0 … 2 ** 64 − 1.
        moves: turns of the knobs on the way, as a recipe keeps them.
    """

    model_id: str
    recording_id: str | None = None
    at_seconds: float = 0.0
    prompt_seconds: float = 0.0
    seconds: float | None = None
    temperature: float = 1.0
    top_p: float = 1.0
    freedom: float = DEFAULT_FREEDOM
    seed: int = 0
    moves: tuple[KnobMove, ...] = ()


@dataclass(frozen=True)
class TrainingRequest:
    """What is asked of a training.

    Attributes:
        preset: name of a preset; a resumed training keeps its own.
        minutes, steps: how long, counted from the very start of the training; None for both takes
            the preset's usual minutes. A training that has passed the limit already goes on for
            as long again.
        device: "auto", "cpu", "cuda" or "mps".
        seed: of everything drawn; a resumed training goes on with its own.
        sample_rate, channels, quantization: of the sound it makes; None for the preset's usual.
        dropout: share of units silenced while training, 0 … 0.9; None for the preset's usual.
        batch_norm: whether what is read of the plan is normalised over the batch.
        plan_loss: what the plan network makes small.
        precision: of the arithmetic on a GPU; a resumed training keeps its own.
        heldout: share of every recording, at its end, kept back for testing, 0 … 0.9.
        resume: id or name of the model whose training goes on.
        recordings: ids of the recordings to learn from; None for all.
    """

    preset: str = PRESETS[0].name
    minutes: float | None = None
    steps: int | None = None
    device: str = "auto"
    seed: int = 0
    sample_rate: int | None = None
    channels: int | None = None
    quantization: QuantizationName | None = None
    dropout: float | None = None
    batch_norm: bool = False
    plan_loss: PlanLoss = "mixture"
    precision: Precision = "float32"
    heldout: float | None = None
    resume: str | None = None
    recordings: tuple[str, ...] | None = None


@dataclass(frozen=True)
class TrainingProgress:
    """How far a training is.

    Attributes:
        model_id: the model it will be.
        phase: what it does now; "validating" reports carry the held-out figures.
        fraction: share that is done of this phase's whole, 0 … 1.
        step, elapsed_seconds, remaining_seconds: remaining is None while unknown.
        audio_seconds_per_second: seconds of sound learnt from a second.
        train_bits: running mean of the cross-entropy, bits a sample; NaN before the first step.
        heldout_bits, heldout_accuracy: of this validation; None between validations.
        free_gap_db: how far the model that was kept is from its plan when it plays by itself;
            None between validations, and where nothing was kept.
        is_best: this validation is the best so far, and the model was kept.
        note: what the musician should know about this training in a sentence; said once.
    """

    model_id: str
    phase: Phase
    fraction: float
    step: int = 0
    elapsed_seconds: float = 0.0
    remaining_seconds: float | None = None
    audio_seconds_per_second: float = 0.0
    train_bits: float = math.nan
    heldout_bits: float | None = None
    heldout_accuracy: float | None = None
    free_gap_db: float | None = None
    is_best: bool = False
    note: str = ""


@dataclass(frozen=True)
class TrainingFinished:
    """What came of a training: bits and accuracy are those of the best model, which is kept."""

    model_id: str
    heldout_bits: float | None
    accuracy: float
    steps: int
    elapsed_seconds: float


@dataclass(frozen=True)
class PresetInfo:
    """A preset as the window offers it."""

    name: str
    title: str
    description: str
    usual_minutes: float


def presets() -> tuple[PresetInfo, ...]:
    """The presets, the default first."""
    return tuple(
        PresetInfo(preset.name, preset.title, preset.description, preset.usual_minutes)
        for preset in PRESETS
    )


def little_music_note(seconds: float) -> str:
    """Say what comes of it where there are only so many seconds to learn from; else nothing."""
    if not 0.0 < seconds < LITTLE_SECONDS:
        return ""
    count = max(1, round(seconds))
    what = "a second" if count == 1 else f"{count} seconds"
    return (
        f"With only {what} to learn from, the model will mostly repeat them; "
        "a few minutes let it vary."
    )
