"""Spectrograms: right rows, right levels, right places."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.decoding import decode_to_wav
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.spectrogram import spectrogram_columns
from audiosynth_gui.audio.spectrogram_settings import (
    FrequencyScale,
    SpectrogramSettings,
    hertz_to_row,
    row_to_hertz,
)
from tests.audio.sounds import noise, sine

RATE = 44_100
SCALES: tuple[FrequencyScale, ...] = ("linear", "mel", "log")
PLAIN = SpectrogramSettings(RATE, floor_db=-120.0, ceiling_db=7.5)  # half a decibel a step


def _reader(samples: Samples) -> Callable[[int, int], Samples]:
    """Reads as WavSource does, and notices being asked for frames before 0."""

    def read(start: int, stop: int) -> Samples:
        assert 0 <= start <= stop
        return samples[start:stop]

    return read


def _level_db(value: int) -> float:
    return value / 2 - 120.0


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("window_frames", [1024, 4096])
@pytest.mark.parametrize("hertz", [220.0, 440.0, 3_000.0, 9_000.0, 15_000.0])
def test_a_sine_stands_in_its_row(scale: FrequencyScale, window_frames: int, hertz: float) -> None:
    settings = replace(PLAIN, scale=scale, window_frames=window_frames)
    picture = spectrogram_columns(_reader(sine(RATE, RATE, hertz)), 10_000, 20_000, 8, settings)
    assert picture.dtype == np.uint8
    assert picture.shape == (256, 8)
    bin_hertz = RATE / window_frames
    for column in picture.T:
        row = int(column.argmax())
        nearest = hertz_to_row(hertz, settings)
        bins_away = abs(row_to_hertz(row, settings) - hertz) / bin_hertz
        assert abs(row - nearest) <= 1 or bins_away <= 1
        assert _level_db(int(column[row])) == pytest.approx(0.0, abs=3.0)


@pytest.mark.parametrize("window_frames", [256, 2048, 8192])
def test_rows_on_bins_agree_with_the_plain_transform(window_frames: int) -> None:
    """As many rows as bins: each is one bin of the textbook's short-time transform."""
    settings = replace(
        PLAIN,
        scale="linear",
        window_frames=window_frames,
        rows=window_frames // 2 + 1,
        lowest_hertz=0.0,
        most_windows=1,
    )
    samples = noise(50_000, 1)
    picture = spectrogram_columns(_reader(samples), 20_000, 24_000, 4, settings)
    window = np.hanning(window_frames + 1)[:-1]
    for column in range(4):
        start = 20_000 + column * 1_000 + 500 - window_frames // 2
        spectrum = np.fft.rfft(samples[start : start + window_frames, 0] * window)
        level_db = 20.0 * np.log10(np.abs(spectrum) / (window.sum() / 2.0))
        expected = np.clip(2.0 * (level_db + 120.0), 0, 255)
        np.testing.assert_allclose(picture[:, column], expected, atol=0.6)


