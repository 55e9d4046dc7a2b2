"""Waveform views of files and of growing takes."""

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio import peaks
from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.decoding import decode_to_wav
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.audio.peaks import GrowingPeaks, PeakPyramid
from audiosynth_gui.audio.wav_layout import wav_header
from tests.audio.sounds import noise, on_grid

FRAMES = 300_000


@pytest.fixture(scope="module")
def samples() -> Samples:
    return on_grid(noise(FRAMES), 16)


@pytest.fixture
def source(tmp_path: Path, samples: Samples) -> Iterator[WavSource]:
    path = tmp_path / "sound.wav"
    write_wav(path, AudioBuffer(samples, 44_100), "pcm16")
    with WavSource(path) as opened:
        yield opened


def _built(source: WavSource) -> PeakPyramid:
    pyramid = PeakPyramid(source)
    for _ in pyramid.build():
        pass
    return pyramid


def test_building_tells_how_far_it_is(
    source: WavSource, samples: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peaks, "_CHUNK_FRAMES", 10_000)
    pyramid = PeakPyramid(source)
    assert not pyramid.is_complete
    told = []
    for fraction in pyramid.build():
        told.append(fraction)
        assert pyramid.frames == round(fraction * FRAMES)
        column = pyramid.columns(0, FRAMES, 1)
        assert column.maximum[0].tolist() == samples[: pyramid.frames].max(axis=0).tolist()
    assert told == sorted(told)
    assert (len(told), told[-1]) == (30, 1.0)
    assert pyramid.is_complete
    assert list(pyramid.build()) == []


def test_building_goes_on_where_it_stopped(
    source: WavSource, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peaks, "_CHUNK_FRAMES", 10_001)
    pyramid = PeakPyramid(source)
    next(pyramid.build())
    for _ in pyramid.build():
        pass
    ours, whole = (each.columns(0, FRAMES, 500) for each in (pyramid, _built(source)))
    np.testing.assert_array_equal(ours.maximum, whole.maximum)
    np.testing.assert_allclose(ours.rms, whole.rms, rtol=1e-5)


@pytest.mark.parametrize("frames_a_column", [1, 2, 10, 255])
def test_close_views_show_the_samples(
    source: WavSource, samples: Samples, frames_a_column: int
) -> None:
    """Exactly, and before anything is measured."""
    columns = PeakPyramid(source).columns(5_000, 5_000 + 40 * frames_a_column, 40)
    stretches = samples[5_000 : 5_000 + 40 * frames_a_column].reshape(40, frames_a_column, 2)
    np.testing.assert_array_equal(columns.minimum, stretches.min(axis=1))
    np.testing.assert_array_equal(columns.maximum, stretches.max(axis=1))
    np.testing.assert_allclose(columns.rms, np.sqrt((stretches**2).mean(axis=1)), rtol=1e-5)


def test_columns_of_less_than_a_frame_repeat_it(source: WavSource, samples: Samples) -> None:
    columns = PeakPyramid(source).columns(100.5, 104.5, 16)
    frames = [100, 100, 101, 101, 101, 101, 102, 102, 102, 102, 103, 103, 103, 103, 104, 104]
    np.testing.assert_array_equal(columns.minimum, samples[frames])
    np.testing.assert_array_equal(columns.maximum, samples[frames])
    np.testing.assert_allclose(columns.rms, np.abs(samples[frames]), rtol=1e-6)


@pytest.mark.parametrize("count", [4, 400])
def test_wide_views_show_every_peak(source: WavSource, samples: Samples, count: int) -> None:
    """Columns lie on whole buckets here, so they agree exactly."""
    frames = count * 512
    columns = _built(source).columns(0, frames, count)
    stretches = samples[:frames].reshape(count, 512, 2)
    np.testing.assert_array_equal(columns.minimum, stretches.min(axis=1))
    np.testing.assert_array_equal(columns.maximum, stretches.max(axis=1))
    np.testing.assert_allclose(columns.rms, np.sqrt((stretches**2).mean(axis=1)), rtol=1e-4)


@pytest.mark.parametrize("width", [0.5, 20.0, 2_000.0])
def test_outside_the_sound_is_silence(source: WavSource, width: float) -> None:
    pyramid = _built(source)
    for start in (-30 * width, FRAMES + width):
        columns = pyramid.columns(start, start + 20 * width, 20)
        for numbers in (columns.minimum, columns.maximum, columns.rms):
            assert numbers.shape == (20, 2)
            assert not numbers.any()
    across = pyramid.columns(FRAMES - 10 * width, FRAMES + 10 * width, 20)
    assert across.rms[:9].all()
    assert not across.rms[11:].any()


@pytest.mark.parametrize(("start", "stop", "count"), [(0, 0, 10), (10, 5, 10), (0, 100, 0)])
def test_a_view_of_nothing_is_refused(source: WavSource, start: int, stop: int, count: int) -> None:
    with pytest.raises(ValueError, match="view"):
        PeakPyramid(source).columns(start, stop, count)


def test_measurements_are_kept(source: WavSource, tmp_path: Path) -> None:
    pyramid, again = _built(source), PeakPyramid(source)
    assert pyramid.save(tmp_path, "abc-123")
    assert again.load(tmp_path, "abc-123")
    assert again.is_complete
    for count in (1, 7, 100, 1_000):
        ours, theirs = (each.columns(0, FRAMES, count) for each in (again, pyramid))
        np.testing.assert_array_equal(ours.minimum, theirs.minimum)
        np.testing.assert_array_equal(ours.maximum, theirs.maximum)
        np.testing.assert_allclose(ours.rms, theirs.rms, rtol=1e-5)


