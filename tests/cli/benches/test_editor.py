"""The bench of the editor, on a short sound."""

import math
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import editor
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import AudioSynthError


def test_the_sound_is_as_long_as_asked_for_and_sounds_everywhere(tmp_path: Path) -> None:
    editor.write_long_sound(tmp_path / "long.wav", 0.51)
    with WavSource(tmp_path / "long.wav") as source:
        assert source.frames == round(0.51 * 60 * editor.SAMPLE_RATE)
        assert source.channels == 2
        levels = np.abs(source.read(0, source.frames)).reshape(-1, 4800, 2).max(axis=1)
    assert levels.min() > 0.01
    assert levels.max() < 1.0


def test_everything_is_measured_in_the_real_views(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editor, "REDRAWS", 5)
    monkeypatch.setattr(editor, "TILES", 2)
    found = {one.name: one for one in LONG_BENCHES["editor"](BenchOptions(sound_minutes=0.03))}
    names = " | ".join(found)
    for wanted in ("without cache", "with cache", "waveform redrawn", "chroma: first tile",
                   "memory added", "window on screen"):  # fmt: skip
        assert wanted in names
    assert all(math.isfinite(one.value) for one in found.values())
    times = [one.value for one in found.values() if one.unit in ("s", "ms")]
    assert min(times) > 0


def test_what_cannot_be_drawn_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(AudioSynthError, match="Nothing can be drawn"):
        list(editor._measured("sound", str(tmp_path / "none.wav"), str(tmp_path), "1", "1"))
