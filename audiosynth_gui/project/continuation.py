"""A continuation in a project: from a request to an endless iterator of blocks."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

import numpy as np
from pydantic import ValidationError

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.features.prepared import run_preparation
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.stream import Stream
from audiosynth_gui.generation.terrain import Surveys
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.networks.checkpoint import TrainedModel, load_card, load_model
from audiosynth_gui.networks.config import PLAN_BEHIND_FRAMES
from audiosynth_gui.networks.plan_checkpoint import load_plan
from audiosynth_gui.project.documents import KnobMove, Recording, TakeRecipe
from audiosynth_gui.project.edits import find_model, find_recording
from audiosynth_gui.project.learnt_music import walk_regions
from audiosynth_gui.project.prompt import hear_prompt
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import prepare

NO_FORM_NOTE = (
    "This model has not learnt the form of its music, so freedom only makes it change places "
    "sooner; train it further to teach it."
)


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
        prompt: what was heard before it, float32 (frames, channels); empty from silence.
        temperature, top_p, freedom: may be set between two blocks; the recipe remembers it.
        note: what the musician should know about it in a sentence; may be empty.
    """

    def __init__(
        self,
        stream: Stream,
        walk: Walk,
        recipe: TakeRecipe,
        prompt: Samples,
        recordings: tuple[Recording, ...],
        sample_rate: int,
        hop_frames: int,
        moves: tuple[KnobMove, ...],
        note: str,
    ) -> None:
        """Join the parts; use `open_continuation`."""
        self.sample_rate = sample_rate
        self.channels = int(prompt.shape[1])
        self.block_frames = stream.block_feature_frames * hop_frames
        self.prompt = prompt
        self.temperature = recipe.temperature
        self.top_p = recipe.top_p
        self.freedom = recipe.freedom
        self.note = note
        self._recipe = recipe
        self._coming_moves = list(moves)
        self._moves: list[KnobMove] = []
        self._made_frames = 0
        self._recordings = recordings
        self._hop_frames = hop_frames
        self._stream = stream
        self._walk = walk
        self._blocks = iter(stream)
        seconds = recipe.seconds
        self._left = None if seconds is None else round(seconds * sample_rate)

    @property
    def alarms(self) -> int:
        """How often the guard has brought it back."""
        return self._stream.alarms

    @property
    def recipe(self) -> TakeRecipe:
        """All that is needed to make again what was made so far, and how it goes on."""
        return self._recipe.changed(moves=tuple(self._moves))

    def __iter__(self) -> Iterator[Block]:
        """Return itself."""
        return self

    def __next__(self) -> Block:
        """Make the next block."""
        if self._left is not None and self._left <= 0:
            raise StopIteration
        self._turn_knobs()
        made = next(self._blocks)
        samples = made.samples
        self._made_frames += len(samples)
        if self._left is not None:
            samples = samples[: self._left]
            self._left -= len(samples)
        return Block(samples, self._source(made.place))

    def _turn_knobs(self) -> None:
        """Take over what the request or the user turned, and write it down."""
        while self._coming_moves and self._coming_moves[0].frame <= self._made_frames:
            move = self._coming_moves.pop(0)
            self.temperature, self.top_p = move.temperature, move.top_p
            self.freedom = move.freedom
        controls = Controls(self.temperature, self.top_p)
        if controls != self._stream.controls or self.freedom != self._walk.freedom:
            self._stream.controls, self._walk.freedom = controls, self.freedom
            move = KnobMove(
                frame=self._made_frames,
                temperature=self.temperature,
                top_p=self.top_p,
                freedom=self.freedom,
            )
            self._moves.append(move)

    def _source(self, place: Place) -> tuple[str, float]:
        seconds = place.frame * self._hop_frames / self.sample_rate
        return self._recordings[place.recording].id, seconds


