"""The pace of training: preparation and every device, in mono and stereo."""

import math

import pytest
import torch

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches import training
from tests.training.examples import plucked_notes


def test_preparation_and_training_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "MEASURED_SECONDS", 0.01)
    monkeypatch.setattr(training, "WARM_UP_STEPS", 1)
    monkeypatch.setattr(training, "available_devices", lambda: ("cpu",))
    sound = AudioBuffer(plucked_notes(3.0, 44100, 2), 44100)
    monkeypatch.setattr(training, "compose_demo", lambda _score: sound)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    measured = list(training.measure())
    torch.set_num_threads(threads)
    assert [one.unit for one in measured] == ["× real time", "s of sound/s", "s of sound/s"]
    assert len({one.name for one in measured}) == 3
    assert all(math.isfinite(one.value) and one.value > 0 for one in measured)
