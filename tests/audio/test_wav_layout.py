"""Headers of WAV files: ours, other programs', broken ones."""

import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.audio.wav_layout import (
    BYTES_PER_SAMPLE,
    SampleFormat,
    read_wav_layout,
    wav_header,
)
from audiosynth_gui.errors import AudioFileError
from tests.audio.sounds import noise

FORMATS: tuple[SampleFormat, ...] = ("pcm16", "pcm24", "float32")
SUBTYPES: dict[SampleFormat, str] = {"pcm16": "PCM_16", "pcm24": "PCM_24", "float32": "FLOAT"}


@pytest.mark.parametrize("container", ["WAV", "WAVEX", "RF64"])
@pytest.mark.parametrize("sample_format", FORMATS)
@pytest.mark.parametrize("channels", [1, 2, 3, 8])
def test_files_of_libsndfile_are_understood(
    tmp_path: Path, container: str, sample_format: SampleFormat, channels: int
) -> None:
    path = tmp_path / "file.wav"
    soundfile.write(
        path, noise(101, channels), 11_025, format=container, subtype=SUBTYPES[sample_format]
    )
    layout = read_wav_layout(path)
    assert (layout.sample_format, layout.channels) == (sample_format, channels)
    assert (layout.sample_rate, layout.frames) == (11_025, 101)
    assert layout.promised_frames == 101


@pytest.mark.parametrize("sample_format", FORMATS)
def test_the_header_has_one_length(sample_format: SampleFormat) -> None:
    lengths = {len(wav_header(sample_format, 2, 48_000, frames)) for frames in (None, 0, 1, 2**33)}
    assert len(lengths) == 1


def _sparse_file(path: Path, sample_format: SampleFormat, frames: int) -> None:
    """A WAV file of silence that takes no room on the disk."""
    header = wav_header(sample_format, 2, 48_000, frames)
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + frames * 2 * BYTES_PER_SAMPLE[sample_format])


@pytest.mark.parametrize("sample_format", FORMATS)
@pytest.mark.parametrize("hours", [1, 10])
def test_hours_of_sound(tmp_path: Path, sample_format: SampleFormat, hours: int) -> None:
    """Ten hours of floats are 13.8 GB: RF64, read by libsndfile as by us, also at the end."""
    frames = hours * 3600 * 48_000
    path = tmp_path / "hours.wav"
    _sparse_file(path, sample_format, frames)
    large = frames * 2 * BYTES_PER_SAMPLE[sample_format] > 2**32
    assert _start(path) == (b"RF64" if large else b"RIFF")
    info = soundfile.info(path)
    assert (info.frames, info.channels, info.samplerate) == (frames, 2, 48_000)
    with WavSource(path) as source:
        assert source.frames == frames
        assert source.read(frames - 10, frames + 10).shape == (10, 2)


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)


def test_the_last_length_of_riff() -> None:
    overhead = len(wav_header("pcm16", 1, 48_000, 0)) - 8
    most = (2**32 - 1 - overhead) // 2
    assert wav_header("pcm16", 1, 48_000, most)[:4] == b"RIFF"
    assert wav_header("pcm16", 1, 48_000, most + 1)[:4] == b"RF64"


@pytest.mark.parametrize("sample_format", FORMATS)
def test_a_file_whose_writer_was_killed_is_read_to_its_end(
    tmp_path: Path, sample_format: SampleFormat
) -> None:
    samples = np.zeros((100, 2), np.float32)
    data = wav_header(sample_format, 2, 44_100, None) + bytes(
        samples.size * BYTES_PER_SAMPLE[sample_format]
    )
    (tmp_path / "killed.wav").write_bytes(data + b"x")
    layout = read_wav_layout(tmp_path / "killed.wav")
    assert (layout.frames, layout.promised_frames) == (100, 100)
    assert soundfile.info(tmp_path / "killed.wav").frames == 100


def test_an_unfinished_file_of_libsndfile_is_read_to_its_end(tmp_path: Path) -> None:
    header = bytearray(wav_header("pcm16", 1, 44_100, 0))
    header[4:8] = (8).to_bytes(4, "little")
    (tmp_path / "killed.wav").write_bytes(header + bytes(20))
    assert read_wav_layout(tmp_path / "killed.wav").frames == 10


