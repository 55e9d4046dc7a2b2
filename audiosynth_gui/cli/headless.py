"""The command `demo`: the program's main job without a window, from recording to WAV file."""

import argparse
import secrets

from audiosynth_gui.cli.generating import PROMPT_SECONDS, first_recording, render
from audiosynth_gui.cli.output import duration_text, say
from audiosynth_gui.cli.picture import write_picture
from audiosynth_gui.cli.statuses import DONE, INTERRUPTED
from audiosynth_gui.cli.training import TextReporter, run_reported
from audiosynth_gui.places import demo_project_path
from audiosynth_gui.project.demo import open_demo
from audiosynth_gui.project.requests import ContinuationRequest, TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import export_take, open_take

PRESET = "draft"
RESULT_NAME = "Demo continuation"


def demo(arguments: argparse.Namespace) -> int:
    """Train briefly on the demo project, continue its recording, play it, write WAV and picture.

    The results lie beside the project folder, which is made where it is missing.

    Raises:
        AudioSynthError: a folder cannot be written.
    """
    path = arguments.project or demo_project_path()
    say(f"The demo project is {path} (the first time it takes some seconds to compose)")
    with open_demo(path) as folder:
        model_id = _train(folder, arguments.minutes)
        if model_id is None:
            return INTERRUPTED
        return _continue(folder, model_id, arguments.seconds)


def _train(folder: ProjectFolder, minutes: float) -> str | None:
    """Train a model for so long; its id, or None after Ctrl+C."""
    say(f"Training on it, {duration_text(60.0 * minutes)}")
    request = TrainingRequest(preset=PRESET, minutes=minutes)
    finished = run_reported(folder, request, TextReporter())
    return finished.model_id if finished is not None else None


def _continue(folder: ProjectFolder, model_id: str, seconds: float) -> int:
    """Let the model continue the first recording from its middle; play and write what it makes."""
    recording = first_recording(folder.document)
    middle_seconds = recording.frames / recording.sample_rate / 2
    say(f"Continuing “{recording.name}” from {duration_text(middle_seconds)}, {seconds:g} s")
    request = ContinuationRequest(
        model_id=model_id,
        recording_id=recording.id,
        at_seconds=middle_seconds,
        prompt_seconds=min(PROMPT_SECONDS, middle_seconds),
        seconds=seconds,
        seed=secrets.randbelow(2**31),
    )
    rendered = render(folder, request, play=True)
    sound_path = folder.path.parent / f"{RESULT_NAME}.wav"
    picture_path = sound_path.with_suffix(".png")
    export_take(folder, rendered.take, sound_path, "pcm24")
    with open_take(folder, rendered.take) as source:
        write_picture(source, picture_path)
    say(f"Made {rendered.realtime_factor:.1f} times as fast as it plays.")
    say(f"Sound:   {sound_path}")
    say(f"Picture: {picture_path}")
    return INTERRUPTED if rendered.interrupted else DONE