def open_continuation(
    folder: ProjectFolder,
    request: ContinuationRequest,
    is_guarded: bool = True,
    surveys: Surveys | None = None,
) -> Continuation:
    """Load the model, hear the prompt, and stand ready to go on.

    The model's recordings are prepared if no training or earlier continuation has done it; that
    takes a while for long ones. Not the GUI thread.

    Args:
        folder: the project.
        request: what is wanted.
        is_guarded: whether the stream is brought back when it has lost its way; a bench alone may
            do without.
        surveys: keeps what was found out about long recordings for the next time.

    Raises:
        AudioSynthError: the model, a recording or the request do not allow it.
    """
    model_id = find_model(folder.document, request.model_id).id
    model = load_model(folder.model_path(model_id))
    prompted = None
    if request.recording_id is not None:
        prompted = find_recording(folder.document, request.recording_id)
    recipe = _recipe(request, model_id, model, prompted)
    recordings = _plan_recordings(folder, model, prompted)
    config = model.card.network
    settings = config.features
    prepared = tuple(run_preparation(prepare(folder, part, config)) for part in recordings)
    sampler = Sampler(model, request.seed)
    start, prompt = None, np.zeros((0, config.channels), np.float32)
    if prompted is not None:
        index = recordings.index(prompted)
        stop, prompt = hear_prompt(sampler, prompted.name, prepared[index], request)
        start = Place(index, stop)
    recorded = [part.plan for part in prepared]
    form = load_plan(folder.model_path(model_id), settings)
    foreteller = None if form is None else Foreteller(form)
    terrain = (surveys or Surveys()).terrain(
        (settings, *((part.sha256, part.gain_db) for part in recordings)),
        [plan.features for plan in recorded],
        settings,
    )
    lengths = [len(plan.features) for plan in recorded]
    allowed = walk_regions(folder.document, recordings, lengths, model.card)
    walk = Walk(terrain, start, request.seed, request.freedom, foreteller, allowed)
    stop = walk.place.frame
    behind = recorded[walk.place.recording].rows(np.arange(stop - PLAN_BEHIND_FRAMES, stop))
    planner = Planner(walk, recorded, behind.tones[-1], settings.hop_frames)
    controls = Controls(request.temperature, request.top_p)
    stream = Stream(sampler, planner, behind, controls, is_guarded)
    return Continuation(
        stream, walk, recipe, prompt, recordings, settings.sample_rate, settings.hop_frames,
        request.moves, NO_FORM_NOTE if form is None and request.freedom > 0.0 else "",
    )  # fmt: skip


def _recipe(
    request: ContinuationRequest, model_id: str, model: TrainedModel, prompted: Recording | None
) -> TakeRecipe:
    recording_id = None if prompted is None else prompted.id
    resolved = replace(request, model_id=model_id, recording_id=recording_id, moves=())
    try:
        return TakeRecipe(**asdict(resolved), model_sha256=model.sha256)
    except ValidationError as error:
        wrong = ", ".join(str(part["loc"][0]) for part in error.errors())
        raise ProjectError(
            f"This continuation cannot be made: {wrong.replace('_', ' ')} is out of range.",
            "Temperature goes from 0 to 10, top-p and freedom up to 1, seeds and times from 0.",
        ) from error


def prepare_to_play(folder: ProjectFolder, model_id: str) -> None:
    """Prepare all that a continuation by this model reads, so that it can begin at once.

    Raises:
        AudioSynthError: as `open_continuation`.
    """
    path = folder.model_path(find_model(folder.document, model_id).id)
    card = load_card(path)
    for recording in _available(folder, card.recordings):
        run_preparation(prepare(folder, recording, card.network))


def _available(folder: ProjectFolder, ids: tuple[str, ...]) -> tuple[Recording, ...]:
    return tuple(recording for recording in folder.document.recordings if recording.id in ids)


def _plan_recordings(
    folder: ProjectFolder, model: TrainedModel, prompted: Recording | None
) -> tuple[Recording, ...]:
    """What the plan walks over: what the model learnt from, and what is continued."""
    recordings = _available(folder, model.card.recordings)
    if prompted is not None and prompted not in recordings:
        recordings = (*recordings, prompted)
    if not recordings:
        raise ProjectError(
            "The recordings that this model learnt from are no longer in the project.",
            "Choose a recording to continue.",
        )
    return recordings
