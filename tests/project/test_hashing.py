"""The checksum of a file."""

import hashlib
from pathlib import Path

import pytest

from audiosynth_gui.errors import AudioFileError
from audiosynth_gui.project.hashing import NO_SOUND_SHA256, HashingCancelledError, hash_file


def test_it_is_that_of_all_bytes(tmp_path: Path) -> None:
    data = bytes(range(256)) * 10_000
    (tmp_path / "a").write_bytes(data)
    assert hash_file(tmp_path / "a") == hashlib.sha256(data).hexdigest()
    (tmp_path / "b").write_bytes(b"")
    assert hash_file(tmp_path / "b") == NO_SOUND_SHA256


def test_it_can_be_cancelled_and_tells_of_a_missing_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(HashingCancelledError):
        hash_file(tmp_path / "a", lambda: True)
    with pytest.raises(AudioFileError, match="is not there"):
        hash_file(tmp_path / "c")