def test_a_click_stands_in_its_column() -> None:
    samples = np.zeros((40_000, 1), np.float32)
    samples[23_456] = 1.0
    picture = spectrogram_columns(
        _reader(samples), 0, 40_000, 80, replace(PLAIN, window_frames=512)
    )
    assert set(np.flatnonzero(picture.any(axis=0))) == {23_456 // 500}


@pytest.mark.parametrize("width", [10.5, 100.0, 700.0, 5_000.0])
def test_a_part_of_the_view_is_the_same_picture(width: float) -> None:
    """Tiles of columns that lie at the same places fit together."""
    samples = noise(300_000)
    whole = spectrogram_columns(_reader(samples), 1_000, 1_000 + 40 * width, 40, PLAIN)
    tiles = [
        spectrogram_columns(
            _reader(samples), 1_000 + first * width, 1_000 + (first + 10) * width, 10, PLAIN
        )
        for first in range(0, 40, 10)
    ]
    difference = np.abs(np.hstack(tiles).astype(int) - whole)
    assert difference.max() <= 1


def test_large_views_are_drawn_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    samples = noise(200_000)
    whole = spectrogram_columns(_reader(samples), 0, 200_000, 50, PLAIN)
    monkeypatch.setattr("audiosynth_gui.audio.spectrogram._BATCH_SAMPLES", 1)
    single = spectrogram_columns(_reader(samples), 0, 200_000, 50, PLAIN)
    assert np.abs(single.astype(int) - whole).max() <= 1


def test_only_what_is_needed_is_read() -> None:
    samples = noise(1_000_000, 1)
    read = []

    def counting(start: int, stop: int) -> Samples:
        read.append(stop - start)
        return samples[start:stop]

    spectrogram_columns(counting, 500_000, 501_000, 100, PLAIN)
    assert sum(read) <= 1_000 + PLAIN.window_frames
    read.clear()
    spectrogram_columns(counting, 0, 1_000_000, 10, PLAIN)
    assert sum(read) <= 10 * PLAIN.most_windows * PLAIN.window_frames


def test_outside_the_sound_is_silence() -> None:
    picture = spectrogram_columns(_reader(noise(10_000)), -50_000, 60_000, 110, PLAIN)
    lit = np.flatnonzero(picture.any(axis=0))
    assert (lit[0], lit[-1]) == (49, 60)
    assert not spectrogram_columns(_reader(noise(0)), 0, 100, 3, PLAIN).any()


def test_opposite_channels_do_not_cancel_out() -> None:
    tone = sine(20_000, RATE, 1_000.0)
    together, opposite = (
        spectrogram_columns(_reader(np.hstack((tone, sign * tone))), 5_000, 15_000, 4, PLAIN)
        for sign in (np.float32(1.0), np.float32(-1.0))
    )
    np.testing.assert_array_equal(together, opposite)


def test_what_is_no_number_counts_as_silence() -> None:
    samples = noise(10_000)
    broken = samples.copy()
    samples[5_000] = 0.0
    broken[5_000] = (np.nan, np.inf)
    np.testing.assert_array_equal(
        spectrogram_columns(_reader(broken), 0, 10_000, 10, PLAIN),
        spectrogram_columns(_reader(samples), 0, 10_000, 10, PLAIN),
    )


def test_levels_span_the_byte() -> None:
    tone = 0.1 * sine(20_000, RATE, RATE / 2048 * 100)  # −20 dB, on a bin
    for floor_db, ceiling_db, expected in ((-120, 0, 212), (-60, -30, 255), (-10, 0, 0)):
        settings = replace(
            PLAIN,
            scale="linear",
            rows=1025,
            lowest_hertz=0.0,
            floor_db=floor_db,
            ceiling_db=ceiling_db,
        )
        picture = spectrogram_columns(_reader(tone), 9_000, 10_000, 1, settings)
        assert abs(int(picture[100, 0]) - expected) <= 1


@pytest.mark.parametrize(("start", "stop", "count"), [(0, 0, 10), (10, 5, 10), (0, 100, 0)])
def test_a_view_of_nothing_is_refused(start: int, stop: int, count: int) -> None:
    with pytest.raises(ValueError, match="view"):
        spectrogram_columns(_reader(noise(100)), start, stop, count, PLAIN)


@pytest.mark.recordings
def test_a_real_recording(recordings_path: Path, tmp_path: Path) -> None:
    """A humpback sings below 5 kHz; nothing of it lies above 12 kHz."""
    decode_to_wav(recordings_path / "humpback.ogg", tmp_path / "whale.wav")
    with WavSource(tmp_path / "whale.wav") as source:
        settings = replace(PLAIN, scale="linear", lowest_hertz=0.0)
        picture = spectrogram_columns(source.read, 0, source.frames, 200, settings)
    low = picture[: int(hertz_to_row(5_000.0, settings))].mean()
    high = picture[int(hertz_to_row(12_000.0, settings)) :].mean()
    assert low - high > 40
