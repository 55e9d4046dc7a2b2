"""A training in a project: from its recordings to a model in its folder."""

from collections.abc import Generator
from dataclasses import dataclass, replace

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.prepared import PreparedRecording, prepare_recording
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.plan_checkpoint import has_plan
from audiosynth_gui.project.documents import Recording, new_id
from audiosynth_gui.project.edits import find_model
from audiosynth_gui.project.kept_model import KeptModel
from audiosynth_gui.project.learnt_music import marked_music, stored_music
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
    little_music_note,
)
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_choices import chosen_recordings, network_for
from audiosynth_gui.project.training_reports import (
    planning_progress,
    training_progress,
)
from audiosynth_gui.training.dataset import TrainingSet, make_training_set
from audiosynth_gui.training.devices import available_devices, choose_device, shortage_explained
from audiosynth_gui.training.plan_share import learn_plan
from audiosynth_gui.training.presets import find_preset, training_settings
from audiosynth_gui.training.progress import Limit, TrainingStep
from audiosynth_gui.training.resume import (
    TrainingState,
    load_state,
    restore_training,
)
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.trainer import Training

__all__ = ["available_devices", "prepare", "run_training"]

DEFAULT_HELDOUT = 0.1

TrainingReports = Generator[TrainingProgress | TrainingFinished, None, None]


def run_training(folder: ProjectFolder, request: TrainingRequest) -> TrainingReports:
    """Train, and keep the best model so far in the project all along.

    Closing the generator between two reports stops the training: the best so far is kept, and the
    training can be resumed. Any one thread; it takes long.

    Yields:
        progress after every step; at the end what came of it.

    Raises:
        AudioSynthError: the project, its recordings, or the request do not allow it.
    """
    folder.require_writable()
    run = _Run.plan(folder, request)
    recordings = run.kept.music.recordings
    note = little_music_note(run.kept.music.seconds(run.config.features))
    yield TrainingProgress(run.model_id, "preparing", 0.0, note=note)
    prepared: list[PreparedRecording] = []
    for index, recording in enumerate(recordings):
        share = 1.0 / len(recordings)
        preparing = prepare(folder, recording, run.config)
        while True:
            try:
                done = next(preparing)
            except StopIteration as end:
                prepared.append(end.value)
                break
            yield TrainingProgress(run.model_id, "preparing", (index + done) * share)
    yield from run.train(prepared)


def prepare(
    folder: ProjectFolder, recording: Recording, config: NetworkConfig
) -> Generator[float, None, PreparedRecording]:
    """Prepare a recording of the project; see `features.prepared.prepare_recording`."""
    path, place = folder.file_path(recording.file), folder.cache_path / "prepared"
    return prepare_recording(
        path, recording.sha256, config.features, config.bands, place, recording.gain_db
    )


@dataclass
class _Run:
    """One call of `run_training`: what is trained, where it is kept, and how it goes."""

    request: TrainingRequest
    usual_minutes: float
    config: NetworkConfig
    settings: TrainingSettings
    device: str
    kept: KeptModel
    resumed: TrainingState | None
    planning_seconds: float = 0.0

    @classmethod
    def plan(cls, folder: ProjectFolder, request: TrainingRequest) -> "_Run":
        """Decide everything before the first work is done."""
        device = choose_device(request.device)
        if request.resume is not None:
            return cls._plan_resumed(folder, request, device)
        preset = find_preset(request.preset)
        recordings = chosen_recordings(folder, request.recordings)
        usual = training_settings(preset, device)
        settings = usual.model_copy(update={"precision": request.precision})
        heldout = DEFAULT_HELDOUT if request.heldout is None else request.heldout
        config = network_for(folder, request, preset)
        music = marked_music(folder.document, recordings, config.features)
        kept = KeptModel(folder, new_id(), preset.name, heldout, music, request.seed)
        return cls(request, preset.usual_minutes, config, settings, device, kept, None)

    @classmethod
    def _plan_resumed(cls, folder: ProjectFolder, request: TrainingRequest, device: str) -> "_Run":
        entry = find_model(folder.document, request.resume or "")
        state = load_state(folder.model_path(entry.id))
        preset = find_preset(state.preset)
        recordings = chosen_recordings(folder, state.recordings)
        music = stored_music(recordings, state.learnt, state.gains_db)
        kept = KeptModel(
            folder, entry.id, preset.name, state.heldout_fraction, music, state.seed
        )  # fmt: skip
        return cls(
            request, preset.usual_minutes, state.network, state.settings, device, kept, state
        )

    @property
    def model_id(self) -> str:
        """The model that it will be, or that goes on."""
        return self.kept.model_id

    def train(self, prepared: list[PreparedRecording]) -> TrainingReports:
        """Run the training on prepared recordings."""
        with shortage_explained():
            training_set = make_training_set(
                prepared, self.config, self.kept.heldout_fraction, self.kept.music.spans
            )
            if not has_plan(self.kept.path):
                yield from self._learn_form(training_set)
            training = self._begin(training_set)
            yield from self._train(training)
        card = self.kept.card
        if card is None:
            raise TrainingError(
                "The training ended without a model: its error was never a number.",
                "Try again with another seed or another preset.",
            )
        yield TrainingFinished(
            self.model_id, card.heldout_bits, card.accuracy, training.step, training.elapsed_seconds
        )

    def _learn_form(self, training_set: TrainingSet) -> Generator[TrainingProgress, None, None]:
        """Train the plan network; it is kept with the first model."""
        learning = learn_plan(
            training_set, self._whole_limit(), self.device, self.kept.seed, self.request.plan_loss
        )
        while True:
            try:
                step = next(learning)
            except StopIteration as end:
                self.kept.learnt_plan = end.value
                return
            self.planning_seconds = step.elapsed_seconds
            yield planning_progress(self.model_id, step)

    def _begin(self, training_set: TrainingSet) -> Training:
        """A new training, or the old one where it stopped."""
        if self.resumed is None:
            training = Training(training_set, self.settings, self.device, self.kept.seed)
            training.elapsed_seconds = self.planning_seconds
            return training
        # what the network has learnt is on the old scale
        training_set = replace(training_set, scaling=self.resumed.scaling)
        training = Training(training_set, self.settings, self.device, self.kept.seed)
        restore_training(self.kept.path, training, self.resumed)
        return training

    def _train(self, training: Training) -> Generator[TrainingProgress, None, None]:
        """Run to the limit; keep the best after every validation, and on being closed."""
        limit = self._limit(training)
        report: TrainingStep | None = None
        kept_step = training.step
        try:
            for report in training.run(limit):
                free_gap_db = None
                if report.measured is not None:
                    report, free_gap_db = self.kept.keep(training, report)
                    kept_step = training.step
                yield training_progress(self.model_id, report, free_gap_db)
        except GeneratorExit:
            if report is not None and training.step > kept_step:
                self.kept.keep(training, training.validate(report))
            raise

    def _limit(self, training: Training) -> Limit:
        """The limit from the start of the training; passed already, as much again."""
        whole = self._whole_limit()
        if whole.steps is not None:
            steps = whole.steps
            return Limit(steps=steps if steps > training.step else training.step + steps)
        assert whole.seconds is not None
        seconds, done = whole.seconds, training.elapsed_seconds
        return Limit(seconds=seconds if seconds > done else done + seconds)

    def _whole_limit(self) -> Limit:
        """What is asked for, or usual."""
        if self.request.steps is not None:
            return Limit(steps=self.request.steps)
        minutes = self.usual_minutes if self.request.minutes is None else self.request.minutes
        return Limit(seconds=60.0 * minutes)
