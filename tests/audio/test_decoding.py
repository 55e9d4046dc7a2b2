"""The helper process: started, listened to, stopped, distrusted."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio import decoding
from audiosynth_gui.audio.decoding import (
    DecodingCancelledError,
    DecodingLimits,
    decode_to_wav,
)
from audiosynth_gui.audio.decoding_helper import helper_command
from audiosynth_gui.audio.files import read_audio
from audiosynth_gui.errors import AudioFileError
from tests.audio.disks import small_disk
from tests.audio.sound_files import FileKind, cut, write_kind
from tests.audio.sounds import noise, on_grid

FLAC = FileKind("FLAC", "PCM_16", 8, 44_100, 16)
DAMAGED_KINDS = (
    FLAC,
    FileKind("WAV", "PCM_24", 8, 44_100, 24),
    FileKind("AIFF", "PCM_16", 8, 44_100, 16),
    FileKind("OGG", "VORBIS", 8, 44_100, 0),
    FileKind("MP3", "MPEG_LAYER_III", 2, 44_100, 0),
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A short FLAC file in a folder of its own."""
    folder = tmp_path / "source"
    folder.mkdir()
    return write_kind(folder, FLAC, on_grid(noise(100_000), 16))


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """Where to decode to; afterwards nothing else may lie beside it."""
    folder = tmp_path / "target"
    folder.mkdir()
    yield folder / "out.wav"
    assert [path.name for path in folder.iterdir()] in ([], ["out.wav"])


def test_decodes_in_another_process(source: Path, target: Path) -> None:
    told: list[float] = []
    decoded = decode_to_wav(source, target, told.append)
    assert (decoded.sample_rate, decoded.channels, decoded.frames) == (44_100, 2, 100_000)
    assert decoded.source_format == "FLAC (Free Lossless Audio Codec), Signed 16 bit PCM"
    np.testing.assert_array_equal(
        read_audio(target).samples, soundfile.read(source, dtype="float32")[0]
    )
    assert told[-1] == 1.0


def test_an_existing_file_is_replaced(source: Path, target: Path) -> None:
    target.write_bytes(b"old")
    decode_to_wav(source, target)
    assert read_audio(target).frames == 100_000


def test_names_with_spaces_accents_and_dashes(source: Path, target: Path) -> None:
    odd = source.with_name("- Où est „la“ 猫.flac")
    source.rename(odd)
    assert decode_to_wav(odd, target).frames == 100_000


def test_modules_in_the_current_folder_are_not_run(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's project may lie in the current folder."""
    for name in ("numpy.py", "soundfile.py", "json.py"):
        (source.parent / name).write_text("raise SystemExit('hijacked')")
    monkeypatch.chdir(source.parent)
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    assert decode_to_wav(Path(source.name), target).frames == 100_000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.wav", None, "is not there"),
        ("empty.wav", b"", "is empty"),
        ("text.wav", b"hello", "not a sound file"),
    ],
)
def test_bad_files_are_named(
    tmp_path: Path, target: Path, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioFileError) as failure:
        decode_to_wav(tmp_path / name, target)
    assert words in failure.value.message
    assert name in failure.value.message
    assert failure.value.advice
    assert not target.exists()


def test_a_folder_is_not_a_file(tmp_path: Path, target: Path) -> None:
    with pytest.raises(AudioFileError, match="is a folder"):
        decode_to_wav(tmp_path, target)


def test_a_failure_keeps_the_old_file(source: Path, target: Path) -> None:
    target.write_bytes(b"old")
    source.write_bytes(b"hello")
    with pytest.raises(AudioFileError):
        decode_to_wav(source, target)
    assert target.read_bytes() == b"old"


def test_a_cut_off_file_is_reported(source: Path, target: Path) -> None:
    cut(source, 0.5)
    decoded = decode_to_wav(source, target)
    assert decoded.truncated
    assert read_audio(target).frames == decoded.frames > 0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", DAMAGED_KINDS, ids=str)
def test_mutated_files_never_crash(tmp_path: Path, target: Path, kind: FileKind, seed: int) -> None:
    """Whatever libsndfile makes of them: sound as announced, or one sentence."""
    path = write_kind(tmp_path, kind, noise(20_000))
    content = bytearray(path.read_bytes())
    generator = np.random.default_rng(seed)
    for place in generator.integers(4, 200, 12):
        content[place] = generator.integers(256)
    for place in generator.integers(200, len(content), 30):
        content[place] = generator.integers(256)
    path.write_bytes(content)
    try:
        decoded = decode_to_wav(path, target)
        assert read_audio(target).frames == decoded.frames > 0
    except AudioFileError as error:
        assert path.name in error.message  # noqa: PT017  both outcomes are right
        assert not target.exists()


