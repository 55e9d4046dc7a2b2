"""A model trained for a bench: a recording in a project of its own, learnt for some minutes."""

from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.cli.output import ProgressLine
from audiosynth_gui.features.prepared import PreparedRecording, run_preparation
from audiosynth_gui.networks.checkpoint import load_card
from audiosynth_gui.project.continuation import Continuation, open_continuation
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.requests import (
    ContinuationRequest,
    TrainingFinished,
    TrainingRequest,
)
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import prepare, run_training

HELDOUT = 0.2
PROMPT_SECONDS = 4.0


@dataclass(frozen=True, eq=False)
class Trained:
    """A recording in a project of its own, and the model that has learnt it.

    Attributes:
        folder: the project.
        recording: its one recording.
        prepared: the recording at the model's rate and channels.
        finished: what the training came to.
    """

    folder: ProjectFolder
    recording: Recording
    prepared: PreparedRecording
    finished: TrainingFinished

    @property
    def model_path(self) -> Path:
        """Folder of the model."""
        return self.folder.model_path(self.finished.model_id)

    @property
    def sound(self) -> AudioBuffer:
        """The whole recording as the model heard it."""
        return AudioBuffer(self.prepared.samples, self.prepared.settings.sample_rate)

    def continuation(
        self, at_seconds: float, seconds: float, seed: int, is_guarded: bool = True
    ) -> Continuation:
        """Let the model go on from a moment of the recording."""
        request = ContinuationRequest(
            model_id=self.finished.model_id,
            recording_id=self.recording.id,
            at_seconds=at_seconds,
            prompt_seconds=min(PROMPT_SECONDS, at_seconds),
            seconds=seconds,
            seed=seed,
        )
        return open_continuation(self.folder, request, is_guarded)


def trained_on(folder: ProjectFolder, path: Path, options: BenchOptions) -> Trained:
    """Import a sound file and train the bench's preset on it, its last fifth held out.

    Args:
        folder: an empty project.
        path: the sound file.
        options: `preset` and `minutes` count.

    Raises:
        AudioSynthError: the file cannot be read, or cannot be learnt from.
    """
    recording = import_recording(folder, path)
    finished = _train(folder, recording, options)
    config = load_card(folder.model_path(finished.model_id)).network
    prepared = run_preparation(prepare(folder, recording, config))
    return Trained(folder, recording, prepared, finished)


def _train(folder: ProjectFolder, recording: Recording, options: BenchOptions) -> TrainingFinished:
    request = TrainingRequest(
        preset=options.preset,
        minutes=options.minutes,
        heldout=HELDOUT,
        channels=min(recording.channels, 2),
    )
    with ProgressLine(f"{recording.name}: training") as line:
        for report in run_training(folder, request):
            if isinstance(report, TrainingFinished):
                return report
            if report.phase == "training":
                line.show(report.fraction)
    raise AssertionError("a training ends with what came of it")
