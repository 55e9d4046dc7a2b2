"""The command `demo`: the whole way without a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile
from PIL import Image

from audiosynth_gui.cli import headless, training
from audiosynth_gui.project.edits import add_recording
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
)
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.cli.streams import FakeContinuations, FakeOutput
from tests.cli.test_training import FINISHED, FIRST
from tests.project.examples import MODEL, RECORDING

SONG = RECORDING.changed(frames=60 * RECORDING.sample_rate)


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[TrainingRequest]:
    """What was asked to be trained; it takes no time."""
    requests: list[TrainingRequest] = []

    def run_training(
        folder: ProjectFolder, request: TrainingRequest
    ) -> Iterator[TrainingProgress | TrainingFinished]:
        requests.append(request)
        yield FIRST
        yield FINISHED

    monkeypatch.setattr(training, "run_training", run_training)
    return requests


def open_song(path: Path) -> ProjectFolder:
    """Stands for `open_demo`: the recording is only listed."""
    folder = ProjectFolder.create(path)
    folder.update(lambda old: add_recording(old, SONG))
    return folder


def test_demo_trains_continues_plays_and_writes(
    command: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trained: list[TrainingRequest],
    continuations: FakeContinuations,
    output: FakeOutput,
) -> None:
    monkeypatch.setattr(headless, "open_demo", open_song)
    path = tmp_path / "Song.audiosynth"
    run = command("demo", "--project", path, "--minutes", 0.5, "--seconds", 0.2)
    assert (run.status, run.err) == (0, "")
    assert trained == [TrainingRequest(preset="draft", minutes=0.5)]
    (asked,) = continuations.requests
    assert (asked.model_id, asked.recording_id) == (MODEL.id, SONG.id)
    assert (asked.at_seconds, asked.prompt_seconds, asked.seconds) == (30.0, 4.0, 0.2)
    assert sum(len(block) for block in output.heard) == 8_820
    sound, picture = tmp_path / "Demo continuation.wav", tmp_path / "Demo continuation.png"
    assert soundfile.info(sound).frames == 8_820
    with Image.open(picture) as image:
        assert image.format == "PNG"
    assert str(sound) in run.out
    assert str(picture) in run.out


def test_demo_needs_a_recording(
    command: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trained: list[TrainingRequest],
) -> None:
    monkeypatch.setattr(headless, "open_demo", ProjectFolder.create)
    run = command("demo", "--project", tmp_path / "Song.audiosynth")
    assert "no recording to continue" in run.problem()