def test_it_can_be_cancelled(source: Path, target: Path) -> None:
    asked = 0

    def is_cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 2

    with pytest.raises(DecodingCancelledError, match="was stopped"):
        decode_to_wav(source, target, is_cancelled=is_cancelled)
    assert not target.exists()


def test_a_callback_that_fails_stops_it(source: Path, target: Path) -> None:
    def fail(_fraction: float) -> None:
        raise ValueError("the window is gone")

    with pytest.raises(ValueError, match="the window is gone"):
        decode_to_wav(source, target, fail)
    assert not target.exists()


def _play_helper(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Put another program in the helper's place; {made} in it is where it should write."""

    def command(_source: Path, made: Path, _seconds: float, _bytes: int) -> tuple[str, ...]:
        return (sys.executable, "-c", f"made = {os.fspath(made)!r}\n{program}")

    monkeypatch.setattr(decoding, "helper_command", command)


def test_what_a_dying_helper_leaves_is_removed(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _play_helper(monkeypatch, "open(made + '.part', 'w'); open(made, 'w')\nimport os; os.abort()")
    with pytest.raises(AudioFileError, match="so damaged"):
        decode_to_wav(source, target)


def test_a_helper_that_hangs_is_stopped(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _play_helper(monkeypatch, "import time; time.sleep(600)")
    with pytest.raises(AudioFileError, match="too long"):
        decode_to_wav(source, target, limits=DecodingLimits(stall_seconds=0.3))


def test_a_helper_left_alone_stops_and_cleans_up(source: Path, target: Path) -> None:
    """As when the program that started it is killed: its voice goes nowhere."""
    command = helper_command(source, target, 60.0, 2 << 30)
    heard, spoken = os.pipe()
    os.close(heard)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    status = subprocess.run(
        command, stdout=spoken, stderr=subprocess.DEVNULL, env=environment, check=False
    ).returncode
    os.close(spoken)
    assert status != 0
    assert not target.exists()


def test_time_grows_with_the_file() -> None:
    limits = DecodingLimits(base_seconds=10.0, bytes_per_second=100.0)
    assert limits.wall_seconds(500) == 15.0


def test_memory_is_limited(source: Path, target: Path) -> None:
    """Except on macOS, which refuses limits on address space."""
    try:
        decode_to_wav(source, target, limits=DecodingLimits(memory_bytes=1 << 20))
        limited = False
    except AudioFileError:
        limited = True
    assert limited == (sys.platform != "darwin")
    assert target.exists() != limited


def test_a_helper_that_lies_is_not_believed(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        '{"finished": {"sample_rate": 44100, "channels": 2, "frames": 99, "replaced_samples": 0,'
        ' "source_format": "WAV", "truncated": false}}'
    )
    good = noise(10)
    soundfile.write(target.with_name("good.wav"), good, 44_100)
    copied = "import shutil, os; shutil.move(os.path.dirname(made) + '/good.wav', made)\n"
    _play_helper(monkeypatch, f"{copied}print('''{said}''', flush=True)")
    with pytest.raises(AudioFileError, match="not what was announced"):
        decode_to_wav(source, target)
    assert not target.exists()
    _play_helper(monkeypatch, f"print('''{said}''', flush=True)")
    with pytest.raises(AudioFileError, match="is not there"):
        decode_to_wav(source, target)


def test_a_full_disk_leaves_nothing(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    with small_disk(folder, 64 * 1024):
        with pytest.raises(AudioFileError) as failure:
            decode_to_wav(source, folder / "out.wav")
        assert failure.value.advice
        assert list(folder.iterdir()) == []


@pytest.mark.recordings
@pytest.mark.parametrize(
    ("name", "channels", "seconds"),
    [
        ("humpback.ogg", 1, 64.8),
        ("hungarian-dance.ogg", 2, 45.8),
        ("lets-go-fishin.ogg", 2, 133.0),
        ("solo-trumpet.ogg", 2, 5.3),
        ("vibe-ace.ogg", 2, 61.5),
    ],
)
def test_real_recordings(
    recordings_path: Path, target: Path, name: str, channels: int, seconds: float
) -> None:
    decoded = decode_to_wav(recordings_path / name, target)
    assert (decoded.sample_rate, decoded.channels) == (44_100, channels)
    assert decoded.frames / 44_100 == pytest.approx(seconds, abs=0.1)
    assert not decoded.truncated
    assert decoded.replaced_samples == 0
    level = np.sqrt(np.mean(np.square(read_audio(target).samples)))
    assert 0.001 < level < 0.5
