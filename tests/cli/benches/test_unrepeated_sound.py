"""The made music in which nothing comes back."""

from pathlib import Path

import numpy as np

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.cli.benches.unrepeated_sound import write_unrepeated

RATE = 8_000


def test_only_what_is_planted_comes_again(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    write_unrepeated(path, RATE, 25.0, 4.0)
    with WavSource(path) as source:
        assert (source.frames, source.channels) == (29 * RATE, 2)
        samples = source.read(0, source.frames)
    assert 0.05 < np.abs(samples).max() < 1.0
    planted = samples[25 * RATE :, 0]
    # Against every place at once; its own level is 1.
    size = 1 << 18
    likeness = np.fft.irfft(np.fft.rfft(samples[:, 0], size) * np.conj(np.fft.rfft(planted, size)))
    likeness = np.abs(likeness[: 29 * RATE]) / np.sum(np.square(planted))
    places = np.flatnonzero(likeness > 0.9)
    assert set(places) == {0, 25 * RATE}
    likeness[[*range(100), *range(25 * RATE - 100, 25 * RATE + 100)]] = 0.0
    assert likeness.max() < 0.5


def test_what_is_shorter_than_a_block_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "short.wav"
    write_unrepeated(path, RATE, 3.0, 1.0)
    with WavSource(path) as source:
        assert source.frames == 4 * RATE
