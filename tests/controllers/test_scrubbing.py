"""Grains at the pointer."""

from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.controllers.scrubbing import HOP_SECONDS, LiveScrub, ScrubPlayable
from tests.controllers.sounds import RATE

HOP = round(HOP_SECONDS * RATE)


def steps(tmp_path: Path) -> WavSource:
    """A second of a level that says where it is: 0.1 in the first tenth, 0.2 in the second..."""
    levels = (np.arange(RATE) // (RATE // 10) + 1) / 10.0
    path = tmp_path / "steps.wav"
    write_wav(path, AudioBuffer(levels.astype(np.float32)[:, None], RATE), "float32")
    return WavSource(path)


def test_a_moving_pointer_sounds_what_lies_under_it_at_an_even_level(tmp_path: Path) -> None:
    scrub = LiveScrub(0.55)
    playable = ScrubPlayable(steps(tmp_path), scrub)
    blocks = playable.blocks()
    next(blocks)
    for seconds in (0.5501, 0.5502):
        scrub.seconds = seconds
        block = next(blocks)
        assert len(block) == HOP
        np.testing.assert_allclose(block, 0.6, atol=1e-6)
    playable.end()


def test_it_is_silent_while_the_pointer_rests_and_ends_when_it_is_let_go(tmp_path: Path) -> None:
    scrub = LiveScrub(0.95)
    playable = ScrubPlayable(steps(tmp_path), scrub)
    blocks = playable.blocks()
    grain = np.concatenate([next(blocks), next(blocks)])
    assert grain.max() == np.float32(1.0)
    assert (grain[0], grain[-1]) == (0.0, grain[1])
    assert not next(blocks).any()
    scrub.seconds = 0.05
    assert next(blocks).any()
    scrub.is_over = True
    last = next(blocks)
    assert last[-1] < 0.001
    assert list(blocks) == []
    playable.end()


def test_at_the_edges_a_grain_is_whole(tmp_path: Path) -> None:
    for seconds, level in ((-3.0, 0.1), (9.0, 1.0)):
        playable = ScrubPlayable(steps(tmp_path), LiveScrub(seconds))
        assert next(playable.blocks()).max() > 0.99 * level
        playable.end()
