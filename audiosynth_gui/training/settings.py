"""How a training goes: plain data, stored with every model."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Precision = Literal["float32", "bfloat16"]


class TrainingSettings(BaseModel):
    """The recipe.

    Attributes:
        lanes: stretches of music learnt side by side; each goes on where its last window ended.
        first_window_frames: feature frames in a window at the start of the training.
        last_window_frames: feature frames in a window from half of the training on.
        stretch_seconds: a lane jumps to another moment after about this long.
        learning_rate: of AdamW, after a short rise; it falls over the last 30 %.
        weight_decay: of AdamW.
        gradient_norm: gradients are cut to this norm.
        ema_decay: of the running mean of the weights that is played and kept.
        noise_steps: most noise on what the network hears, in steps of an 8-bit code; the level is
            told to the network.
        clean_share: share of windows without noise.
        plan_noise: deviation of the noise on standardised plan features.
        picked_share: share of the steps of a window that the loss looks at. Neighbours say much
            the same, and the last layers are most of the work.
        gain_low_db: quietest gain that a lane is played at.
        gain_high_db: loudest.
        precision: of the matrix products; "float32" is TF32 on GPUs that have it, "bfloat16" is
            torch's automatic mixed precision.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    lanes: int = Field(ge=1, le=4096)
    first_window_frames: int = Field(ge=1, le=1024)
    last_window_frames: int = Field(ge=1, le=1024)
    stretch_seconds: float = Field(gt=0, default=20.0)
    learning_rate: float = Field(gt=0, default=4e-3)
    weight_decay: float = Field(ge=0, default=0.01)
    gradient_norm: float = Field(gt=0, default=1.0)
    ema_decay: float = Field(ge=0, lt=1, default=0.998)
    noise_steps: float = Field(ge=0, default=8.0)
    clean_share: float = Field(ge=0, le=1, default=0.15)
    plan_noise: float = Field(ge=0, default=0.3)
    picked_share: float = Field(gt=0, le=1, default=0.25)
    gain_low_db: float = Field(le=0, default=-12.0)
    gain_high_db: float = Field(ge=0, default=1.0)
    precision: Precision = "float32"

    @model_validator(mode="after")
    def _windows_grow(self) -> Self:
        if self.last_window_frames < self.first_window_frames:
            raise ValueError("windows may only grow")
        return self
