"""Whole files are not taken for cut-off ones."""

from pathlib import Path

import pytest
import soundfile

from audiosynth_gui.audio.truncation import UNKNOWN_FRAMES, is_cut_off
from tests.audio.sound_files import KINDS, FileKind, cut, forget_flac_length, write_kind
from tests.audio.sounds import noise

MP3 = FileKind("MP3", "MPEG_LAYER_III", 2, 44_100, 0)


def _is_cut_off(path: Path, missing_frames: int = 0) -> bool:
    info = soundfile.info(path)
    return is_cut_off(path, info.format, info.frames, info.frames - missing_frames)


@pytest.mark.parametrize("frames", [1, 1_000, 50_001])
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_whole_files(tmp_path: Path, kind: FileKind, frames: int) -> None:
    assert not _is_cut_off(write_kind(tmp_path, kind, noise(frames, 1)))


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_file_that_lacks_its_last_bytes(tmp_path: Path, kind: FileKind) -> None:
    path = write_kind(tmp_path, kind, noise(50_001, 1))
    cut(path, 0.999)
    told_by_reading = kind.container in ("FLAC", "MP3")
    assert _is_cut_off(path, missing_frames=1 if told_by_reading else 0)


def test_a_streamed_wav_file_has_no_length_to_miss(tmp_path: Path) -> None:
    path = write_kind(tmp_path, FileKind("WAV", "PCM_16", 8, 44_100, 16), noise(100))
    content = bytearray(path.read_bytes())
    content[4:8] = b"\xff\xff\xff\xff"
    path.write_bytes(content)
    assert not _is_cut_off(path)


def test_a_flac_file_of_unknown_length_misses_nothing(tmp_path: Path) -> None:
    path = write_kind(tmp_path, FileKind("FLAC", "PCM_16", 8, 44_100, 16), noise(100))
    forget_flac_length(path)
    assert soundfile.info(path).frames == UNKNOWN_FRAMES
    assert not is_cut_off(path, "FLAC", UNKNOWN_FRAMES, 100)


def test_an_estimated_mp3_length_is_not_held_against_it(tmp_path: Path) -> None:
    """Without its first frame, which holds the length, libsndfile can only guess it."""
    path = write_kind(tmp_path, MP3, noise(50_000))
    content = path.read_bytes()
    assert _is_cut_off(path, missing_frames=10)
    path.write_bytes(content[content.index(content[:2], 4) :])
    assert not _is_cut_off(path, missing_frames=10)


def test_the_length_of_an_mp3_file_stands_behind_its_tags(tmp_path: Path) -> None:
    path = write_kind(tmp_path, MP3, noise(50_000))
    tag = b"ID3\4\0\0" + bytes((0, 0, 16, 5)) + bytes(16 * 128 + 5)
    path.write_bytes(tag + path.read_bytes())
    assert _is_cut_off(path, missing_frames=10)


def test_an_ogg_file_of_garbage_has_no_end(tmp_path: Path) -> None:
    path = tmp_path / "garbage.ogg"
    for content in (b"", b"OggS", b"OggS" + bytes(10), b"hello" * 100):
        path.write_bytes(content)
        assert is_cut_off(path, "OGG", 10, 10)
