"""What is measured of walks."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import walks
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.generation.likeness import Place
from tests.training.examples import plucked_notes


@pytest.mark.usefixtures("one_torch_thread")
def test_every_freedom_of_every_recording_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walks, "FREEDOMS", (0.0, 1.0))
    path = tmp_path / "notes.wav"
    write_wav(path, AudioBuffer(plucked_notes(8.0, 44100, 2), 44100), "pcm16")
    options = BenchOptions((path,), minutes=0.005, continuations=2, seconds=15.0)
    measured = {one.name: one.value for one in walks.measure(options)}
    assert len(measured) == 8
    calm, wild = (measured[f"notes, freedom {freedom}: jumps"] for freedom in (0, 1))
    assert 0 < calm < wild
    assert 0 < measured["notes, freedom 1: distance at a seam"] < 1.5
    assert measured["notes, freedom 0: the worst below the quietest"] >= 0


def test_a_walk_that_goes_straight_on_has_no_seam() -> None:
    straight = [Place(0, frame) for frame in range(5)]
    assert walks.seams_of(straight) == []
    assert walks.seams_of([*straight, Place(0, 2)]) == [(Place(0, 4), Place(0, 2))]


def test_levels_are_those_of_ten_seconds() -> None:
    second = round(walks.SETTINGS.sample_rate / walks.SETTINGS.hop_frames)
    features = np.zeros((40 * second, walks.SETTINGS.count), np.float32)
    features[:, walks.SETTINGS.slices["loudness"].start] = np.repeat([-20.0, -40.0], 20 * second)
    levels = walks._levels_db(features)
    assert (levels.max(), levels.min()) == pytest.approx((-20.0, -40.0), abs=1e-3)
    assert len(walks._levels_db(features[:second])) == 1
