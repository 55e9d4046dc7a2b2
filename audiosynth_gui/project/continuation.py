"""A continuation in a project: from a request to an endless iterator of blocks."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import ModelError, ProjectError
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import WalkPlanner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.stream import Stream
from audiosynth_gui.networks.checkpoint import TrainedModel, load_card, load_model
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES, PLAN_BEHIND_FRAMES
from audiosynth_gui.project.documents import Recording, TakeRecipe
from audiosynth_gui.project.edits import find_model, find_recording
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import prepare

LONGEST_PROMPT_SECONDS = 30.0
_SEED_BITS = 63


@dataclass(frozen=True, eq=False)
class Block:
    """A stretch of a continuation.

    Attributes:
        samples: float32 (frames, channels), in ±1.
        source: id of the recording that the plan was taken from, and the moment in seconds.
    """

    samples: Samples
    source: tuple[str, float]


class Continuation:
    """An iterator of blocks. One thread at a time, never the sound thread.

    Attributes:
        sample_rate, channels: of its blocks.
        block_frames: audio frames in a block; the last one of a limited continuation is shorter.
        recipe: all that is needed to make it again.
        prompt: what was heard before it, float32 (frames, channels); empty from silence.
        temperature, top_p: may be set between two blocks.
    """

    def __init__(
        self,
        stream: Stream,
        recipe: TakeRecipe,
        prompt: Samples,
        recordings: tuple[Recording, ...],
        sample_rate: int,
        hop_frames: int,
    ) -> None:
        """Join the parts; use `open_continuation`."""
        self.sample_rate = sample_rate
        self.channels = int(prompt.shape[1])
        self.block_frames = stream.block_feature_frames * hop_frames
        self.recipe = recipe
        self.prompt = prompt
        self.temperature = recipe.temperature
        self.top_p = recipe.top_p
        self._recordings = recordings
        self._hop_frames = hop_frames
        self._stream = stream
        self._blocks = iter(stream)
        seconds = recipe.seconds
        self._left = None if seconds is None else round(seconds * sample_rate)

    def __iter__(self) -> Iterator[Block]:
        """Return itself."""
        return self

    def __next__(self) -> Block:
        """Make the next block."""
        if self._left is not None and self._left <= 0:
            raise StopIteration
        self._stream.controls = Controls(self.temperature, self.top_p)
        made = next(self._blocks)
        samples = made.samples
        if self._left is not None:
            samples = samples[: self._left]
            self._left -= len(samples)
        return Block(samples, self._source(made.place))

    def _source(self, place: Place) -> tuple[str, float]:
        seconds = place.frame * self._hop_frames / self.sample_rate
        return self._recordings[place.recording].id, seconds


def open_continuation(folder: ProjectFolder, request: ContinuationRequest) -> Continuation:
    """Load the model, hear the prompt, and stand ready to go on.

    The model's recordings are prepared if no training or earlier continuation has done it; that
    takes a while for long ones. Not the GUI thread.

    Raises:
        AudioSynthError: the model, a recording or the request do not allow it.
    """
    model = load_model(folder.model_path(find_model(folder.document, request.model_id).id))
    recordings = _plan_recordings(folder, model, request)
    settings = model.card.network.features
    prepared = tuple(_run_through(prepare(folder, part, settings)) for part in recordings)
    sampler = Sampler(model, request.seed)
    start, prompt, behind = _hear_prompt(sampler, recordings, prepared, request)
    planner = WalkPlanner(
        [part.features for part in prepared], settings, start, request.seed % (1 << _SEED_BITS)
    )
    if behind is None:
        before = planner.place
        rows = prepared[before.recording].features
        behind = np.asarray(rows[[max(0, before.frame - 1)] * PLAN_BEHIND_FRAMES])
    stream = Stream(sampler, planner, behind, Controls(request.temperature, request.top_p))
    recipe = TakeRecipe(
        model_id=find_model(folder.document, request.model_id).id,
        model_sha256=model.sha256,
        recording_id=None if start is None else recordings[start.recording].id,
        at_seconds=request.at_seconds,
        prompt_seconds=request.prompt_seconds,
        seconds=request.seconds,
        temperature=request.temperature,
        top_p=request.top_p,
        seed=request.seed,
    )
    return Continuation(
        stream, recipe, prompt, recordings, settings.sample_rate, settings.hop_frames
    )


def prepare_to_play(folder: ProjectFolder, model_id: str) -> None:
    """Prepare all that a continuation by this model reads, so that it can begin at once.

    Raises:
        AudioSynthError: as `open_continuation`.
    """
    path = folder.model_path(find_model(folder.document, model_id).id)
    card = load_card(path)
    for recording in _available(folder, card.recordings):
        _run_through(prepare(folder, recording, card.network.features))


def _available(folder: ProjectFolder, ids: tuple[str, ...]) -> tuple[Recording, ...]:
    return tuple(recording for recording in folder.document.recordings if recording.id in ids)


def _plan_recordings(
    folder: ProjectFolder, model: TrainedModel, request: ContinuationRequest
) -> tuple[Recording, ...]:
    """What the plan walks over: what the model learnt from, and what is continued."""
    recordings = _available(folder, model.card.recordings)
    if request.recording_id is not None:
        prompted = find_recording(folder.document, request.recording_id)
        if prompted not in recordings:
            recordings = (*recordings, prompted)
    if not recordings:
        raise ProjectError(
            "The recordings that this model learnt from are no longer in the project.",
            "Choose a recording to continue.",
        )
    return recordings


def _hear_prompt(
    sampler: Sampler,
    recordings: tuple[Recording, ...],
    prepared: tuple[PreparedRecording, ...],
    request: ContinuationRequest,
) -> tuple[Place | None, Samples, Samples | None]:
    """Play the prompt into the sampler.

    Returns:
        Where the plan goes on, the prompt as it was heard, and the features just before.

    Raises:
        ModelError: the moment lies outside the recording.
    """
    if request.recording_id is None:
        return None, np.zeros((0, sampler.config.channels), np.float32), None
    ids = [part.id for part in recordings]
    names = [part.name for part in recordings]
    wanted = request.recording_id
    index = ids.index(wanted) if wanted in ids else names.index(wanted)
    part, hop = prepared[index], sampler.config.features.hop_frames
    rate = sampler.config.sample_rate
    last = len(part.features) - 1
    stop = round(request.at_seconds * rate / hop)
    if not 0 <= stop <= last + 1:
        raise ModelError(
            f"“{recordings[index].name}” ends before the moment to continue from.",
            "Choose an earlier moment.",
        )
    stop = min(stop, last)
    heard_seconds = min(request.prompt_seconds, LONGEST_PROMPT_SECONDS)
    start = max(0, stop - round(heard_seconds * rate / hop))
    prompt = np.array(part.samples[start * hop : stop * hop])
    if stop > start:
        rows = np.arange(start - PLAN_BEHIND_FRAMES, stop + PLAN_AHEAD_FRAMES)
        sampler.listen(prompt, np.asarray(part.features[np.clip(rows, 0, last)]))
    behind = np.asarray(part.features[[max(0, stop - 1)] * PLAN_BEHIND_FRAMES])
    return Place(index, stop), prompt, behind


def _run_through(steps: Generator[float, None, PreparedRecording]) -> PreparedRecording:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            prepared: PreparedRecording = end.value
            return prepared
