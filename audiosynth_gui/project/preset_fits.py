"""How the presets do on this computer: plain data, made by `project.calibration`."""

from pydantic import BaseModel, ConfigDict, Field

SAFE_FACTOR = 2.0
"""Sound has to be made this many times as fast as it plays, to be safe beside a training."""


class PresetFit(BaseModel):
    """How a preset does on this computer, at 44.1 kHz in stereo.

    Attributes:
        preset: its name.
        realtime_factor: seconds of sound that one core makes in a second.
        audio_seconds_per_second: seconds of sound learnt from a second.
        memory_bytes: what its training needs besides the program.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    preset: str
    realtime_factor: float = Field(gt=0)
    audio_seconds_per_second: float = Field(gt=0)
    memory_bytes: int = Field(gt=0)

    @property
    def is_safe(self) -> bool:
        """Whether it plays live with enough to spare."""
        return self.realtime_factor >= SAFE_FACTOR


class Calibration(BaseModel):
    """What was measured on this computer; plain data.

    Attributes:
        made_by: program and kernels that it was measured with.
        fits: one for each preset but the classics, best first.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    made_by: str
    fits: tuple[PresetFit, ...] = Field(min_length=1)

    @property
    def recommended(self) -> str:
        """The first preset that plays safely here; else the fastest."""
        fastest = max(self.fits, key=lambda fit: fit.realtime_factor)
        return next((fit for fit in self.fits if fit.is_safe), fastest).preset
