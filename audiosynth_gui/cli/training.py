"""The command `train`: the same training as the window's, told in lines."""

import argparse
import contextlib
import math
import time

from audiosynth_gui.cli.interruption import Interruption
from audiosynth_gui.cli.output import JsonValue, duration_text, note, print_json, say
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
    presets,
)
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import run_training


def train(arguments: argparse.Namespace) -> int:
    """Train a model; Ctrl+C ends it and keeps the best so far.

    Raises:
        AudioSynthError: the project, its recordings or what is asked for do not allow it.
    """
    request = TrainingRequest(
        preset=presets()[0].name if arguments.preset is None else arguments.preset,
        minutes=arguments.minutes,
        steps=arguments.steps,
        device=arguments.device,
        seed=arguments.seed,
        sample_rate=arguments.sample_rate,
        channels=arguments.channels,
        quantization=arguments.quantization,
        dropout=arguments.dropout,
        batch_norm=arguments.batch_norm,
        plan_loss=arguments.plan_loss,
        precision=arguments.precision,
        heldout=arguments.heldout,
        resume=arguments.resume,
    )
    reporter = JsonReporter() if arguments.json else TextReporter()
    with ProjectFolder.open(arguments.project) as folder:
        finished = run_reported(folder, request, reporter)
    return DONE if finished is not None else INTERRUPTED


class TextReporter:
    """Tells a training in lines for people, not more than one in five seconds."""

    INTERVAL_SECONDS = 5.0

    def progress(self, progress: TrainingProgress) -> None:
        """Tell how far it is."""
        if progress.phase == "planning":
            say(f"learning the form, {progress.fraction:.0%}")
            return
        parts = [f"step {progress.step}", duration_text(progress.elapsed_seconds)]
        if progress.remaining_seconds is not None:
            parts.append(f"{duration_text(progress.remaining_seconds)} left")
        parts.append(f"{progress.train_bits:.3f} bits")
        if progress.heldout_bits is not None:
            parts.append(f"held-out {progress.heldout_bits:.3f} bits")
        parts.append(f"{progress.audio_seconds_per_second:.1f} s of sound a second")
        say(", ".join(parts))

    def finished(self, finished: TrainingFinished) -> None:
        """Tell what came of it."""
        words = f"Model {finished.model_id} is ready: {_bits_text(finished)}"
        say(f"{words}, {finished.steps} steps in {duration_text(finished.elapsed_seconds)}")


class JsonReporter:
    """Tells a training as JSON objects, one a line, not more than two in a second."""

    INTERVAL_SECONDS = 0.5

    def progress(self, progress: TrainingProgress) -> None:
        """Print how far it is; what is not known at this step is left out."""
        if progress.phase == "planning":
            return  # there are no steps and bits of the model yet
        values: dict[str, JsonValue] = {
            "event": "progress",
            "step": progress.step,
            "elapsed_seconds": progress.elapsed_seconds,
            "remaining_seconds": progress.remaining_seconds,
            "audio_seconds_per_second": progress.audio_seconds_per_second,
            "train_bits": _number(progress.train_bits),
            "heldout_bits": _number(progress.heldout_bits),
            "heldout_accuracy": progress.heldout_accuracy,
        }
        print_json({key: value for key, value in values.items() if value is not None})

    def finished(self, finished: TrainingFinished) -> None:
        """Print what came of it."""
        print_json(
            {
                "event": "finished",
                "model": finished.model_id,
                "heldout_bits": _number(finished.heldout_bits),
                "accuracy": finished.accuracy,
                "steps": finished.steps,
                "elapsed_seconds": finished.elapsed_seconds,
            }
        )


Reporter = TextReporter | JsonReporter


def run_reported(
    folder: ProjectFolder, request: TrainingRequest, reporter: Reporter
) -> TrainingFinished | None:
    """Run a training to its end, or to Ctrl+C, and tell of it. Main thread only.

    Returns:
        what came of it; None where it was interrupted, with the best so far kept.

    Raises:
        AudioSynthError: as `run_training`.
    """
    last_told = -reporter.INTERVAL_SECONDS
    model_id = ""
    with Interruption() as interruption, contextlib.closing(run_training(folder, request)) as run:
        for report in run:
            if isinstance(report, TrainingFinished):
                reporter.finished(report)
                return report
            model_id = report.model_id
            if report.note:
                note(report.note)
            due = time.monotonic() - last_told >= reporter.INTERVAL_SECONDS
            if report.phase != "preparing" and (due or report.heldout_bits is not None):
                reporter.progress(report)
                last_told = time.monotonic()
            if interruption.requested:
                break
    _tell_interrupted(folder, model_id)
    return None


def _tell_interrupted(folder: ProjectFolder, model_id: str) -> None:
    if any(model.id == model_id for model in folder.document.models):
        note(f"Interrupted. The best so far is kept; go on with: --resume {model_id}")
    else:
        note("Interrupted before there was anything to keep.")


def _number(value: float | None) -> float | None:
    """The value, or None where it is not known yet (NaN) or cannot be (no finite loss)."""
    return value if value is not None and math.isfinite(value) else None


def _bits_text(finished: TrainingFinished) -> str:
    if finished.heldout_bits is None:
        return "nothing was held out"
    return f"held-out {finished.heldout_bits:.3f} bits a sample"
