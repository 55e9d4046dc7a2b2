"""Beats and tempo."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.features import beats, windows
from audiosynth_gui.features.beats import Beats, find_beats
from tests.features.steps import finished

RATE = 22_050


def clicks(times: np.ndarray, seconds: float) -> Samples:
    """Short bursts at these times."""
    burst = np.random.default_rng(0).standard_normal(RATE // 50) * np.exp(
        -np.arange(RATE // 50) / 80
    )
    sound = np.zeros((round(seconds * RATE), 1), np.float32)
    for time in times:
        start = round(float(time) * RATE)
        part = sound[start : start + len(burst), 0]
        part += (0.3 * burst[: len(part)]).astype(np.float32)
    return sound


def found_in(folder: Path, samples: Samples, rate: int = RATE) -> Beats:
    """The beats of a file with these samples."""
    path = folder / "sound.wav"
    write_wav(path, AudioBuffer(samples, rate), "float32")
    with WavSource(path) as source:
        return finished(find_beats(source))


def share_near(wanted: np.ndarray, found: tuple[float, ...]) -> float:
    """Share of the wanted beats that have a found one within 50 ms."""
    near = np.min(np.abs(wanted[:, None] - np.array(found)), axis=1) < 0.05
    return float(np.mean(near))


def test_clicks_are_beats_at_their_tempo(tmp_path: Path) -> None:
    times = np.arange(0.4, 29.5, 0.5)
    found = found_in(tmp_path, clicks(times, 30.0))
    assert share_near(times, found.seconds) > 0.95
    assert found.tempo is not None
    assert found.tempo.bpm == pytest.approx(120.0, abs=0.5)
    assert np.all(np.diff(found.seconds) > 0)


def test_pieces_leave_no_edge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats, "_PIECE_HOPS", 500)
    monkeypatch.setattr(windows, "_READ_FRAMES", 10_007)
    times = np.arange(0.3, 59.0, 0.55)
    found = found_in(tmp_path, clicks(times, 60.0))
    assert share_near(times, found.seconds) > 0.95
    assert np.diff(found.seconds) == pytest.approx(0.55, abs=0.06)


def test_a_changing_tempo_is_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beats, "_PIECE_HOPS", 500)
    slow, fast = np.arange(0.5, 30.0, 0.6), np.arange(30.1, 59.5, 0.5)
    found = found_in(tmp_path, clicks(np.concatenate((slow, fast)), 60.0))
    assert share_near(slow, found.seconds) > 0.9
    assert share_near(fast, found.seconds) > 0.9


@pytest.mark.parametrize("frames", [0, 1, 700, 3 * RATE])
def test_silence_has_no_beats(tmp_path: Path, frames: int) -> None:
    assert found_in(tmp_path, np.zeros((frames, 2), np.float32)) == Beats((), None)


@pytest.mark.recordings
def test_blocks_give_what_librosa_gives_for_the_whole(dance_path: Path) -> None:
    import librosa

    with WavSource(dance_path) as source:
        found = finished(find_beats(source))
        whole = source.read(0, source.frames).mean(axis=1)
    sound = librosa.resample(whole, orig_sr=44_100, target_sr=RATE)
    _, wanted = librosa.beat.beat_track(y=sound, sr=RATE, units="time")
    assert share_near(np.asarray(wanted), found.seconds) > 0.85
