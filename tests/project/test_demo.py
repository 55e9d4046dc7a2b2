"""The demo project: made once, whole, and ready to play."""

import json
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.errors import ProjectError
from audiosynth_gui.project.continuation import open_continuation
from audiosynth_gui.project.demo import MODEL_ID, RECORDING_ID, open_demo
from audiosynth_gui.project.edits import remove
from audiosynth_gui.project.recordings import open_recording
from audiosynth_gui.project.requests import ContinuationRequest


@pytest.fixture(scope="module")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "Music" / "Demo.audiosynth"
    open_demo(path).close()
    return path


def test_has_a_recording_and_a_model(demo_path: Path) -> None:
    with open_demo(demo_path) as folder:
        (recording,), (model,) = folder.document.recordings, folder.document.models
        assert (recording.id, model.id) == (RECORDING_ID, MODEL_ID)
        assert (recording.sample_rate, recording.channels) == (44100, 2)
        assert recording.frames > 60 * 44100
        with open_recording(folder, recording) as source:
            assert np.abs(source.read(44100, 2 * 44100)).max() > 0.05


def test_opening_it_again_changes_nothing(demo_path: Path) -> None:
    before = json.loads((demo_path / "project.json").read_text())
    open_demo(demo_path).close()
    assert json.loads((demo_path / "project.json").read_text()) == before


def test_plays_without_preparation(demo_path: Path) -> None:
    with open_demo(demo_path) as folder:
        prepared = {path: path.stat().st_mtime_ns for path in folder.cache_path.rglob("*.npy")}
        assert prepared
        request = ContinuationRequest(MODEL_ID, RECORDING_ID, 20.0, 1.0, 2.0, seed=1)
        continuation = open_continuation(folder, request)
        sound = np.concatenate([block.samples for block in continuation])
        assert {path: path.stat().st_mtime_ns for path in prepared} == prepared
    assert sound.shape == (2 * 44100, 2)
    level = 20 * np.log10(np.sqrt(np.mean(sound**2)))
    assert -40 < level < -6


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ProjectError) as problem:
        open_demo(tmp_path / "file" / "Demo.audiosynth")
    assert problem.value.advice


def test_a_half_made_demo_is_completed(demo_path: Path) -> None:
    with open_demo(demo_path) as folder:
        folder.update(lambda document: remove(document, MODEL_ID))
        folder.update(lambda document: document.changed(models=()))
    with open_demo(demo_path) as folder:
        assert len(folder.document.recordings) == 1
        assert [model.id for model in folder.document.models] == [MODEL_ID]
