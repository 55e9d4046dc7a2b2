"""Windows over the sound of a file."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.features import windows
from audiosynth_gui.features.windows import windowed_blocks

RATE = 8_000
WINDOW_FRAMES, HOP_FRAMES = 64, 24


def file_of(folder: Path, sound: np.ndarray) -> Path:
    write_wav(folder / "sound.wav", AudioBuffer(sound.astype(np.float32), RATE), "float32")
    return folder / "sound.wav"


@pytest.mark.parametrize("read_frames", [7, 100, 1 << 18])
@pytest.mark.parametrize("frames", [1, 23, 24, 500])
def test_every_window_is_centred_on_its_hop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_frames: int, frames: int
) -> None:
    monkeypatch.setattr(windows, "_READ_FRAMES", read_frames)
    sound = np.random.default_rng(0).uniform(-0.5, 0.5, frames)
    found = []
    with WavSource(file_of(tmp_path, sound[:, None])) as source:
        blocks = list(windowed_blocks(source, RATE, WINDOW_FRAMES, HOP_FRAMES))
    for block in blocks:
        for number in range(block.windows):
            found.append(block.sound[number * HOP_FRAMES :][:WINDOW_FRAMES])
    padded = np.pad(sound, WINDOW_FRAMES // 2)
    assert len(found) == frames // HOP_FRAMES + 1
    for number, window in enumerate(found):
        begin = number * HOP_FRAMES
        np.testing.assert_allclose(window, padded[begin : begin + WINDOW_FRAMES], atol=1e-6)
    fractions = [block.fraction for block in blocks]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_channels_are_mixed_and_what_is_no_number_is_silent(tmp_path: Path) -> None:
    sound = np.full((100, 2), (0.2, 0.4))
    sound[50] = np.nan
    with WavSource(file_of(tmp_path, sound)) as source:
        (block,) = windowed_blocks(source, RATE, WINDOW_FRAMES, HOP_FRAMES)
    heard = block.sound[WINDOW_FRAMES // 2 :][:100]
    assert heard[50] == 0.0
    np.testing.assert_allclose(np.delete(heard, 50), 0.3, atol=1e-6)


def test_an_empty_file_has_no_windows(tmp_path: Path) -> None:
    with WavSource(file_of(tmp_path, np.zeros((0, 1)))) as source:
        assert list(windowed_blocks(source, RATE, WINDOW_FRAMES, HOP_FRAMES)) == []
