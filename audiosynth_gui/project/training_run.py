"""A training in a project: from its recordings to a model in its folder."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

from audiosynth_gui.audio.atomic import explain_write_error
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.evaluation.free_running import free_running
from audiosynth_gui.features.prepared import PreparedRecording, prepare_recording
from audiosynth_gui.networks.checkpoint import (
    CARD_NAME,
    ModelCard,
    TrainedModel,
    load_card,
    save_model,
)
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan, has_plan, save_plan
from audiosynth_gui.project.documents import ModelEntry, Recording, new_id, time_now
from audiosynth_gui.project.edits import add_model, find_model
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
    little_music_note,
)
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_choices import chosen_recordings, network_for
from audiosynth_gui.project.training_reports import (
    append_log,
    planning_progress,
    training_progress,
)
from audiosynth_gui.training.dataset import TrainingSet, make_training_set
from audiosynth_gui.training.devices import available_devices, choose_device, shortage_explained
from audiosynth_gui.training.plan_share import learn_plan
from audiosynth_gui.training.presets import find_preset, training_settings
from audiosynth_gui.training.resume import (
    TrainingState,
    load_state,
    restore_training,
    save_training,
)
from audiosynth_gui.training.settings import TrainingSettings
from audiosynth_gui.training.trainer import Limit, Training, TrainingStep
from audiosynth_gui.training.validation import Measured

__all__ = ["LOG_NAME", "available_devices", "prepare", "run_training"]

LOG_NAME = "log.jsonl"
DEFAULT_HELDOUT = 0.1

WORSE_GAP_DB = 1.5
"""So much further from its plan than the kept model another may play, and still be the best."""

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
    seconds = sum(recording.frames / recording.sample_rate for recording in run.recordings)
    note = little_music_note(seconds)
    yield TrainingProgress(run.model_id, "preparing", 0.0, note=note)
    prepared: list[PreparedRecording] = []
    for index, recording in enumerate(run.recordings):
        share = 1.0 / len(run.recordings)
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
    return prepare_recording(path, recording.sha256, config.features, config.bands, place)


@dataclass
class _Run:
    """One call of `run_training`: what is trained, where it is kept, and how it goes."""

    folder: ProjectFolder
    request: TrainingRequest
    model_id: str
    preset: str
    usual_minutes: float
    recordings: tuple[Recording, ...]
    config: NetworkConfig
    settings: TrainingSettings
    device: str
    heldout: float
    seed: int
    resumed: TrainingState | None
    learnt_plan: TrainedPlan | None = None
    planning_seconds: float = 0.0

    @classmethod
    def plan(cls, folder: ProjectFolder, request: TrainingRequest) -> "_Run":
        """Decide everything before the first work is done."""
        device = choose_device(request.device)
        if request.resume is not None:
            return cls._plan_resumed(folder, request, device)
        preset = find_preset(request.preset)
        recordings = chosen_recordings(folder, request.recordings)
        return cls(
            folder, request, new_id(), preset.name, preset.usual_minutes, recordings,
            network_for(folder, request, preset), training_settings(preset, device), device,
            DEFAULT_HELDOUT if request.heldout is None else request.heldout, request.seed, None,
        )  # fmt: skip

    @classmethod
    def _plan_resumed(cls, folder: ProjectFolder, request: TrainingRequest, device: str) -> "_Run":
        entry = find_model(folder.document, request.resume or "")
        state = load_state(folder.model_path(entry.id))
        preset = find_preset(state.preset)
        return cls(
            folder, request, entry.id, preset.name, preset.usual_minutes,
            chosen_recordings(folder, state.recordings), state.network, state.settings, device,
            state.heldout_fraction, state.seed, state,
        )  # fmt: skip

    @property
    def model_path(self) -> Path:
        """The model's folder."""
        return self.folder.model_path(self.model_id)

    @property
    def recording_ids(self) -> tuple[str, ...]:
        """What is learnt from, for the model's card and state."""
        return tuple(recording.id for recording in self.recordings)

    def train(self, prepared: list[PreparedRecording]) -> TrainingReports:
        """Run the training on prepared recordings."""
        with shortage_explained():
            training_set = make_training_set(prepared, self.config, self.heldout)
            if not has_plan(self.model_path):
                yield from self._learn_form(training_set)
            training = self._begin(training_set)
            yield from self._train(training)
        if not (self.model_path / CARD_NAME).exists():
            raise TrainingError(
                "The training ended without a model: its error was never a number.",
                "Try again with another seed or another preset.",
            )
        card = load_card(self.model_path)
        yield TrainingFinished(
            self.model_id, card.heldout_bits, card.accuracy, training.step, training.elapsed_seconds
        )

    def _learn_form(self, training_set: TrainingSet) -> Generator[TrainingProgress, None, None]:
        """Train the plan network; it is kept with the first model."""
        learning = learn_plan(training_set, self._whole_limit(), self.device, self.seed)
        while True:
            try:
                step = next(learning)
            except StopIteration as end:
                self.learnt_plan = end.value
                return
            self.planning_seconds = step.elapsed_seconds
            yield planning_progress(self.model_id, step)

    def _begin(self, training_set: TrainingSet) -> Training:
        """A new training, or the old one where it stopped."""
        if self.resumed is None:
            training = Training(training_set, self.settings, self.device, self.seed)
            training.elapsed_seconds = self.planning_seconds
            return training
        # what the network has learnt is on the old scale
        training_set = replace(training_set, scaling=self.resumed.scaling)
        training = Training(training_set, self.settings, self.device, self.seed)
        restore_training(self.model_path, training, self.resumed)
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
                    report, free_gap_db = self._keep(training, report)
                    kept_step = training.step
                yield training_progress(self.model_id, report, free_gap_db)
        except GeneratorExit:
            if report is not None and training.step > kept_step:
                self._keep(training, training.validate(report))
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

    def _keep(self, training: Training, report: TrainingStep) -> tuple[TrainingStep, float | None]:
        """Write model, state and log after a validation; the model only if it is the best.

        The best knows held-out music best, and when it hears only itself does not play further
        from its plan than the one that is kept.

        Returns:
            The report, not the best where it plays worse; and how far it played from its plan.
        """
        path = self.model_path
        measured = report.measured
        assert measured is not None
        card, free_gap_db = self._card(training, measured), None
        if report.is_best:
            free_gap_db = self._free_gap_db(card, training)
            card = card.model_copy(update={"free_gap_db": free_gap_db})
            report = replace(report, is_best=self._is_healthy(free_gap_db))
        try:
            path.mkdir(parents=True, exist_ok=True)
            if self.learnt_plan is not None:
                save_plan(path, self.learnt_plan)
                self.learnt_plan = None
            if report.is_best:
                save_model(path, card, training.averaged)
                self._list_model()
            save_training(path, training, self.preset, self.heldout, self.recording_ids, self.seed)
            append_log(path / LOG_NAME, report, free_gap_db)
        except OSError as error:
            raise TrainingError(*explain_write_error(path, error)) from error
        return report, free_gap_db

    def _free_gap_db(self, card: ModelCard, training: Training) -> float | None:
        followed = free_running(TrainedModel(card, training.averaged, ""), training.training_set)
        return None if followed is None else followed.mel_gap_db

    def _is_healthy(self, free_gap_db: float | None) -> bool:
        """Whether a model plays as near to its plan as the one that is kept, or nearly."""
        if free_gap_db is None or not (self.model_path / CARD_NAME).exists():
            return True
        kept_db = load_card(self.model_path).free_gap_db
        return kept_db is None or free_gap_db < kept_db + WORSE_GAP_DB

    def _card(self, training: Training, measured: Measured) -> ModelCard:
        return ModelCard(
            preset=self.preset,
            network=self.config,
            scaling=training.training_set.scaling,
            steps=training.step,
            trained_seconds=training.elapsed_seconds,
            train_bits=training.train_bits,
            heldout_bits=measured.bits if measured.is_heldout else None,
            heldout_stage_bits=measured.stage_bits,
            accuracy=measured.accuracy,
            recordings=self.recording_ids,
        )

    def _list_model(self) -> None:
        if any(model.id == self.model_id for model in self.folder.document.models):
            return
        entry = ModelEntry(
            id=self.model_id,
            name=find_preset(self.preset).title,
            preset=self.preset,
            created_at=time_now(),
        )
        self.folder.update(lambda document: add_model(document, entry))
