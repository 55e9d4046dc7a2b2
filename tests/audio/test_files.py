"""Our own WAV files: whole, exact, at any place, and safe on failing disks."""

import contextlib
import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile
import wavinfo  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as numpy_strategies

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import SampleFormat, WavSource, WavWriter, read_audio, write_wav
from audiosynth_gui.errors import AudioFileError
from tests.audio.disks import small_disk
from tests.audio.sounds import noise, on_grid
from tests.project.faults import nth_call_fails

FORMATS: tuple[SampleFormat, ...] = ("pcm16", "pcm24", "float32")
BITS: dict[SampleFormat, int] = {"pcm16": 16, "pcm24": 24}

sounds = numpy_strategies.arrays(
    np.float32,
    st.tuples(st.integers(0, 60), st.integers(1, 8)),
    elements=st.floats(-1.0, 1.0, width=32),
)
one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@one_folder
@given(samples=sounds, rate=st.sampled_from([8_000, 44_100, 192_000]))
def test_floats_come_back_exactly(tmp_path: Path, samples: Samples, rate: int) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(samples, rate), "float32")
    back = read_audio(path)
    assert back.sample_rate == rate
    np.testing.assert_array_equal(back.samples, samples)
    np.testing.assert_array_equal(soundfile.read(path, dtype="float32", always_2d=True)[0], samples)


@one_folder
@given(integers=numpy_strategies.arrays(np.int16, st.tuples(st.integers(0, 60), st.integers(1, 8))))
def test_16_bit_sound_comes_back_exactly(tmp_path: Path, integers: np.ndarray) -> None:
    path = tmp_path / "sound.wav"
    samples = integers.astype(np.float32) / np.float32(2**15)
    write_wav(path, AudioBuffer(samples, 44_100), "pcm16")
    np.testing.assert_array_equal(read_audio(path).samples, samples)
    np.testing.assert_array_equal(soundfile.read(path, dtype="int16", always_2d=True)[0], integers)


@one_folder
@given(samples=sounds)
def test_24_bit_sound_comes_back_within_step_and_dither(tmp_path: Path, samples: Samples) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(samples, 44_100), "pcm24")
    back = read_audio(path).samples
    assert np.all(np.abs(back - samples.astype(np.float64)) <= 2.51 * 2.0**-23)
    np.testing.assert_array_equal(soundfile.read(path, dtype="float32", always_2d=True)[0], back)


@pytest.mark.parametrize("sample_format", FORMATS)
def test_an_independent_reader_agrees(tmp_path: Path, sample_format: SampleFormat) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(noise(333, 1), 22_050), sample_format)
    info = wavinfo.WavInfoReader(str(path))
    assert info.fmt.channel_count == 1
    assert info.fmt.sample_rate == 22_050
    assert info.fmt.bits_per_sample == BITS.get(sample_format, 32)
    assert info.data.frame_count == 333
    assert path.stat().st_size % 2 == 0


@pytest.mark.parametrize("sample_format", FORMATS)
def test_same_sound_and_seed_give_the_same_file(
    tmp_path: Path, sample_format: SampleFormat
) -> None:
    """In whatever blocks it is written; another seed gives other dither."""
    samples = noise(200_000)
    files = []
    for name, block, seed in (("a", 200_000, 7), ("b", 999, 7), ("c", 200_000, 8)):
        with WavWriter(tmp_path / name, 44_100, 2, sample_format, dither_seed=seed) as writer:
            for start in range(0, len(samples), block):
                writer.write(samples[start : start + block])
        files.append((tmp_path / name).read_bytes())
    assert files[0] == files[1]
    assert (files[0] == files[2]) == (sample_format == "float32")


def test_the_writer_counts(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "sound.wav", 44_100, 1, "pcm16") as writer:
        writer.write(np.array([[2.0], [0.5], [np.nan]], np.float32))
        writer.write(np.array([[-3.0]], np.float32))
    assert (writer.frames, writer.clipped_samples, writer.replaced_samples) == (4, 2, 1)


@pytest.mark.parametrize("sample_format", FORMATS)
def test_any_stretch_is_read(tmp_path: Path, sample_format: SampleFormat) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(noise(1_000), 44_100), sample_format)
    whole = read_audio(path).samples
    with WavSource(path) as source:
        assert (source.frames, source.channels, source.sample_rate) == (1_000, 2, 44_100)
        for start, stop in ((0, 1_000), (10, 20), (999, 1_000), (500, 500)):
            np.testing.assert_array_equal(source.read(start, stop), whole[start:stop])
        np.testing.assert_array_equal(source.read(-50, 10), whole[:10])
        np.testing.assert_array_equal(source.read(990, 5_000), whole[990:])
        for start, stop in ((2_000, 3_000), (-20, -10), (20, 10)):
            assert source.read(start, stop).shape == (0, 2)
        copy = source.read(0, 10)
        copy[:] = 0.0
        np.testing.assert_array_equal(source.read(0, 10), whole[:10])


