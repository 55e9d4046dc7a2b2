"""The bench of long streams."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import streams
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.evaluation.sounds import piece


@pytest.mark.usefixtures("one_torch_thread")
def test_streams_are_counted_with_the_guard_and_without(tmp_path: Path) -> None:
    path = tmp_path / "piece.wav"
    write_wav(path, piece(11.0), "float32")
    options = BenchOptions((path,), 1e-4, continuations=1, seconds=11.0, preset="classic-rnn")
    found = {one.name: one for one in streams.measure(options)}
    # a network that has hardly learnt makes noise, from whatever state it goes on
    for name in ("piece: streams, guarded", "piece: streams, without the guard"):
        assert found[f"{name}: collapsed"].value == 1
        assert found[f"{name}: collapsed"].unit == "of 1 of 11 s"
        assert found[f"{name}: beyond the recording's level"].value != 0.0
    assert found["piece: streams, guarded: brought back"].value > 0
