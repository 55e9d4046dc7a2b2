"""The bench of the sound: it trains, renders, continues and judges."""

import math
from pathlib import Path

import pytest

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import sound
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.evaluation.sounds import piece

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
