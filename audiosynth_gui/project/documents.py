"""The project document: everything `project.json` says, as frozen values.

Documents never change: an edit (`audiosynth_gui.project.edits`) makes a new one. Fields that
this version does not know are kept, so that a newer program finds them again after a save.
"""

import operator
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticCustomError

from audiosynth_gui.project.document_part import (
    ChannelCount,
    DocumentPart,
    FrameCount,
    Freedom,
    Id,
    Name,
    SampleRate,
    Seconds,
    Sha256,
    Temperature,
    TopP,
    checked_file,
)
from audiosynth_gui.project.migrations import CURRENT_VERSION
from audiosynth_gui.project.regions import Region

LOWEST_GAIN_DB, HIGHEST_GAIN_DB = -60.0, 24.0


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
    file: Annotated[str, checked_file("recordings")]
    sha256: Sha256
    sample_rate: SampleRate
    channels: ChannelCount
    frames: FrameCount
    source_name: Name
    added_at: AwareDatetime
    gain_db: Annotated[float, Field(ge=LOWEST_GAIN_DB, le=HIGHEST_GAIN_DB)] = 0.0
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
    file: Annotated[str, checked_file("takes")]
    created_at: AwareDatetime
    sample_rate: SampleRate
    channels: ChannelCount
    frames: FrameCount
    recipe: TakeRecipe


Item = Recording | ModelEntry | Take | Region
"""What a project lists."""


class ProjectDocument(DocumentPart):
    """A whole project.

    Attributes:
        schema_version: version of the format; see `audiosynth_gui.project.migrations`.
        sample_rate: rate that new models are trained at unless told otherwise, in hertz.
        channels: likewise, 1 or 2.
        recordings: in the musician's order.
        regions: of all recordings, in the musician's order.
    """

    schema_version: Annotated[int, Field(ge=CURRENT_VERSION, le=CURRENT_VERSION)]
    id: Id
    name: Name
    sample_rate: SampleRate
    channels: Annotated[int, Field(ge=1, le=2)]
    recordings: tuple[Recording, ...] = ()
    models: tuple[ModelEntry, ...] = ()
    takes: tuple[Take, ...] = ()
    regions: tuple[Region, ...] = Field(default=(), exclude_if=operator.not_)

    @model_validator(mode="after")
    def _check_regions(self) -> Self:
        frames = {recording.id: recording.frames for recording in self.recordings}
        for region in self.regions:
            if region.recording_id not in frames:
                raise PydanticCustomError("no_recording", "a region is of no recording")
            if region.stop_frame > frames[region.recording_id]:
                raise PydanticCustomError("outside_recording", "a region goes beyond its recording")
        return self

    @model_validator(mode="after")
    def _check_ids(self) -> Self:
        ids = [item.id for item in self.items()]
        if len(set(ids)) != len(ids):
            raise PydanticCustomError("repeated_id", "two parts of the project have the same id")
        return self

    def items(self) -> Iterator[Item]:
        """Recordings, models, takes and regions, one after the other."""
        yield from self.recordings
        yield from self.models
        yield from self.takes
        yield from self.regions


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
