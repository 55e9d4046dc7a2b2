"""A real recording for the tests of features."""

from pathlib import Path

import pytest

from audiosynth_gui.audio.decoding import decode_to_wav


@pytest.fixture(scope="session")
def dance_path(recordings_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Hungarian dance as WAV, 45.8 s; for tests with the marker `recordings`."""
    path = tmp_path_factory.mktemp("dance") / "dance.wav"
    decode_to_wav(recordings_path / "hungarian-dance.ogg", path)
    return path