def test_a_finished_empty_file_ignores_what_follows(tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(wav_header("pcm16", 2, 44_100, 0) + b"LIST\4\0\0\0abcd")
    assert read_wav_layout(tmp_path / "empty.wav").frames == 0


def test_a_cut_off_file_gives_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    path.write_bytes(wav_header("pcm16", 2, 44_100, 1_000_000) + bytes(4 * 10 + 3))
    layout = read_wav_layout(path)
    assert (layout.frames, layout.promised_frames) == (10, 1_000_000)


def test_chunks_before_the_sound_are_passed_over(tmp_path: Path) -> None:
    header = wav_header("pcm16", 1, 8_000, 2)
    extra = struct.pack("<4sI", b"bext", 5) + b"hello\0"
    path = tmp_path / "extra.wav"
    path.write_bytes(header[:12] + extra + header[12:] + bytes(4))
    assert read_wav_layout(path).frames == 2


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a WAV"),
        (b"RIFF", "not a WAV"),
        (b"hello, this is a text", "not a WAV"),
        (b"RIFF\x10\0\0\0WAVE", "holds no sound"),
        (wav_header("pcm16", 2, 44_100, 10)[:-8], "holds no sound"),
        (b"RIFF\xff\0\0\0WAVE" + b"data\4\0\0\0abcd", "holds no sound"),
        (b"RIFF\xff\0\0\0WAVE" + b"junk\0\0\0\0" * 2_000, "holds no sound"),
        (b"RIFF\xff\0\0\0WAVE" + b"fmt \2\0\0\0\1\0" + b"data\0\0\0\0", "makes no sense"),
        (wav_header("pcm16", 2, 44_100, 1)[:-8].replace(b"\x10\0d", b"\x08\0d"), "no sound"),
        (wav_header("pcm16", 0, 44_100, 0), "makes no sense"),
        (wav_header("pcm16", 1_024, 44_100, 0), "makes no sense"),
        (wav_header("pcm16", 2, 0, 0), "makes no sense"),
        (wav_header("pcm16", 2, 4_000_000, 0), "makes no sense"),
    ],
)
def test_nonsense_is_named(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "bad.wav"
    path.write_bytes(data)
    with pytest.raises(AudioFileError) as failure:
        read_wav_layout(path)
    assert words in failure.value.message
    assert "bad.wav" in failure.value.message
    assert failure.value.advice


@pytest.mark.parametrize("subtype", ["DOUBLE", "ULAW", "PCM_32", "PCM_U8"])
def test_other_sample_formats_are_refused(tmp_path: Path, subtype: str) -> None:
    path = tmp_path / "other.wav"
    soundfile.write(path, noise(10), 44_100, subtype=subtype)
    with pytest.raises(AudioFileError, match="Import it"):
        read_wav_layout(path)


@pytest.mark.parametrize("name", ["missing.wav", "."])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(AudioFileError):
        read_wav_layout(tmp_path / name)


@pytest.fixture(scope="module")
def valid_files(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("valid")
    files = []
    for sample_format in FORMATS:
        write_wav(folder / "ours.wav", AudioBuffer(noise(50), 44_100), sample_format)
        files.append((folder / "ours.wav").read_bytes())
        for container in ("WAVEX", "RF64"):
            soundfile.write(
                folder / "theirs.wav",
                noise(50),
                44_100,
                format=container,
                subtype=SUBTYPES[sample_format],
            )
            files.append((folder / "theirs.wav").read_bytes())
    return files


@pytest.fixture(scope="module")
def mutated_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mutated") / "mutated.wav"


@given(data=st.data())
def test_mutated_files_never_crash(
    valid_files: list[bytes], mutated_path: Path, data: st.DataObject
) -> None:
    """Any bytes either read as sound that is in the file, or raise an AudioFileError."""
    content = bytearray(data.draw(st.sampled_from(valid_files)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, min(len(content), 140) - 1))
        replacement = data.draw(
            st.one_of(st.binary(max_size=4), st.sampled_from([b"\xff\xff\xff\xff", bytes(4)]))
        )
        content[place : place + len(replacement)] = replacement
    del content[data.draw(st.integers(12, len(content))) :]
    mutated_path.write_bytes(content)
    try:
        with WavSource(mutated_path) as source:
            samples = source.read(0, 2**40)
            assert samples.shape == (source.frames, source.channels)
            assert source.frames * source.layout.frame_bytes <= len(content)
    except AudioFileError as error:
        assert "mutated.wav" in error.message  # noqa: PT017  both outcomes are right
