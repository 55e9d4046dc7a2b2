"""What every part of the project document is made of: its base and the kinds of its values."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from audiosynth_gui.audio.wav_layout import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from audiosynth_gui.project.containment import is_safe_file_name, is_safe_relative_path


def checked_file(folder: str) -> AfterValidator:
    """Accept a path below `folder` of the project folder, written with slashes."""

    def check(text: str) -> str:
        if not is_safe_relative_path(text, folder):
            raise PydanticCustomError("outside_folder", "not a plain path in the project folder")
        return text

    return AfterValidator(check)


def _check_id(text: str) -> str:
    if not is_safe_file_name(text):
        raise PydanticCustomError("outside_folder", "not usable as a file name")
    return text


Id = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$"), AfterValidator(_check_id)
]
"""Random hex or a short slug; also a file or folder name."""
Name = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f-\x9f]{1,200}$")]
"""What the musician reads; no control characters."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
SampleRate = Annotated[int, Field(ge=MIN_SAMPLE_RATE, le=MAX_SAMPLE_RATE)]
ChannelCount = Annotated[int, Field(ge=1, le=MAX_CHANNELS)]
FrameCount = Annotated[int, Field(ge=0, le=2**53)]
Seconds = Annotated[float, Field(ge=0.0)]
Temperature = Annotated[float, Field(ge=0.0, le=10.0)]
Freedom = Annotated[float, Field(ge=0.0, le=1.0)]
TopP = Annotated[float, Field(gt=0.0, le=1.0)]


class DocumentPart(BaseModel):
    """Base of all parts of the document: frozen, strict about types, no NaN or infinity."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="allow",
        allow_inf_nan=False,
        # In unknown fields too: writing them has to fail, not to turn them into null.
        ser_json_inf_nan="constants",
    )

    def changed(self, **changes: Any) -> Self:
        """Return a checked copy with some fields replaced; unknown fields are kept."""
        return type(self).model_validate({**dict(self), **changes})
