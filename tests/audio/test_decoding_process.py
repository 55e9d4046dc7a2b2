"""Decoding itself, called in this process: formats, limits, damage."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio import decoding_process
from audiosynth_gui.audio.decoded_audio import DecodedAudio
from audiosynth_gui.audio.decoding_process import decode, main
from audiosynth_gui.audio.files import WavSource, read_audio
from audiosynth_gui.audio.wav_layout import wav_header
from audiosynth_gui.errors import AudioFileError
from tests.audio.sound_files import KINDS, FileKind, cut, forget_flac_length, write_kind
from tests.audio.sounds import noise, on_grid, sine

WAV = FileKind("WAV", "FLOAT", 8, 44_100, 24)


def _decode(source: Path, target: Path) -> DecodedAudio:
    return decode(source, target, lambda _fraction: None)


@pytest.mark.parametrize("channels", range(1, 9))
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_format(tmp_path: Path, kind: FileKind, channels: int) -> None:
    """Exact where the format is; elsewhere what libsndfile gives for the whole file."""
    have = min(channels, kind.most_channels)
    frames = 10_000 + channels
    samples = on_grid(noise(frames, have, peak=0.5), kind.bits or 16)
    source = write_kind(tmp_path, kind, samples)
    decoded = _decode(source, tmp_path / "out.wav")
    back = read_audio(tmp_path / "out.wav")
    assert (decoded.sample_rate, decoded.channels) == (kind.sample_rate, have)
    assert (back.sample_rate, back.channels) == (kind.sample_rate, have)
    assert decoded.frames == back.frames == frames
    assert not decoded.truncated
    assert decoded.replaced_samples == 0
    whole, _ = soundfile.read(source, dtype="float32", always_2d=True)
    if kind.bits:
        np.testing.assert_array_equal(back.samples, samples)
    else:
        np.testing.assert_allclose(back.samples, whole, atol=1e-6)
    with WavSource(tmp_path / "out.wav") as wav:
        assert wav.layout.sample_format == (
            "pcm16" if kind.subtype in ("PCM_16", "PCM_U8") else "float32"
        )


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.bits], ids=str)
def test_lossy_formats_keep_the_tone(tmp_path: Path, kind: FileKind) -> None:
    source = write_kind(tmp_path, kind, 0.5 * sine(kind.sample_rate, kind.sample_rate, 440.0))
    _decode(source, tmp_path / "out.wav")
    spectrum = np.abs(np.fft.rfft(read_audio(tmp_path / "out.wav").samples[:, 0]))
    assert np.argmax(spectrum) == 440


def test_progress_rises_to_one(tmp_path: Path) -> None:
    source = write_kind(tmp_path, WAV, noise(500_000))
    told: list[float] = []
    decode(source, tmp_path / "out.wav", told.append)
    assert len(told) > 10
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_what_is_no_number_becomes_silence_and_is_counted(tmp_path: Path) -> None:
    samples = noise(1_000)
    samples[10, 0] = np.nan
    samples[20:22, 1] = np.inf
    decoded = _decode(write_kind(tmp_path, WAV, samples), tmp_path / "out.wav")
    assert decoded.replaced_samples == 3
    back = read_audio(tmp_path / "out.wav").samples
    np.testing.assert_array_equal(back, np.where(np.isfinite(samples), samples, 0.0))


def test_sound_beyond_full_scale_is_kept(tmp_path: Path) -> None:
    samples = 3.0 * noise(1_000)
    _decode(write_kind(tmp_path, WAV, samples), tmp_path / "out.wav")
    np.testing.assert_array_equal(read_audio(tmp_path / "out.wav").samples, samples)


def test_a_flac_file_of_unknown_length_is_read_to_its_end(tmp_path: Path) -> None:
    source = write_kind(tmp_path, FileKind("FLAC", "PCM_16", 8, 44_100, 16), noise(300_000))
    forget_flac_length(source)
    decoded = _decode(source, tmp_path / "out.wav")
    assert (decoded.frames, decoded.truncated) == (300_000, False)


@pytest.mark.parametrize("share", [0.3, 0.9])
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_cut_off_file_gives_what_is_there(tmp_path: Path, kind: FileKind, share: float) -> None:
    samples = on_grid(noise(100_000, 1), kind.bits or 16)
    source = write_kind(tmp_path, kind, samples)
    cut(source, share)
    decoded = _decode(source, tmp_path / "out.wav")
    assert decoded.truncated
    # Compressed formats lose the block (Ogg: the page of about a second) that is cut through.
    assert abs(decoded.frames - share * 100_000) <= 20_000
    if kind.bits:
        back = read_audio(tmp_path / "out.wav").samples
        np.testing.assert_array_equal(back, samples[: decoded.frames])


def _header_file(path: Path, channels: int, sample_rate: int, frames: int) -> Path:
    """A WAV file of silence that takes no room on the disk."""
    header = wav_header("pcm16", channels, sample_rate, frames)
    with path.open("wb") as file:
        file.write(header)
        file.truncate(len(header) + frames * channels * 2)
    return path


@pytest.mark.parametrize(
    ("channels", "sample_rate", "frames", "words"),
    [
        (9, 44_100, 10, "9 channels"),
        (1_024, 44_100, 10, "1024 channels"),
        (2, 999, 10, "999 Hz"),
        (2, 400_000, 10, "400000 Hz"),
        (1, 1_000, 24 * 3600 * 1_000 + 1, "longer than 24 hours"),
        (2, 44_100, 0, "holds no sound"),
    ],
)
def test_what_is_beyond_the_limits(
    tmp_path: Path, channels: int, sample_rate: int, frames: int, words: str
) -> None:
    source = _header_file(tmp_path / "odd.wav", channels, sample_rate, frames)
    with pytest.raises(AudioFileError) as failure:
        _decode(source, tmp_path / "out.wav")
    assert words in failure.value.message
    assert "odd.wav" in failure.value.message
    assert failure.value.advice
    assert list(tmp_path.iterdir()) == [source]


def test_unknown_length_is_limited_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_kind(tmp_path, FileKind("FLAC", "PCM_16", 8, 44_100, 16), noise(300_000))
    forget_flac_length(source)
    monkeypatch.setattr(decoding_process, "MAX_SECONDS", 3)
    with pytest.raises(AudioFileError, match="longer than"):
        _decode(source, tmp_path / "out.wav")
    assert list(tmp_path.iterdir()) == [source]


def test_room_is_looked_for_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = _header_file(tmp_path / "long.wav", 2, 44_100, 1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=3_999_999))
    with pytest.raises(AudioFileError, match=r"“long\.wav” needs 4 MB"):
        _decode(source, tmp_path / "out.wav")
    assert list(tmp_path.iterdir()) == [source]


def test_a_missing_target_folder_is_named(tmp_path: Path) -> None:
    source = write_kind(tmp_path, WAV, noise(10))
    with pytest.raises(AudioFileError, match="missing"):
        _decode(source, tmp_path / "nowhere" / "out.wav")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.wav", b"hello " * 1_000),
        ("zeros.mp3", bytes(100_000)),
        ("noise.ogg", np.random.default_rng(0).bytes(100_000)),
        ("data.raw", b"hello"),
        ("-", b"hello"),
    ],
)
def test_what_is_not_audio(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AudioFileError, match="not a sound file"):
        _decode(tmp_path / name, tmp_path / "out.wav")


def test_formats_without_a_use_are_refused(tmp_path: Path) -> None:
    """libsndfile reads 25 formats; the rare ones are only a way in for attackers."""
    kind = FileKind("MAT5", "PCM_16", 2, 44_100, 16)
    with pytest.raises(AudioFileError, match="not read here"):
        _decode(write_kind(tmp_path, kind, noise(10)), tmp_path / "out.wav")


def test_a_file_with_nothing_readable_is_damaged(tmp_path: Path) -> None:
    source = write_kind(tmp_path, FileKind("FLAC", "PCM_16", 8, 44_100, 16), noise(100_000))
    content = source.read_bytes()
    source.write_bytes(content[:100] + bytes(200))
    with pytest.raises(AudioFileError, match=r"nothing in it can be read|not a sound file"):
        _decode(source, tmp_path / "out.wav")


def _spoken(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def _no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits set in this process could not be taken back."""
    monkeypatch.setattr(decoding_process, "_limit_resources", lambda _seconds, _bytes: None)