def test_the_kept_file_is_plain_numbers(source: WavSource, tmp_path: Path) -> None:
    assert _built(source).save(tmp_path, "key")
    kept = np.load(tmp_path / "peaks-key.npy", allow_pickle=False)
    assert (kept.dtype, kept.shape) == (np.float32, (3, -(-FRAMES // 256), 2))


def test_broken_files_are_left_alone(source: WavSource, tmp_path: Path) -> None:
    assert _built(source).save(tmp_path, "key")
    path = tmp_path / "peaks-key.npy"
    good = path.read_bytes()
    nan = bytearray(good)
    nan[-4:] = np.float32(np.nan).tobytes()
    swapped = good[:-4] + np.float32(-1.0).tobytes()
    other_shape = good.replace(b"(3, ", b"(2, ")
    pickled = good.replace(b"'<f4'", b"'|O' ")
    for content in (b"", good[:50], good[:-1], good + b"x", nan, swapped, other_shape, pickled):
        path.write_bytes(content)
        pyramid = PeakPyramid(source)
        assert not pyramid.load(tmp_path, "key")
        assert pyramid.frames == 0
    path.unlink()
    assert not PeakPyramid(source).load(tmp_path, "key")
    path.write_bytes(good)
    assert PeakPyramid(source).load(tmp_path, "key")


def test_a_file_of_another_sound_does_not_fit(source: WavSource, tmp_path: Path) -> None:
    _built(source).save(tmp_path, "key")
    write_wav(tmp_path / "other.wav", AudioBuffer(noise(1_000), 44_100), "pcm16")
    with WavSource(tmp_path / "other.wav") as other:
        assert not PeakPyramid(other).load(tmp_path, "key")


def test_a_cache_that_cannot_be_written_is_no_loss(source: WavSource, tmp_path: Path) -> None:
    assert not _built(source).save(tmp_path / "nowhere", "key")


@pytest.mark.parametrize("key", ["", "../up", "a/b", "a.b", "x" * 129])
def test_keys_cannot_leave_the_folder(source: WavSource, tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="key"):
        _built(source).save(tmp_path, key)
    with pytest.raises(ValueError, match="key"):
        PeakPyramid(source).load(tmp_path, key)


def test_half_a_pyramid_is_not_kept(source: WavSource, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="whole"):
        PeakPyramid(source).save(tmp_path, "key")


def test_an_empty_file(tmp_path: Path) -> None:
    write_wav(tmp_path / "empty.wav", AudioBuffer(noise(0), 44_100), "pcm16")
    with WavSource(tmp_path / "empty.wav") as empty:
        pyramid = _built(empty)
        assert pyramid.is_complete
        assert not pyramid.columns(0, 100, 10).maximum.any()
        assert not pyramid.columns(0, 100_000, 10).maximum.any()
        assert pyramid.save(tmp_path, "empty")
        assert PeakPyramid(empty).load(tmp_path, "empty")


def test_ten_hours_take_bounded_memory(tmp_path: Path) -> None:
    """A file of that length that takes no room on the disk: buckets get longer, not more."""
    frames = 10 * 3600 * 48_000
    header = wav_header("float32", 2, 48_000, frames)
    with (tmp_path / "hours.wav").open("wb") as file:
        file.write(header)
        file.truncate(len(header) + frames * 8)
    with WavSource(tmp_path / "hours.wav") as source:
        pyramid = PeakPyramid(source)
        numbers = sum(3 * len(level) * 2 for level in pyramid._levels._levels)
        assert 4 * numbers < 150e6
        next(pyramid.build())
        assert pyramid.frames < frames


def test_a_growing_take_looks_like_the_finished_file(source: WavSource, samples: Samples) -> None:
    for growing in (GrowingPeaks(2, source.read), GrowingPeaks(2)):
        for block in np.array_split(samples, 77):
            growing.append(block)
        assert growing.frames == FRAMES
        ours, whole = (each.columns(0, FRAMES, 900) for each in (growing, _built(source)))
        np.testing.assert_array_equal(ours.maximum, whole.maximum)
        np.testing.assert_allclose(ours.rms, whole.rms, rtol=1e-5)
    close = GrowingPeaks(2, source.read).columns(10, 20, 10)
    np.testing.assert_array_equal(close.maximum, samples[10:20])
    steps = growing.columns(256, 512, 2)
    np.testing.assert_array_equal(steps.maximum[0], samples[256:512].max(axis=0))
    np.testing.assert_array_equal(steps.maximum[1], steps.maximum[0])


def test_a_take_can_be_looked_at_while_it_grows(samples: Samples) -> None:
    growing = GrowingPeaks(2)
    wrong = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            before = growing.frames
            top = growing.columns(0, FRAMES, 1).maximum[0, 0]
            after = growing.frames
            lowest = samples[:before, 0].max(initial=0.0)
            if not lowest <= top <= samples[: after + 4_000, 0].max(initial=0.0):
                wrong.append(top)

    thread = threading.Thread(target=look)
    thread.start()
    for start in range(0, FRAMES, 4_000):
        growing.append(samples[start : start + 4_000])
    done.set()
    thread.join()
    assert wrong == []


@pytest.mark.recordings
def test_a_real_recording(recordings_path: Path, tmp_path: Path) -> None:
    decode_to_wav(recordings_path / "solo-trumpet.ogg", tmp_path / "trumpet.wav")
    with WavSource(tmp_path / "trumpet.wav") as source:
        samples = source.read(0, source.frames // 512 * 512)
        columns = _built(source).columns(0, len(samples), len(samples) // 512)
    assert columns.maximum.max() == samples.max()
    assert columns.minimum.min() == samples.min()
    assert np.all(columns.rms <= np.maximum(columns.maximum, -columns.minimum) + 1e-6)
    total = np.sqrt((columns.rms**2).mean())
    assert total == pytest.approx(np.sqrt((samples**2).mean()), rel=1e-4)
