"""The project document: everything `project.json` says, as frozen values.

Documents never change: an edit (`audiosynth_gui.project.edits`) makes a new one. Fields that
this version does not know are kept, so that a newer program finds them again after a save.
"""

import operator
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from audiosynth_gui.audio.wav_layout import MAX_CHANNELS, MAX_SAMPLE_RATE, MIN_SAMPLE_RATE
from audiosynth_gui.project.containment import is_safe_file_name, is_safe_relative_path
from audiosynth_gui.project.migrations import CURRENT_VERSION


def _check_file(folder: str) -> AfterValidator:
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


class Recording(DocumentPart):
    """A sound file of the musician's, copied into the project.

    Attributes:
        file: path inside the project folder, below `recordings/`.
        sha256: of that file's bytes; finds a moved file again.
        frames: length in audio frames at `sample_rate`.
        source_name: name of the file it was imported from, without folders.
        gain_db: how much louder it is played and learned than it is stored.
        replaced_samples: samples that were not numbers in the source and became silence.
        source_truncated: the source was cut off or damaged; this is what could be read.
    """

    id: Id
    name: Name
    file: Annotated[str, _check_file("recordings")]
    sha256: Sha256
    sample_rate: SampleRate
    channels: ChannelCount
    frames: FrameCount
    source_name: Name
    added_at: AwareDatetime
    gain_db: Annotated[float, Field(ge=-60.0, le=24.0)] = 0.0
    replaced_samples: Annotated[int, Field(ge=0)] = 0
    source_truncated: bool = False


class ModelEntry(DocumentPart):
    """A trained model; its weights and card lie in `models/<id>/`."""

    id: Id
    name: Name
    preset: Name
    created_at: AwareDatetime


class KnobMove(DocumentPart):
    """Knobs turned while a take was played.

    Attributes:
        frame: audio frame of the take from which on they stood so.
        temperature, top_p, freedom: see `TakeRecipe`.
    """

    frame: FrameCount
    temperature: Temperature
    top_p: TopP
    freedom: Freedom = Field(default=0.0, exclude_if=operator.not_)


class TakeRecipe(DocumentPart):
    """Everything needed to render a take again.

    Attributes:
        model_sha256: of the weights that played, which may have been trained on since.
        recording_id: where the prompt came from; None begins from silence.
        at_seconds: where in the recording the prompt ends and the continuation begins.
        prompt_seconds: how much of the recording was heard before that moment.
        seconds: length that was asked for; None plays until it is stopped.
        temperature: 1.0 is as learned, less is safer, more is wilder.
        top_p: share of the likeliest choices that may be drawn, above 0 and up to 1.
        freedom: 0.0 keeps close to the form of the recordings, 1.0 is free. Takes from before there
            was this knob were made with 0.0.
        seed: start of the random draws.
        moves: of the knobs while it was played, in order; the recipe's own are the first.
    """

    model_id: Id
    model_sha256: Sha256
    recording_id: Id | None
    at_seconds: Seconds
    prompt_seconds: Seconds
    seconds: Seconds | None
    temperature: Temperature
    top_p: TopP
    freedom: Freedom = Field(default=0.0, exclude_if=operator.not_)
    seed: Annotated[int, Field(ge=0, lt=2**64)]
    moves: tuple[KnobMove, ...] = Field(default=(), exclude_if=operator.not_)


class Take(DocumentPart):
    """A continuation that was kept, as a float32 WAV below `takes/`."""

    id: Id
    name: Name
    file: Annotated[str, _check_file("takes")]
    created_at: AwareDatetime
    sample_rate: SampleRate
    channels: ChannelCount
    frames: FrameCount
    recipe: TakeRecipe


Item = Recording | ModelEntry | Take
"""What a project lists."""


class ProjectDocument(DocumentPart):
    """A whole project.

    Attributes:
        schema_version: version of the format; see `audiosynth_gui.project.migrations`.
        sample_rate: rate that new models are trained at unless told otherwise, in hertz.
        channels: likewise, 1 or 2.
        recordings: in the musician's order.
    """

    schema_version: Annotated[int, Field(ge=CURRENT_VERSION, le=CURRENT_VERSION)]
    id: Id
    name: Name
    sample_rate: SampleRate
    channels: Annotated[int, Field(ge=1, le=2)]
    recordings: tuple[Recording, ...] = ()
    models: tuple[ModelEntry, ...] = ()
    takes: tuple[Take, ...] = ()

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        ids = [item.id for item in self.items()]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError("repeated_id", "two parts of the project have the same id")
        return self

    def items(self) -> Iterator[Item]:
        """Recordings, models and takes, one after the other."""
        yield from self.recordings
        yield from self.models
        yield from self.takes


def new_id() -> str:
    """Twelve random hexadecimal digits."""
    return uuid.uuid4().hex[:12]


def time_now() -> datetime:
    """The present second in UTC, as documents store it."""
    return datetime.now(UTC).replace(microsecond=0)


def new_document(name: str, sample_rate: int, channels: int) -> ProjectDocument:
    """An empty project.

    Raises:
        pydantic.ValidationError: a value is out of its range.
    """
    return ProjectDocument(
        schema_version=CURRENT_VERSION,
        id=new_id(),
        name=name,
        sample_rate=sample_rate,
        channels=channels,
    )
