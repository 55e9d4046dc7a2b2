"""Stretches that are nearly the same as an earlier one."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.conversion import resample
from audiosynth_gui.audio.files import WavSource, read_audio, write_wav
from audiosynth_gui.features import near_duplicates as module
from audiosynth_gui.features.fingerprints import fingerprint_blocks
from audiosynth_gui.features.near_duplicates import Heard, NearDuplicate, near_duplicates
from tests.features.steps import finished, melody

RATE = 16_000


def bright(samples: Samples) -> Samples:
    """Through a gentle equaliser: treble up."""
    high = sosfilt(butter(1, 1500, "high", fs=RATE, output="sos"), samples, axis=0)
    return np.asarray(samples + 0.7 * high, np.float32)


CHANGES: dict[str, Callable[[Samples], Samples]] = {
    "exact": lambda samples: samples,
    "+6 dB": lambda samples: samples * np.float32(2.0),
    "EQ": bright,
    "upside down": lambda samples: -samples,
}


def heard(folder: Path, name: str, samples: Samples, rate: int = RATE) -> Heard:
    """A file with these samples, and its fingerprints."""
    path = folder / f"{name}.wav"
    write_wav(path, AudioBuffer(samples, rate), "float32")
    with WavSource(path) as source:
        fingerprints = np.concatenate([part for part, _ in fingerprint_blocks(source)])
    return Heard(name, lambda: WavSource(path), fingerprints)


def assert_is(found: NearDuplicate, start: float, stop: float, like_start: float) -> None:
    """It lies where it should, to a fifth of a second, and on its like to 2 ms."""
    assert found.start_seconds == pytest.approx(start, abs=0.2)
    assert found.stop_seconds == pytest.approx(stop, abs=0.2)
    lag = found.start_seconds - found.like_start_seconds
    assert lag == pytest.approx(start - like_start, abs=0.002)


@pytest.mark.parametrize("change", list(CHANGES.values()), ids=list(CHANGES))
@pytest.mark.parametrize("start_frame", [40_000, 40_077])
def test_a_copy_in_the_same_recording(
    tmp_path: Path, change: Callable[[Samples], Samples], start_frame: int
) -> None:
    sound = melody(20.0, RATE, 0)
    sound[12 * RATE : 15 * RATE] = change(sound[start_frame : start_frame + 3 * RATE])
    [found] = finished(near_duplicates([heard(tmp_path, "a", sound)]))
    assert_is(found, 12.0, 15.0, start_frame / RATE)
    assert found.like_name == "a"


def test_a_copy_of_another_recording_at_another_rate(tmp_path: Path) -> None:
    one, other = melody(9.0, RATE, 0), melody(9.0, 22_050, 1)
    other[44_100 : 44_100 + 88_200] = resample(one[RATE : 5 * RATE], RATE, 22_050)
    everything = [heard(tmp_path, "one", one), heard(tmp_path, "two", melody(5.0, RATE, 2))]
    [found] = finished(near_duplicates([*everything, heard(tmp_path, "other", other, 22_050)]))
    assert_is(found, 2.0, 6.0, 1.0)
    assert found.like_name == "one"


def test_a_beginning_that_comes_back_in_a_recording_that_is_not_the_first(tmp_path: Path) -> None:
    verse = melody(6.0, RATE, 1)
    sound = np.concatenate([verse, melody(4.0, RATE, 2), np.zeros_like(verse[:RATE]), verse])
    everything = [heard(tmp_path, "other", melody(9.0, RATE, 0)), heard(tmp_path, "again", sound)]
    [found] = finished(near_duplicates(everything))
    assert_is(found, 11.0, 17.0, 0.0)
    assert found.like_name == "again"


def test_a_whole_recording_twice(tmp_path: Path) -> None:
    sound = melody(8.0, RATE, 0)
    pair = [heard(tmp_path, "a", sound), heard(tmp_path, "b", sound)]
    [found] = finished(near_duplicates(pair))
    assert_is(found, 0.0, 8.0, 0.0)
    assert found.likeness > 0.99


@pytest.mark.parametrize("beyond", [1e-9, 1e-5, 0.001, 0.04, 0.06, 0.11])
def test_little_is_left_behind_the_last_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beyond: float
) -> None:
    sound = melody(6.0, RATE, 0)
    monkeypatch.setattr(module, "_PIECE_SECONDS", (6.0 - beyond) / 2)
    pair = [heard(tmp_path, "a", sound), heard(tmp_path, "b", sound)]
    [found] = finished(near_duplicates(pair))
    assert_is(found, 0.0, 6.0, 0.0)


def test_a_loop(tmp_path: Path) -> None:
    sound = np.tile(melody(3.0, RATE, 0), (5, 1))
    found = finished(near_duplicates([heard(tmp_path, "a", sound)]))
    assert sum(one.stop_seconds - one.start_seconds for one in found) == pytest.approx(12, abs=1)
    assert min(one.start_seconds for one in found) == pytest.approx(3.0, abs=0.2)


def test_the_same_notes_played_anew_are_no_copy(tmp_path: Path) -> None:
    first, again = melody(6.0, RATE, 0), melody(6.0, RATE + 150, 0)
    together = np.concatenate((first, again))
    assert finished(near_duplicates([heard(tmp_path, "a", together)])) == ()


@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.5, 1.9])
def test_what_is_too_short_holds_none(tmp_path: Path, seconds: float) -> None:
    sound = melody(seconds, RATE, 0)
    pair = [heard(tmp_path, "a", sound), heard(tmp_path, "b", sound)]
    assert finished(near_duplicates(pair)) == ()


def test_silence_is_no_copy_of_silence(tmp_path: Path) -> None:
    sound = np.concatenate((melody(4.0, RATE, 0), np.zeros((20 * RATE, 2), np.float32)))
    assert finished(near_duplicates([heard(tmp_path, "a", sound)])) == ()


@pytest.mark.recordings
def test_in_an_orchestra_only_the_planted_copy_is_found(tmp_path: Path, dance_path: Path) -> None:
    sound = read_audio(dance_path)
    alone = heard(tmp_path, "alone", sound.samples, sound.sample_rate)
    assert finished(near_duplicates([alone])) == ()
    planted = sound.samples.copy()
    copied = planted[12 * 44_100 + 11 :][: 4 * 44_100]
    planted[30 * 44_100 : 34 * 44_100] = 0.5 * copied
    [found] = finished(near_duplicates([heard(tmp_path, "a", planted, sound.sample_rate)]))
    assert_is(found, 30.0, 34.0, 12.0)
