"""What a training costs, how it goes and what came of it, in words."""

import math

from PySide6.QtCore import QCoreApplication

from audiosynth_gui.controllers.training_controller import TrainingController
from audiosynth_gui.project.preset_fits import PresetFit
from audiosynth_gui.project.requests import TrainingFinished, TrainingProgress
from audiosynth_gui.ui.time_format import short_clock

SHOWN_MEGABYTES = 10
"""How exactly memory is told."""


def cost_words(fit: PresetFit) -> str:
    """Say what a preset costs on this computer."""
    learns = _tr("On this computer: learns {0} s of sound a second, needs {1} MB,")
    plays = _tr("plays {0} × as fast as it sounds.")
    if not fit.is_safe:
        plays = _tr("too slow to play live ({0} ×).")
    megabytes = math.ceil(fit.memory_bytes / 1e6 / SHOWN_MEGABYTES) * SHOWN_MEGABYTES
    pace = f"{fit.audio_seconds_per_second:.1f}"
    return f"{learns.format(pace, megabytes)} {plays.format(f'{fit.realtime_factor:.1f}')}"


def training_words(training: TrainingController, has_recordings: bool) -> str:
    """Say in a line how the present training goes, or what came of the last one."""
    if training.state == "stopping":
        return _tr("Stopping; the best so far is kept…")
    if training.state == "training":
        return _progress_words(training)
    if training.finished is not None:
        return _result_words(training.finished)
    if not has_recordings:
        return _tr("Add recordings first.")
    return _tr("Stopped; the best so far is kept.") if training.was_stopped else ""


def _progress_words(training: TrainingController) -> str:
    progress: TrainingProgress | None = training.progress
    if progress is None or progress.phase == "preparing":
        return _tr("Getting ready…")
    if progress.phase == "planning":
        return _tr("Learning the form: what follows what…")
    parts = []
    if progress.remaining_seconds is not None:
        parts.append(_tr("{0} left").format(short_clock(progress.remaining_seconds)))
    if math.isfinite(progress.train_bits):
        parts.append(_tr("{0} bits per sample").format(f"{progress.train_bits:.2f}"))
    validated = [point for point in training.curve if point.heldout_bits is not None]
    if validated:
        parts.append(_tr("{0} on music kept from it").format(f"{validated[-1].heldout_bits:.2f}"))
    return " · ".join(parts)


def _result_words(finished: TrainingFinished) -> str:
    if finished.heldout_bits is None:
        return _tr("Done after {0}.").format(short_clock(finished.elapsed_seconds))
    text = _tr("Done: {0} bits per sample on music kept from it.")
    return text.format(f"{finished.heldout_bits:.2f}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("training_words", text)
