"""The bench of the sound: it trains, renders, continues and judges."""

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import sound
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.cli.benches.sound import Trained, rendered_heldout
from audiosynth_gui.evaluation.following import following
from audiosynth_gui.features.prepared import run_preparation
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.project.training_run import prepare
from tests.evaluation.sounds import piece
from tests.networks.examples import small_config
from tests.project.playable import MODEL_ID, project_with_model

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def test_a_recording_is_learnt_continued_and_judged(tmp_path: Path) -> None:
    path = tmp_path / "piece.wav"
    write_wav(path, piece(11.0), "float32")
    options = BenchOptions((path,), 1e-4, continuations=2, seconds=1.5, preset="classic-rnn")
    measured = {one.name: one for one in sound.measure(options)}
    assert measured["piece: training"].value >= 1
    assert all(math.isfinite(one.value) for one in measured.values())
    assert 0 < measured["piece: renderer, distance"].value < 3
    assert -1 <= measured["piece: renderer, chroma correlation"].value <= 1
    mean, worst = (
        measured[f"piece: continuations, {kind}"].value for kind in ("distance", "worst distance")
    )
    assert 0 < mean <= worst
    assert measured["piece: continuations, collapsed"].unit == "of 2"
    assert measured["piece: continuations, made"].value > 0


def test_a_short_recording_has_no_rendering_to_judge(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    write_wav(path, piece(5.0), "float32")
    options = BenchOptions((path,), 1e-4, continuations=1, seconds=1.5, preset="classic-rnn")
    names = {one.name for one in sound.measure(options)}
    assert "short: continuations, distance" in names
    assert not any("renderer" in name for name in names)


def test_a_perfect_rendering_is_aligned_with_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with project_with_model(tmp_path) as folder:
        recording = folder.document.recordings[0]
        prepared = run_preparation(prepare(folder, recording, small_config().features))
        trained = Trained(folder, recording, prepared, MODEL_ID)

        def hear_the_source(
            sampler: Sampler, plan: NDArray[np.float32], controls: Controls
        ) -> Samples:
            # what is heard comes out as a rendering would that misses nothing
            frames = (len(plan) - 3) * prepared.settings.hop_frames
            end = len(prepared.samples) // prepared.settings.hop_frames
            start = end * prepared.settings.hop_frames - frames
            return sampler.listen(np.array(prepared.samples[start : start + frames]), plan)

        monkeypatch.setattr(Sampler, "render", hear_the_source)
        made, true = rendered_heldout(trained)
    assert made.samples.shape == true.samples.shape
    assert 1.0 < made.duration_seconds < 1.25
    # of the first eighth of a second the filters still hear what was before
    settled = slice(2000, None)
    assert np.corrcoef(made.samples[settled, 0], true.samples[settled, 0])[0, 1] > 0.99
    assert following(made, true).mel_correlation > 0.9
