"""Training in a thread of its own, while the window and the music go on."""

import math
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QThread, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.priority import let_music_go_first
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
)
from audiosynth_gui.project.storage import ProjectFolder

REPORT_SECONDS = 0.05
"""Least time between two reports to the window; validations are always reported."""

MOST_POINTS = 2000

TrainingSteps = Generator[TrainingProgress | TrainingFinished, None, None]
RunTraining = Callable[[ProjectFolder, TrainingRequest], TrainingSteps]
State = Literal["idle", "training", "stopping"]


@dataclass(frozen=True)
class CurvePoint:
    """One point of the learning curve.

    Attributes:
        minutes: of training so far.
        train_bits: cross-entropy on what is trained on, in bits per sample.
        heldout_bits: the same on the part that is held back, where it was measured.
    """

    minutes: float
    train_bits: float
    heldout_bits: float | None


class TrainingController(QObject):
    """Runs one training at a time. GUI thread.

    Attributes:
        state: "idle", "training" or "stopping" (asked to stop, keeping the best so far).
        progress: the newest one of this or the last training, or None.
        curve: learning curve of this or the last training.
        finished: result of the last training, or None.
        was_stopped: whether this or the last training was asked to stop early.
        devices: names of what can train here, as far as known.

    Signals:
        state_changed(): state is another.
        progressed(): progress and curve have grown.
        model_kept(): a validation was the best so far, so the model in the project is newer.
        training_ended(): the training is over, with `finished` or, if it was stopped, without.
        devices_found(): devices is another.
        told(Message): something the musician should read.
    """

    state_changed = Signal()
    progressed = Signal()
    model_kept = Signal()
    training_ended = Signal()
    devices_found = Signal()
    told = Signal(object)

    def __init__(
        self,
        run_training: RunTraining,
        find_devices: Callable[[], tuple[str, ...]],
        parent: QObject | None = None,
    ) -> None:
        """Be ready; `run_training` is the generator that the command line iterates too."""
        super().__init__(parent)
        self._run_training = run_training
        self._find_devices = find_devices
        self._looking: BackgroundTask | None = None
        self._task: BackgroundTask | None = None
        self.state: State = "idle"
        self.progress: TrainingProgress | None = None
        self.curve: tuple[CurvePoint, ...] = ()
        self.finished: TrainingFinished | None = None
        self.was_stopped = False
        self.devices: tuple[str, ...] = ()

    def look_for_devices(self) -> None:
        """Find out in the background what can train here."""
        self._looking = BackgroundTask(lambda _task: self._find_devices(), self)
        self._looking.succeeded.connect(self._take_devices)
        self._looking.failed.connect(self.told)
        self._looking.start()

    def start(self, folder: ProjectFolder, request: TrainingRequest) -> None:
        """Begin; does nothing while a training runs."""
        if self._task is not None:
            return

        def work(task: BackgroundTask) -> object:
            let_music_go_first()
            return _iterate(self._run_training(folder, request), task)

        self.progress, self.curve, self.finished, self.was_stopped = None, (), None, False
        task = BackgroundTask(work, self)
        task.reported.connect(self._take_progress)
        task.succeeded.connect(self._take_result)
        task.failed.connect(self.told)
        task.finished.connect(self._end)
        self._task = task
        self._set_state("training")
        task.start(QThread.Priority.LowPriority)

    def stop(self) -> None:
        """Ask the training to end after its present step; the best so far is kept."""
        if self._task is not None:
            self._task.cancel()
            self.was_stopped = True
            self._set_state("stopping")

    def close(self) -> None:
        """Stop and wait until the best so far is kept. Blocks."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait()
        if self._looking is not None:
            self._looking.wait()

    def _take_devices(self, devices: tuple[str, ...]) -> None:
        self.devices = devices
        self.devices_found.emit()

    def _take_progress(self, progress: TrainingProgress) -> None:
        self.progress = progress
        if math.isfinite(progress.train_bits):
            point = CurvePoint(
                progress.elapsed_seconds / 60, progress.train_bits, progress.heldout_bits
            )
            self.curve = _thinned((*self.curve, point))
        self.progressed.emit()
        if progress.is_best:
            self.model_kept.emit()

    def _take_result(self, result: TrainingFinished | None) -> None:
        self.finished = result

    def _end(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            task.dispose()
        self._set_state("idle")
        self.training_ended.emit()

    def _set_state(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self.state_changed.emit()


def _thinned(curve: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
    """Drop every second point of a curve that has more than can be seen; keep validations."""
    if len(curve) <= MOST_POINTS:
        return curve
    newest = len(curve) - 1
    return tuple(
        point
        for index, point in enumerate(curve)
        if index % 2 == 0 or index == newest or point.heldout_bits is not None
    )


def _iterate(steps: TrainingSteps, task: BackgroundTask) -> TrainingFinished | None:
    """Go through a training, report, look whether to stop. The training's thread."""
    finished: TrainingFinished | None = None
    last_report = -REPORT_SECONDS
    try:
        for step in steps:
            if isinstance(step, TrainingFinished):
                finished = step
                break
            now = time.monotonic()
            if step.phase == "validating" or step.is_best or now - last_report >= REPORT_SECONDS:
                last_report = now
                task.report(step)
            if task.is_cancelled():
                break
    finally:
        steps.close()  # keeps the best so far
    return finished
