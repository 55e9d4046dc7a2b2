"""What is measured of the planner."""

import math

import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches import options, planner
from tests.training.examples import plucked_notes


@pytest.mark.usefixtures("one_torch_thread")
def test_learning_walking_and_deciding_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planner, "TRAINED_SECONDS", 0.5)
    monkeypatch.setattr(planner, "WALKED_SECONDS", 60.0)
    monkeypatch.setattr(planner, "HOUR_SECONDS", 20.0)
    monkeypatch.setattr(planner, "DECISIONS", 2)
    sound = AudioBuffer(plucked_notes(8.0, 44100, 2), 44100)
    monkeypatch.setattr(options, "compose_demo", lambda _score: sound)
    measured = {one.name: one for one in planner.measure()}
    assert all(math.isfinite(one.value) for one in measured.values())
    units = [one.unit for one in measured.values()]
    freedoms = len(planner.FREEDOMS)
    assert units.count("nats a frame") == 2 + freedoms
    assert units.count("ms") == units.count("a minute") == units.count("× usual") == freedoms
    learnt = measured["planner, held out: the plan network"].value
    assert learnt >= measured["planner, held out: the last frame repeated"].value
    calm, wild = (measured[f"planner, freedom {freedom}: jumps"].value for freedom in (0, 1))
    assert 0 < calm < wild <= 120
