"""The best model of a training, kept in its folder all along, beside what a resume needs."""

from dataclasses import dataclass, replace
from pathlib import Path

from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.evaluation.free_running import free_running
from audiosynth_gui.networks.checkpoint import (
    CARD_NAME,
    ModelCard,
    TrainedModel,
    load_card,
    save_model,
)
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan, save_plan
from audiosynth_gui.project.documents import ModelEntry, time_now
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.learnt_music import LearntMusic
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_reports import append_log
from audiosynth_gui.training.presets import find_preset
from audiosynth_gui.training.progress import TrainingStep
from audiosynth_gui.training.resume import save_training
from audiosynth_gui.training.trainer import Training
from audiosynth_gui.training.validation import Measured

LOG_NAME = "log.jsonl"

WORSE_GAP_DB = 1.5
"""The best may play so much further from its plan than the nearest that was kept."""


@dataclass
class KeptModel:
    """Where the best of a training lies, and what is written with it. The training's thread.

    Attributes:
        folder: the project.
        model_id: names the model's folder.
        preset: name of its preset.
        heldout_fraction: share of every recording that is kept from it.
        music: what is learnt from.
        seed: of the training.
        learnt_plan: a plan network that is not written yet; it is with the first model.
    """

    folder: ProjectFolder
    model_id: str
    preset: str
    heldout_fraction: float
    music: LearntMusic
    seed: int
    learnt_plan: TrainedPlan | None = None

    @property
    def path(self) -> Path:
        """The model's folder."""
        return self.folder.model_path(self.model_id)

    @property
    def card(self) -> ModelCard | None:
        """Card of the model that is kept; None before there is one."""
        return load_card(self.path) if (self.path / CARD_NAME).exists() else None

    def keep(self, training: Training, report: TrainingStep) -> tuple[TrainingStep, float | None]:
        """Write model, state and log after a validation; the model only if it is the best.

        The best knows held-out music best, and when it hears only itself does not play much
        further from its plan than any of this training did that was kept.

        Returns:
            The report, not the best where it plays worse; and how far it played from its plan.

        Raises:
            TrainingError: it cannot be written.
        """
        measured = report.measured
        assert measured is not None
        card, free_gap_db = self._card_of(training, measured), None
        if report.is_best:
            free_gap_db = _free_gap_db(card, training)
            kept = self.card
            least_gap_db = None if kept is None else kept.least_gap_db
            if _is_healthy(free_gap_db, least_gap_db):
                found = [gap for gap in (free_gap_db, least_gap_db) if gap is not None]
                gaps = {"free_gap_db": free_gap_db, "least_gap_db": min(found, default=None)}
                card = card.model_copy(update=gaps)
            else:
                training.refuse_best()
                report = replace(report, is_best=False)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if self.learnt_plan is not None:
                save_plan(self.path, self.learnt_plan)
                self.learnt_plan = None
            if report.is_best:
                save_model(self.path, card, training.averaged)
                self._list()
            save_training(
                self.path, training, self.preset, self.heldout_fraction, self.music.ids,
                self.seed, self.music.spans, self.music.gains_db,
            )  # fmt: skip
            append_log(self.path / LOG_NAME, report, free_gap_db)
        except OSError as error:
            raise TrainingError(*explain_write_error(self.path, error)) from error
        return report, free_gap_db

    def _card_of(self, training: Training, measured: Measured) -> ModelCard:
        return ModelCard(
            preset=self.preset,
            network=training.training_set.config,
            scaling=training.training_set.scaling,
            steps=training.step,
            trained_seconds=training.elapsed_seconds,
            train_bits=training.train_bits,
            heldout_bits=measured.bits if measured.is_heldout else None,
            heldout_stage_bits=measured.stage_bits,
            accuracy=measured.accuracy,
            recordings=self.music.ids,
            learnt=self.music.spans,
        )

    def _list(self) -> None:
        """List the model in the project, if it is not there yet."""
        if any(model.id == self.model_id for model in self.folder.document.models):
            return
        entry = ModelEntry(
            id=self.model_id,
            name=find_preset(self.preset).title,
            preset=self.preset,
            created_at=time_now(),
        )
        self.folder.update(lambda document: add_model(document, entry))


def _free_gap_db(card: ModelCard, training: Training) -> float | None:
    followed = free_running(TrainedModel(card, training.averaged, ""), training.training_set)
    return None if followed is None else followed.mel_gap_db


def _is_healthy(free_gap_db: float | None, least_gap_db: float | None) -> bool:
    """Whether a model plays nearly as near to its plan as the nearest; where nobody knows, yes."""
    if free_gap_db is None or least_gap_db is None:
        return True
    return free_gap_db < least_gap_db + WORSE_GAP_DB
