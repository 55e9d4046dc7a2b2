"""Stretches in which nothing sounds."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.features.silences import (
    Silence,
    SilenceSettings,
    find_silences,
    silences_of,
    threshold_db,
)
from tests.audio.sounds import noise
from tests.features.steps import finished

RATE = 8_000


def silences(folder: Path, samples: Samples) -> tuple[Silence, ...]:
    """The silences of a file with these samples."""
    path = folder / "sound.wav"
    write_wav(path, AudioBuffer(samples, RATE), "float32")
    with WavSource(path) as source:
        return finished(find_silences(source))


def with_gap(level: float, gap: float, gap_seconds: float) -> Samples:
    """Noise of a level for 3 s, a quieter gap, and noise again."""
    parts = [noise(3 * RATE, peak=level), noise(round(gap_seconds * RATE), peak=gap)]
    return np.concatenate([*parts, noise(3 * RATE, peak=level)])


def test_a_gap_is_found_with_a_margin_at_either_end(tmp_path: Path) -> None:
    [found] = silences(tmp_path, with_gap(0.5, 0.0, 2.0))
    assert abs(found.start_frame - 3.1 * RATE) <= 0.01 * RATE
    assert abs(found.stop_frame - 4.9 * RATE) <= 0.01 * RATE


@pytest.mark.parametrize(
    ("level", "gap", "is_silent"),
    [(0.5, 0.001, True), (0.5, 0.02, False), (0.003, 0.0002, False), (0.003, 0.00001, True)],
)
def test_the_recording_s_own_level_decides(
    tmp_path: Path, level: float, gap: float, is_silent: bool
) -> None:
    assert bool(silences(tmp_path, with_gap(level, gap, 2.0))) == is_silent


def test_a_short_rest_belongs_to_the_music(tmp_path: Path) -> None:
    assert silences(tmp_path, with_gap(0.5, 0.0, 0.9)) == ()


def test_one_loud_channel_is_sound(tmp_path: Path) -> None:
    samples = with_gap(0.5, 0.0, 2.0)
    samples[:, 1] = noise(len(samples), channels=1)[:, 0]
    assert silences(tmp_path, samples) == ()


def test_silence_at_either_end_has_no_margin_there(tmp_path: Path) -> None:
    rest = np.zeros((2 * RATE, 2), np.float32)
    found = silences(tmp_path, np.concatenate((rest, noise(3 * RATE), rest)))
    assert [found[0].start_frame, found[1].stop_frame] == [0, 7 * RATE]


def test_a_knock_does_not_make_the_music_silent(tmp_path: Path) -> None:
    samples = noise(20 * RATE, peak=0.01)
    samples[RATE : RATE + 20] = 1.0
    assert silences(tmp_path, samples) == ()


def test_a_silent_recording_is_all_silence(tmp_path: Path) -> None:
    assert silences(tmp_path, np.zeros((3 * RATE + 7, 1), np.float32)) == (
        Silence(0, 3 * RATE + 7),
    )


@given(st.lists(st.floats(-120.0, 0.0, width=32), max_size=400), st.integers(-79, 79))
def test_silences_lie_apart_and_are_quiet(levels: list[float], rest: int) -> None:
    settings = SilenceSettings(shortest_seconds=0.1, margin_seconds=0.02)
    measured = np.array(levels, np.float32)
    frames = max(0, 80 * len(levels) + min(rest, 0))
    found = silences_of(measured, 80, frames, RATE, settings)
    threshold = threshold_db(measured, settings)
    edges = [edge for one in found for edge in (one.start_frame, one.stop_frame)]
    assert edges == sorted(set(edges))
    assert all(0 <= edge <= frames for edge in edges)
    for one in found:
        assert np.all(measured[one.start_frame // 80 : -(-one.stop_frame // 80)] < threshold)


@pytest.mark.recordings
def test_the_end_of_the_dance_is_silent(dance_path: Path) -> None:
    with WavSource(dance_path) as source:
        [found] = finished(find_silences(source))
        last = source.read(found.start_frame, found.stop_frame)
        assert found.stop_frame == source.frames
        assert 1.0 < len(last) / source.sample_rate < 4.0
    assert np.max(np.abs(last)) < 0.02
