"""What a network is made of: plain data, stored with every model."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from audiosynth_gui.features.quantization import QuantizationName, Quantizer, quantizer
from audiosynth_gui.features.settings import FeatureSettings

Architecture = Literal["tiered", "classic-rnn", "classic-lstm"]

PlanLoss = Literal["mixture", "squared-error"]
"""What the plan network makes small: minus a mixture's log-likelihood, or the squared error."""

FrameSpan = tuple[int, int]
"""First feature frame of a stretch, and the one after its last."""

PLAN_BEHIND_FRAMES = 2
PLAN_AHEAD_FRAMES = 2
PLAN_CONTEXT_FRAMES = PLAN_BEHIND_FRAMES + 1 + PLAN_AHEAD_FRAMES
"""A network sees the feature frame it plays, two before it and two after it."""

MIDDLE_WINDOW_TURNS = 4
"""The middle tier reads the values of this many of its own turns."""


class NetworkConfig(BaseModel):
    """Shape of a network and of the signal it makes.

    A *step* is one turn of the fastest tier: it makes one value of every *stream*. A stream is
    one band of one channel (mid before side, low bands before high ones); with one band and one
    channel the only stream is the signal itself. `bands` audio frames pass in a step.

    Attributes:
        architecture: the tiered renderer, or one of the article's two classics.
        sample_rate: of the sound it makes, in hertz.
        channels: 1, or 2 (made as mid and side).
        bands: bands of the filter bank.
        quantization: how values become codes.
        features: what the plan is made of.
        frame_steps: steps in a feature frame (`features.hop_frames` = this × `bands`).
        slow_steps: steps between two turns of the slow tier.
        middle_steps: steps between two turns of the middle tier.
        plan_units: width of the layer that reads the plan.
        slow_units: width of the slow recurrent tier.
        middle_units: width of the middle recurrent tier (classics: of each recurrent layer).
        sample_units: width of the layers that make one value.
        taps: how many past values of its own a stream looks up.
        guide_steps: steps of the guide that a stream hears before and after the present one; 0
            for a network without guide and levels: its values are scaled by fixed numbers.
        dropout: share of units silenced between tiers while training.
        batch_norm: whether what was read of the plan is normalised over the batch while training.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    architecture: Architecture
    sample_rate: int = Field(ge=8000, le=96000)
    channels: Literal[1, 2]
    bands: Literal[1, 2, 4, 8, 16, 32]
    quantization: QuantizationName
    features: FeatureSettings
    frame_steps: int = Field(ge=16, le=4096)
    slow_steps: int = Field(ge=4, le=4096)
    middle_steps: int = Field(ge=1, le=256)
    plan_units: int = Field(ge=8, le=1024)
    slow_units: int = Field(ge=8, le=2048)
    middle_units: int = Field(ge=8, le=2048)
    sample_units: int = Field(ge=8, le=1024)
    taps: int = Field(ge=1, le=64)
    guide_steps: int = Field(ge=0, le=8)
    dropout: float = Field(ge=0.0, lt=1.0)
    batch_norm: bool

    @model_validator(mode="after")
    def _tiers_nest(self) -> Self:
        if self.features.hop_frames != self.frame_steps * self.bands:
            raise ValueError("a feature frame must last frame_steps × bands audio frames")
        if self.features.sample_rate != self.sample_rate or self.features.channels != self.channels:
            raise ValueError("features must be of the same sample rate and channels")
        if self.frame_steps % self.slow_steps or self.slow_steps % self.middle_steps:
            raise ValueError("each tier's steps must divide the next slower tier's")
        return self

    @property
    def streams(self) -> int:
        """Number of values made in a step."""
        return self.bands * self.channels

    @property
    def has_guide(self) -> bool:
        """Whether it hears the plan's tones and makes values relative to the plan's levels."""
        return self.guide_steps > 0

    @property
    def quantizer(self) -> Quantizer:
        """The pair that turns values into codes and back."""
        return quantizer(self.quantization)

    @property
    def history_steps(self) -> int:
        """Past steps that the network reads directly."""
        window = MIDDLE_WINDOW_TURNS * self.middle_steps
        return max(self.slow_steps, self.taps, window)
