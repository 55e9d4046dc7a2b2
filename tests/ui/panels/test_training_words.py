"""A training in words."""

import pytest

from audiosynth_gui.project.preset_fits import PresetFit
from audiosynth_gui.ui.panels.training_words import cost_words


@pytest.mark.parametrize(
    ("factor", "memory_bytes", "words"),
    [
        (3.1, 196_000_000, "needs 200 MB, plays 3.1 × as fast as it sounds."),
        (0.4, 200_000_001, "needs 210 MB, too slow to play live (0.4 ×)."),
    ],
)
def test_what_a_preset_costs(factor: float, memory_bytes: int, words: str) -> None:
    fit = PresetFit(
        preset="draft", realtime_factor=factor, audio_seconds_per_second=2.5,
        memory_bytes=memory_bytes,
    )  # fmt: skip
    wanted = f"On this computer: learns 2.5 s of sound a second, {words}"
    assert cost_words(fit) == wanted
