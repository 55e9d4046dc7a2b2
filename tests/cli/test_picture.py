"""The picture of a sound."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.cli.picture import (
    BACKGROUND,
    LANE_PIXELS,
    PEAK,
    RMS,
    SPECTROGRAM_PIXELS,
    WIDTH_PIXELS,
    spectrogram_pixels,
    waveform_pixels,
    write_picture,
)
from audiosynth_gui.errors import AudioFileError

SAMPLE_RATE = 44_100


@pytest.fixture
def sound_path(tmp_path: Path) -> Path:
    """Two seconds: left silence, then a loud 5 kHz sine; right silent throughout."""
    sine = np.sin(2 * np.pi * 5_000 * np.arange(SAMPLE_RATE) / SAMPLE_RATE)
    samples = np.zeros((2 * SAMPLE_RATE, 2), np.float32)
    samples[SAMPLE_RATE:, 0] = sine
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(samples, SAMPLE_RATE), "float32")
    return path


def is_colour(pixels: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.asarray((pixels == colour).all(axis=2))


def test_waveform_shows_each_channel_where_it_sounds(sound_path: Path) -> None:
    with WavSource(sound_path) as source:
        pixels = waveform_pixels(source)
    assert pixels.shape == (2 * LANE_PIXELS, WIDTH_PIXELS, 3)
    background = is_colour(pixels, BACKGROUND)
    left, right = background[:LANE_PIXELS], background[LANE_PIXELS:]
    half = WIDTH_PIXELS // 2
    assert not left[:, half + 2 :].any()
    # Silence is a line in the middle of its lane.
    assert (~left[:, : half - 2]).sum(axis=0).max() <= 2
    assert (~right).sum(axis=0).max() <= 2
    # The root mean square of a sine covers 0.71 of its peak.
    column = pixels[:LANE_PIXELS, half + 100]
    rms_rows = (column == RMS).all(axis=1).sum()
    assert rms_rows / LANE_PIXELS == pytest.approx(0.5**0.5, abs=0.03)
    assert (column == PEAK).all(axis=1).sum() == LANE_PIXELS - rms_rows


def test_spectrogram_is_bright_where_and_when_it_sounds(sound_path: Path) -> None:
    with WavSource(sound_path) as source:
        brightness = spectrogram_pixels(source).sum(axis=2)
    assert brightness.shape == (SPECTROGRAM_PIXELS, WIDTH_PIXELS)
    half = WIDTH_PIXELS // 2
    assert brightness[:, : half - 20].max() < 10
    loudest_row = int(brightness[:, half + 100].argmax())
    # 5 kHz is the mel 2364 of 20 Hz … 22.05 kHz = 32 … 3923, counted from below.
    assert loudest_row == pytest.approx(SPECTROGRAM_PIXELS * (1 - (2364 - 32) / 3891), abs=3)


def test_written_file_is_a_png_of_both(sound_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "sound.png"
    with WavSource(sound_path) as source:
        write_picture(source, path)
    with Image.open(path) as image:
        assert image.format == "PNG"
        assert image.size == (WIDTH_PIXELS, 2 * LANE_PIXELS + SPECTROGRAM_PIXELS)


def test_picture_that_cannot_be_written_is_told(sound_path: Path, tmp_path: Path) -> None:
    with WavSource(sound_path) as source, pytest.raises(AudioFileError):
        write_picture(source, tmp_path / "missing" / "sound.png")
