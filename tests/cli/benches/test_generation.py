"""The pace of the kernels: every preset is measured, in mono and stereo."""

import math

import pytest

from audiosynth_gui.cli.benches import generation
from audiosynth_gui.generation import speed
from audiosynth_gui.training.presets import PRESETS


def test_every_preset_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "RENDER_SECONDS", 0.02)
    monkeypatch.setattr(generation, "HEARD_SECONDS", 0.02)
    monkeypatch.setattr(speed, "ATTEMPTS", 1)
    measured = list(generation.measure())
    names = [one.name for one in measured]
    assert len(set(names)) == len(names)
    for preset in PRESETS:
        kinds = [name for name in names if name.startswith(f"{preset.title}, ")]
        assert len(kinds) >= (1 if preset.is_classic else 2)
    assert {one.unit for one in measured} == {"× real time", "ms", "multiply-adds", "% of its time"}
    assert all(math.isfinite(one.value) and one.value > 0 for one in measured)
