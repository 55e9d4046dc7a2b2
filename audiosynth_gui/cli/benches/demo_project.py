"""The demo project, made for a bench and thrown away after it."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.generation.terrain import Surveys
from audiosynth_gui.project.continuation import Continuation, open_continuation
from audiosynth_gui.project.demo import MODEL_ID, RECORDING_ID, open_demo
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.shipped import resources_path

PROMPT_SECONDS = 4.0


@contextlib.contextmanager
def demo_project() -> Iterator[ProjectFolder]:
    """Open a fresh demo project with its shipped model."""
    with tempfile.TemporaryDirectory() as place, open_demo(Path(place) / "Demo") as folder:
        yield folder


def demo_continuation(
    folder: ProjectFolder,
    at_seconds: float,
    seconds: float | None,
    seed: int,
    recording_id: str = RECORDING_ID,
    surveys: Surveys | None = None,
) -> Continuation:
    """Let the shipped model go on from a moment of a recording, the demo's own by default."""
    request = ContinuationRequest(
        model_id=MODEL_ID, recording_id=recording_id, at_seconds=at_seconds,
        prompt_seconds=PROMPT_SECONDS, seconds=seconds, seed=seed,
    )  # fmt: skip
    return open_continuation(folder, request, surveys=surveys)


def long_demo(seconds: float) -> AudioBuffer:
    """The demo's music again and again, for so long or a little less."""
    sound = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    times = max(1, int(seconds / sound.duration_seconds))
    return AudioBuffer(np.tile(sound.samples, (times, 1)), sound.sample_rate)