def test_threads_read_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    samples = on_grid(noise(50_000), 16)
    write_wav(path, AudioBuffer(samples, 44_100), "pcm16")
    wrong: list[int] = []
    with WavSource(path) as source:

        def read_many(seed: int) -> None:
            for start in np.random.default_rng(seed).integers(0, 49_000, 300):
                if not np.array_equal(source.read(start, start + 1_000), samples[start:][:1_000]):
                    wrong.append(int(start))

        threads = [threading.Thread(target=read_many, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_a_file_that_becomes_shorter_is_an_error(tmp_path: Path) -> None:
    """A memory map would kill the program here."""
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(noise(100_000), 44_100), "float32")
    with WavSource(path) as source:
        os.truncate(path, 5_000)
        assert source.read(0, 100).shape == (100, 2)
        with pytest.raises(AudioFileError, match="shorter"):
            source.read(90_000, 100_000)


def test_a_closed_source_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(noise(10), 44_100), "pcm16")
    with WavSource(path) as source:
        pass
    with pytest.raises(ValueError, match="closed"):
        source.read(0, 10)


def test_nothing_stands_under_the_name_until_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    with WavWriter(path, 44_100, 2, "pcm16") as writer:
        writer.write(noise(10))
        assert not path.exists()
        assert (tmp_path / "take.wav.part").exists()
    assert list(tmp_path.iterdir()) == [path]


def test_an_exception_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    write_wav(path, AudioBuffer(noise(10), 44_100), "pcm16")
    before = path.read_bytes()
    writer = WavWriter(path, 44_100, 2, "pcm16")
    with contextlib.suppress(KeyboardInterrupt), writer:
        writer.write(noise(1_000))
        raise KeyboardInterrupt
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_killed_program_had_written_can_be_opened(tmp_path: Path) -> None:
    path = tmp_path / "take.wav"
    program = (
        "import os, signal, sys; import numpy as np; from pathlib import Path\n"
        "from audiosynth_gui.audio.files import WavWriter\n"
        "writer = WavWriter(Path(sys.argv[1]), 44100, 2, 'float32')\n"
        "writer.write(np.full((5000, 2), 0.25, np.float32))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    status = subprocess.run(
        (sys.executable, "-c", program, str(path)), env=environment, check=False
    ).returncode
    assert status != 0
    assert not path.exists()
    back = read_audio(tmp_path / "take.wav.part")
    np.testing.assert_array_equal(back.samples, np.full((5_000, 2), 0.25, np.float32))
    with WavWriter(path, 44_100, 2, "pcm16") as writer:
        writer.write(noise(10))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
@pytest.mark.parametrize("sample_format", ["pcm16", "pcm24"])
def test_a_failing_step_leaves_the_old_or_the_new(
    tmp_path: Path, step: str, sample_format: SampleFormat
) -> None:
    path = tmp_path / "take.wav"
    old, new = AudioBuffer(noise(7, 1), 44_100), AudioBuffer(noise(70_001, 1, seed=1), 48_000)
    write_wav(path, new, sample_format)
    new_bytes = path.read_bytes()
    write_wav(path, old, sample_format)
    old_bytes = path.read_bytes()
    failures = 0
    for failing_call in range(1, 20):
        with nth_call_fails(failing_call, errno.EIO, (step,)) as disk:
            try:
                write_wav(path, new, sample_format)
            except AudioFileError as error:
                failures += 1
                assert "take.wav" in error.message  # noqa: PT017  both outcomes are right
        assert path.read_bytes() in (old_bytes, new_bytes)
        assert list(tmp_path.iterdir()) == [path]
        if not disk.failed:
            break
        write_wav(path, old, sample_format)
    assert failures == failing_call - 1
    assert failures >= 1
    assert path.read_bytes() == new_bytes


@pytest.mark.parametrize("sample_format", FORMATS)
def test_a_full_disk_leaves_nothing(tmp_path: Path, sample_format: SampleFormat) -> None:
    with small_disk(tmp_path, 64 * 1024) as folder:
        path = folder / "take.wav"
        with pytest.raises(AudioFileError) as failure:
            write_wav(path, AudioBuffer(noise(100_000), 44_100), sample_format)
        assert "take.wav" in failure.value.message
        assert failure.value.advice
        assert list(folder.iterdir()) == []
        write_wav(path, AudioBuffer(noise(1_000), 44_100), sample_format)
        assert read_audio(path).frames == 1_000


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 0), (44_100, 9), (999, 2), (400_000, 2)])
def test_impossible_formats_are_refused(tmp_path: Path, rate: int, channels: int) -> None:
    with pytest.raises(ValueError, match=r"channels|sample_rate"):
        WavWriter(tmp_path / "x.wav", rate, channels, "pcm16")
    assert list(tmp_path.iterdir()) == []


def test_samples_of_another_shape_are_refused(tmp_path: Path) -> None:
    with WavWriter(tmp_path / "x.wav", 44_100, 2, "pcm16") as writer:
        for shape in ((10, 1), (10,)):
            with pytest.raises(ValueError, match="expected"):
                writer.write(np.zeros(shape, np.float32))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match="missing"):
        WavWriter(tmp_path / "nowhere" / "x.wav", 44_100, 2, "pcm16")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioFileError, match=r"missing\.wav"):
        WavSource(tmp_path / "missing.wav")
