"""Recordings made ready once, mapped ever after."""

from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.prepared import PreparedRecording, prepare_recording
from audiosynth_gui.features.settings import FeatureSettings

SETTINGS = FeatureSettings(sample_rate=16000, hop_frames=256, channels=1)
KEY = "ab" * 32


def run(steps: Generator[float, None, PreparedRecording]) -> tuple[PreparedRecording, list[float]]:
    fractions = []
    while True:
        try:
            fractions.append(next(steps))
        except StopIteration as end:
            return end.value, fractions


@pytest.fixture
def recording(tmp_path: Path) -> AudioBuffer:
    random = np.random.default_rng(1)
    sound = AudioBuffer((0.1 * random.standard_normal((44100, 2))).astype(np.float32), 44100)
    write_wav(tmp_path / "sound.wav", sound, "float32")
    return sound


def test_is_the_sound_at_the_models_rate_and_its_features(
    recording: AudioBuffer, tmp_path: Path
) -> None:
    prepared, fractions = run(
        prepare_recording(tmp_path / "sound.wav", KEY, SETTINGS, tmp_path / "cache")
    )
    expected = resample(convert_channels(recording.samples, 1), 44100, 16000)
    np.testing.assert_allclose(prepared.samples, expected[: len(prepared.samples)], atol=1e-5)
    assert len(prepared.samples) == pytest.approx(16000, abs=2)
    features = FeatureExtractor(SETTINGS).extract(np.asarray(prepared.samples))
    np.testing.assert_array_equal(prepared.features, features)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


@pytest.mark.usefixtures("recording")
def test_the_second_time_nothing_is_made(tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    first, _ = run(prepare_recording(path, KEY, SETTINGS, cache))
    path.unlink()
    again, fractions = run(prepare_recording(path, KEY, SETTINGS, cache))
    assert fractions == [1.0]
    np.testing.assert_array_equal(again.features, first.features)


@pytest.mark.usefixtures("recording")
@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"junk" * 100])
def test_broken_cache_files_are_made_again(damage: bytes, tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    first, _ = run(prepare_recording(path, KEY, SETTINGS, cache))
    expected = np.array(first.features)
    for file in cache.iterdir():
        file.write_bytes(damage)
    again, _ = run(prepare_recording(path, KEY, SETTINGS, cache))
    np.testing.assert_array_equal(again.features, expected)


def test_a_missing_recording_is_told(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError):
        run(prepare_recording(tmp_path / "none.wav", KEY, SETTINGS, tmp_path / "cache"))
