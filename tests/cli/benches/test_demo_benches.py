"""Benches that play the shipped model: the guard, and how soon a click is heard."""

import pytest

from audiosynth_gui.cli.benches import guard, latency
from audiosynth_gui.cli.benches.options import BenchOptions

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def test_the_guard_finds_noise_and_leaves_music_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "PIECES", 1)
    monkeypatch.setattr(guard, "PIECE_SECONDS", 14.0)
    found = {one.name: one.value for one in guard.measure()}
    assert found["guard, false alarms in healthy pieces"] == 0
    assert found["guard, found: fade to white noise"] == 1
    assert 0 < found["guard, found after: fade to white noise"] < 4


def test_clicks_and_blocks_are_timed_beside_a_training(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latency, "CLICKS", 2)
    monkeypatch.setattr(latency, "HOUR_SECONDS", 1.0)
    options = BenchOptions(minutes=0.03, preset="draft")
    found = {one.name: one.value for one in latency.measure(options)}
    assert found["click to first block, of an hour: median"] > 0
    median = found["click to first block, 4 s prompt: median"]
    assert 0 < median <= found["click to first block, 4 s prompt: worst"]
    assert found["blocks beside training"] > 1
    middle, high = (found[f"block beside training, {share}"] for share in ("50 %", "99 %"))
    assert 0 < middle <= high <= found["block beside training, worst"]
