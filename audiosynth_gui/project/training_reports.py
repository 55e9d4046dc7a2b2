"""What a training in a project says of itself: to its listener, and in the model's log."""

import json
from pathlib import Path

from audiosynth_gui.project.requests import TrainingProgress
from audiosynth_gui.training.planning import PlanTrainingStep
from audiosynth_gui.training.progress import TrainingStep


def training_progress(
    model_id: str, report: TrainingStep, free_gap_db: float | None
) -> TrainingProgress:
    """What the listener is told after a step. Any thread."""
    remaining_seconds = None
    if report.fraction > 0:
        remaining_seconds = report.elapsed_seconds * (1.0 - report.fraction) / report.fraction
    measured = report.measured
    heldout = measured if measured is not None and measured.is_heldout else None
    return TrainingProgress(
        model_id=model_id,
        phase="training" if measured is None else "validating",
        fraction=report.fraction,
        step=report.step,
        elapsed_seconds=report.elapsed_seconds,
        remaining_seconds=remaining_seconds,
        audio_seconds_per_second=report.audio_seconds_per_second,
        train_bits=report.train_bits,
        heldout_bits=heldout.bits if heldout else None,
        heldout_accuracy=heldout.accuracy if heldout else None,
        free_gap_db=free_gap_db,
        is_best=report.is_best,
    )


def planning_progress(model_id: str, step: PlanTrainingStep) -> TrainingProgress:
    """What the listener is told while the form is learnt. Any thread."""
    return TrainingProgress(
        model_id, "planning", step.fraction, elapsed_seconds=step.elapsed_seconds
    )


def append_log(path: Path, report: TrainingStep, free_gap_db: float | None) -> None:
    """Add a validation to the model's log; a line cut off by a crash spoils no other. Any thread.

    Args:
        path: the log, JSON Lines; made where it is missing.
        report: a step with a validation.
        free_gap_db: see `TrainingProgress`.

    Raises:
        OSError: it cannot be written.
    """
    measured = report.measured
    assert measured is not None
    line = {
        "step": report.step,
        "elapsed_seconds": round(report.elapsed_seconds, 3),
        "train_bits": report.train_bits,
        "bits": measured.bits,
        "stage_bits": measured.stage_bits,
        "accuracy": measured.accuracy,
        "heldout": measured.is_heldout,
        "best": report.is_best,
        "free_gap_db": free_gap_db,
        "restarts": report.restarts,
    }
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
