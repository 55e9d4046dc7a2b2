"""The comparison of likelihoods as a bench."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import likelihood
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.evaluation.reference.sample_rnn import SampleRnnSizes
from tests.networks.examples import small_config
from tests.training.examples import SETTINGS, plucked_notes


@pytest.mark.usefixtures("one_torch_thread")
def test_all_contestants_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config = small_config("tiered", 1, 1, "mulaw8")
    monkeypatch.setattr(likelihood, "likelihood_config", lambda _preset: config)
    monkeypatch.setattr(likelihood, "likelihood_settings", lambda _preset: SETTINGS)
    small = SampleRnnSizes(units=16, ratios=(8, 2))
    monkeypatch.setattr(likelihood, "SampleRnnSizes", lambda: small)
    path = tmp_path / "notes.wav"
    write_wav(path, AudioBuffer(plucked_notes(16.0, 16000, 1), 16000), "float32")
    options = BenchOptions(recordings=(path,), minutes=0.002)
    measured = {one.name: one for one in LONG_BENCHES["likelihood"](options)}
    assert {one.unit for one in measured.values()} == {"bits/sample"}
    reference, ours = measured["notes, SampleRNN"], measured["notes, AudioSynth"]
    assert measured["notes, gain"].value == reference.value - ours.value
    predicted = [f"notes, linear prediction, {scale} scale" for scale in ("fixed", "following")]
    assert all(0.0 < measured[name].value < 8.0 for name in predicted)
    assert "notes, AudioSynth at its best, without last 2 s" in measured


def test_an_unknown_preset_is_told_before_anything_is_read() -> None:
    options = BenchOptions(recordings=(Path("missing.wav"),), preset="loud")
    with pytest.raises(TrainingError, match="no preset called"):
        list(likelihood.measure(options))
