"""What a training holds in memory."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.bench import LONG_BENCHES
from audiosynth_gui.cli.benches import demo_project, memory
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import AudioSynthError
from tests.training.examples import plucked_notes


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine seconds stand for the hour, and a step for thirty."""
    sound = AudioBuffer(plucked_notes(3.0, 44100, 2), 44100)
    monkeypatch.setattr(demo_project, "compose_demo", lambda _score: sound)
    monkeypatch.setattr(memory, "HOUR_SECONDS", 9.0)
    monkeypatch.setattr(memory, "STEPS", 1)


@pytest.mark.usefixtures("one_torch_thread", "short")
def test_an_hour_and_ten_are_measured() -> None:
    found = {one.name: one.value for one in LONG_BENCHES["memory"](BenchOptions())}
    hour, ten = (found[f"Training on {name}: holds"] for name in ("1 hour", "10 hours"))
    # torch alone is more than this
    assert hour > 50
    assert 0.8 * hour < ten < 1.2 * hour


def test_where_nothing_is_told_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "STATUS_PATH", tmp_path / "none")
    with pytest.raises(AudioSynthError, match="Linux only"):
        list(memory.measure())
