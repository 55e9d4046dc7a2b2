"""The demo project, made for a bench and thrown away after it."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from audiosynth_gui.project.continuation import Continuation, open_continuation
from audiosynth_gui.project.demo import MODEL_ID, RECORDING_ID, open_demo
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder

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
    is_guarded: bool = True,
) -> Continuation:
    """Let the shipped model go on from a moment of the demo's recording."""
    request = ContinuationRequest(
        model_id=MODEL_ID, recording_id=RECORDING_ID, at_seconds=at_seconds,
        prompt_seconds=PROMPT_SECONDS, seconds=seconds, seed=seed,
    )  # fmt: skip
    return open_continuation(folder, request, is_guarded)
