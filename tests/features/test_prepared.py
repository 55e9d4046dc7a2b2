"""Recordings made ready once, mapped ever after."""

from collections.abc import Generator
from io import BytesIO
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
from audiosynth_gui.features.tones import TONE_NUMBERS, TONES
from tests.project.faults import room_for

SETTINGS = FeatureSettings(sample_rate=16000, hop_frames=256, channels=1)
KEY = "ab" * 32
BANDS = 16


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
        prepare_recording(tmp_path / "sound.wav", KEY, SETTINGS, BANDS, tmp_path / "cache")
    )
    expected = resample(convert_channels(recording.samples, 1), 44100, 16000)
    np.testing.assert_allclose(prepared.samples, expected[: len(prepared.samples)], atol=1e-5)
    assert len(prepared.samples) == pytest.approx(16000, abs=2)
    features = FeatureExtractor(SETTINGS).extract(np.asarray(prepared.samples))
    np.testing.assert_array_equal(prepared.plan.features, features)
    frames = len(features)
    assert prepared.plan.levels.shape == (frames, BANDS)
    assert prepared.plan.tones.shape == (frames, TONES, TONE_NUMBERS)
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


@pytest.mark.usefixtures("recording")
def test_the_second_time_nothing_is_made(tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    first, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    path.unlink()
    again, fractions = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    assert fractions == [1.0]
    np.testing.assert_array_equal(again.plan.features, first.plan.features)


@pytest.mark.usefixtures("recording")
def test_a_gain_is_in_the_samples_and_in_the_names_of_the_files(tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    stored, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    names = {file.name for file in cache.iterdir()}
    quiet, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache, gain_db=-12.0))
    factor = 10 ** (-12 / 20)
    np.testing.assert_allclose(quiet.samples, factor * stored.samples, atol=1e-6)
    louder = stored.plan.louder(-12.0, SETTINGS)
    loudness = SETTINGS.slices["loudness"]
    np.testing.assert_allclose(
        quiet.plan.features[:, loudness], louder.features[:, loudness], atol=0.2
    )
    assert names < {file.name for file in cache.iterdir()}
    again, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    np.testing.assert_array_equal(again.samples, stored.samples)


@pytest.mark.usefixtures("recording")
@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"junk" * 100])
def test_broken_cache_files_are_made_again(damage: bytes, tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    first, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    expected = np.array(first.plan.features)
    for file in cache.iterdir():
        file.write_bytes(damage)
    again, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    np.testing.assert_array_equal(again.plan.features, expected)


@pytest.mark.usefixtures("recording")
@pytest.mark.parametrize(
    "shape", [(0, 1), (5, 1), (63, 3), (2**40, 97), (2**62, 2**62), (-1, 97), (97,)]
)
def test_cache_files_of_another_shape_are_made_again(
    shape: tuple[int, ...], tmp_path: Path
) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    first, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    expected = np.array(first.plan.features)
    (features,) = cache.glob("features-*")
    header = BytesIO()
    described = {"descr": "<f4", "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(header, described)
    features.write_bytes(header.getvalue() + bytes(1 << 16))
    again, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    np.testing.assert_array_equal(again.plan.features, expected)


@pytest.mark.usefixtures("recording")
@pytest.mark.parametrize("room", [0, 30_000, 70_000, 95_000])
def test_a_full_disk_is_told_and_leaves_nothing_half(room: int, tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    with room_for(room), pytest.raises(AudioFileError, match=r"no room left.*“sound\.wav”"):
        run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    assert {file.suffix for file in cache.iterdir()} <= {".npy"}
    run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))


@pytest.mark.usefixtures("recording")
def test_one_that_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    steps = prepare_recording(tmp_path / "sound.wav", KEY, SETTINGS, BANDS, tmp_path / "cache")
    next(steps)
    steps.close()
    assert list((tmp_path / "cache").iterdir()) == []


def test_two_may_prepare_the_same(recording: AudioBuffer, tmp_path: Path) -> None:
    path, cache = tmp_path / "sound.wav", tmp_path / "cache"
    one = prepare_recording(path, KEY, SETTINGS, BANDS, cache)
    next(one)
    other, _ = run(prepare_recording(path, KEY, SETTINGS, BANDS, cache))
    first, _ = run(one)
    np.testing.assert_array_equal(first.samples, other.samples)
    np.testing.assert_array_equal(first.plan.features, other.plan.features)
    assert recording.frames == 44100


def test_what_is_no_number_becomes_silence(tmp_path: Path) -> None:
    samples = np.full((16000, 1), 0.1, np.float32)
    write_wav(tmp_path / "sound.wav", AudioBuffer(samples, 16000), "float32")
    data = bytearray((tmp_path / "sound.wav").read_bytes())
    data[-8:] = np.array([np.nan, np.inf], np.float32).tobytes()
    (tmp_path / "sound.wav").write_bytes(data)
    prepared, _ = run(
        prepare_recording(tmp_path / "sound.wav", KEY, SETTINGS, BANDS, tmp_path / "cache")
    )
    assert np.isfinite(prepared.samples).all()
    assert np.isfinite(prepared.plan.features).all()


def test_a_missing_recording_is_told(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError):
        run(prepare_recording(tmp_path / "none.wav", KEY, SETTINGS, BANDS, tmp_path / "cache"))
