"""The bench that leaves groups of features out."""

import math
from pathlib import Path

import pytest

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import ablation
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.evaluation.sounds import piece
from tests.networks.examples import small_config


@pytest.mark.usefixtures("one_torch_thread")
def test_every_group_is_left_out_once_and_costs_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = small_config("tiered", channels=1)
    monkeypatch.setattr(ablation, "SAMPLE_RATE", small.sample_rate)
    monkeypatch.setattr(ablation, "network_config", lambda *_: small)
    path = tmp_path / "piece.wav"
    write_wav(path, piece(11.0), "float32")
    options = BenchOptions((path,), 1e-4, preset="draft")
    found = {one.name: one.value for one in LONG_BENCHES["ablation"](options)}
    groups = small.features.groups
    choices = ["all features", *(f"without {group}" for group in groups), "loudness alone"]
    for name in choices:
        assert found[f"piece, {name}: distance"] > 0
        assert math.isfinite(found[f"piece, {name}: held-out"])
        assert -1 <= found[f"piece, {name}: chroma movement"] <= 1
    numbers = [found[f"piece, {group}: numbers a frame"] for group in groups]
    assert sum(numbers) == small.features.count
    assert all(found[f"piece, {group}: measured"] > 0 for group in groups)
