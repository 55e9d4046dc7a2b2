"""Where known sounds lie: the rows that say what a distance means."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import distance
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.evaluation.sounds import piece


def test_every_recording_is_held_against_copies_and_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distance, "LOOP_PLACES", (0.1, 0.9))
    monkeypatch.setattr(distance, "LOOP_ROUNDS", 5)
    for name, root_hertz in (("low", 110.0), ("high", 466.2)):
        sound = piece(6.0, channels=1, root_hertz=root_hertz)
        write_wav(tmp_path / f"{name}.wav", sound, "float32")
    measured = list(distance.measure(BenchOptions(recordings=(tmp_path,))))
    found = {one.name: one.value for one in measured}
    assert len(found) == len(measured) == 2 * 10
    assert all(one.unit == "of 1" for one in measured)
    assert found["low: µ-law-8 copy"] < found["low: other music, high"] < 1.0
    assert found["low: stuck 1 s loop, mean of five"] <= found["low: stuck 1 s loop, worst of five"]
    assert found["high: white noise"] == pytest.approx(1.0, abs=0.1)
    assert found["high: silence"] > 0.5
