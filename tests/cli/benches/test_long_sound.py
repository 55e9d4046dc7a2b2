"""The made recording that the editor is measured with."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.cli.benches.long_sound import SAMPLE_RATE, write_long_sound


@pytest.mark.parametrize("minutes", [0.02, 0.51])
def test_it_is_as_long_as_asked_for_and_sounds_everywhere(tmp_path: Path, minutes: float) -> None:
    path = tmp_path / "long.wav"
    write_long_sound(path, minutes)
    with WavSource(path) as source:
        assert source.frames == round(minutes * 60 * SAMPLE_RATE)
        assert (source.sample_rate, source.channels) == (48_000, 2)
        samples = source.read(0, source.frames)
    levels = np.abs(samples[: len(samples) // 4800 * 4800]).reshape(-1, 4800, 2).max(axis=1)
    assert levels.min() > 0.01
    assert levels.max() < 1.0


def test_a_block_comes_back_at_other_levels(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    write_long_sound(path, 0.5)
    with WavSource(path) as source:
        first, again = (source.read(start, start + SAMPLE_RATE) for start in (0, 20 * SAMPLE_RATE))
    ratio = np.abs(again).max() / np.abs(first).max()
    assert abs(ratio - 1) > 0.01
    np.testing.assert_allclose(again, ratio * first, atol=1e-3)