@pytest.mark.usefixtures("_no_limits")
def test_it_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = write_kind(tmp_path, WAV, noise(10))
    main([str(source), str(tmp_path / "out.wav"), "10", "0"])
    progress, result = _spoken(capsys)
    assert progress == {"fraction": 1.0}
    assert result["finished"] == {
        "sample_rate": 44_100,
        "channels": 2,
        "frames": 10,
        "replaced_samples": 0,
        "source_format": "WAV (Microsoft), 32 bit float",
        "truncated": False,
    }


@pytest.mark.usefixtures("_no_limits")
def test_it_says_what_went_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "text.wav").write_bytes(b"hello")
    arguments = [str(tmp_path / "text.wav"), str(tmp_path / "out.wav"), "10", "0"]
    main(arguments)
    assert "not a sound file" in str(_spoken(capsys)[0]["problem"])

    def run_out_of_memory(*_arguments: object) -> None:
        raise MemoryError

    monkeypatch.setattr(decoding_process, "decode", run_out_of_memory)
    main(arguments)
    assert "memory" in str(_spoken(capsys)[0]["problem"])


def test_progress_is_not_told_after_every_block(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("audiosynth_gui.audio.decoding_process.time.monotonic", lambda: now)
    report = decoding_process._ProgressReport()
    for step in range(100):
        report.tell(step / 100)
        now += 0.01
    report.tell(1.0)
    told = [said["fraction"] for said in _spoken(capsys)]
    assert 15 < len(told) < 25
    assert told[-1] == 1.0


def _python(program: str) -> str:
    return subprocess.run(
        (sys.executable, "-c", program), capture_output=True, text=True, check=True
    ).stdout


def test_it_loads_little() -> None:
    """A helper that starts slowly, or runs hostile input beside the whole program, is no help."""
    loaded = _python(
        f"import sys; sys.path[:] = {sys.path!r}\n"
        "import audiosynth_gui.audio.decoding_process\n"
        "print(*sys.modules)"
    ).split()
    assert "soundfile" in loaded
    heavy = {"torch", "PySide6", "librosa", "scipy", "numba", "soxr", "pydantic", "sounddevice"}
    assert not heavy & set(loaded)


def test_it_limits_itself() -> None:
    limits = _python(
        f"import sys, os, resource; sys.path[:] = {sys.path!r}\n"
        "from audiosynth_gui.audio.decoding_process import _limit_resources\n"
        "_limit_resources(77, 3 << 30)\n"
        "print(resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == 3 << 30 or sys.platform == 'darwin')\n"
        "print(os.nice(0) > 0)"
    ).split()
    assert limits == ["77", "0", "True", "True"]
