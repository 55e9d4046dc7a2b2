"""Which recordings a long bench works on."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches import options
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.errors import AudioFileError
from tests.training.examples import plucked_notes


@pytest.fixture
def sound() -> AudioBuffer:
    return AudioBuffer(plucked_notes(0.5, 22050, 2), 22050)


def test_files_and_folders_are_found_in_order(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("b.ogg", "a.WAV", "README.md"):
        (folder / name).touch()
    alone = tmp_path / "alone.xyz"
    found = recording_paths(BenchOptions(recordings=(alone, folder)), tmp_path)
    assert found == (alone, folder / "a.WAV", folder / "b.ogg")


def test_a_folder_without_sound_is_told(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="no sound file"):
        recording_paths(BenchOptions(recordings=(tmp_path,)), tmp_path)


def test_without_recordings_the_demo_is_taken(
    tmp_path: Path, sound: AudioBuffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "compose_demo", lambda _score: sound)
    (path,) = recording_paths(BenchOptions(), tmp_path)
    heard = decoded(path, tmp_path)
    assert heard.sample_rate == 22050
    np.testing.assert_allclose(heard.samples, sound.samples, atol=2e-4)


def test_a_sound_file_is_decoded(tmp_path: Path, sound: AudioBuffer) -> None:
    path = tmp_path / "take.wav"
    write_wav(path, sound, "float32")
    np.testing.assert_array_equal(decoded(path, tmp_path).samples, sound.samples)
