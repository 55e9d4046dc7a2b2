"""The bench of planted copies."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import findings
from audiosynth_gui.cli.benches.options import BenchOptions
from tests.features.steps import melody


def test_planted_copies_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "LENGTHS_SECONDS", (3.0,))
    monkeypatch.setattr(findings, "TIMES", 1)
    kinds = ("as it is", "6 dB louder")
    monkeypatch.setattr(findings, "CHANGES", {kind: findings.CHANGES[kind] for kind in kinds})
    monkeypatch.setattr(findings, "HOURS", (0.01,))
    for seed in (0, 1):
        sound = AudioBuffer(melody(7.0, 22_050, seed), 22_050)
        write_wav(tmp_path / f"{seed}.wav", sound, "float32")
    options = BenchOptions(recordings=(tmp_path,))
    found = {one.name: (one.value, one.unit) for one in LONG_BENCHES["findings"](options)}
    assert found["repeats that the recordings hold"] == (0, "stretches")
    for change in findings.CHANGES:
        assert found[f"mistakes beside: {change}"] == (0, "of 2")
    assert found["found: as it is"] == (2, "of 2")
    assert found["found: 6 dB louder"] == (2, "of 2")
    assert found["edges off by: as it is"][0] < 200
    assert found["0.01 hours: silences found"] == (0, "stretches")
    assert found["0.01 hours: repeats found"] == (1, "stretches, 1 planted")
    assert found["0.01 hours: comparison adds"][0] >= 0
