"""Fingerprints of sound."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.features import fingerprints, windows
from audiosynth_gui.features.fingerprints import (
    BITS,
    FINGERPRINT_RATE,
    NOTHING,
    STEP_FRAMES,
    Fingerprints,
    fingerprint_blocks,
)
from tests.features.steps import melody

RATE = FINGERPRINT_RATE


def taken(folder: Path, samples: Samples, rate: int = RATE) -> Fingerprints:
    """The fingerprints of a file with these samples."""
    path = folder / "sound.wav"
    write_wav(path, AudioBuffer(samples, rate), "float32")
    with WavSource(path) as source:
        parts = list(fingerprint_blocks(source))
    assert parts[-1][1] == 1.0
    return np.concatenate([part for part, _ in parts])


def wrong_share(one: Fingerprints, other: Fingerprints) -> float:
    """Share of bits that differ."""
    count = min(len(one), len(other))
    return float(np.mean(np.bitwise_count(one[:count] ^ other[:count]))) / BITS


@pytest.mark.parametrize("frames", [1, 127, 128, 5000, 20_001])
def test_every_step_has_one(tmp_path: Path, frames: int) -> None:
    found = taken(tmp_path, melody(frames / RATE, RATE, 0))
    assert found.dtype == np.uint32
    assert len(found) == frames // STEP_FRAMES + 1


def test_blocks_do_not_change_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = melody(6.0, RATE, 0)
    whole = taken(tmp_path, sound)
    monkeypatch.setattr(windows, "_READ_FRAMES", 1_111)
    monkeypatch.setattr(fingerprints, "_BATCH_STEPS", 7)
    np.testing.assert_array_equal(taken(tmp_path, sound), whole)


def test_gain_does_not_change_them(tmp_path: Path) -> None:
    sound = melody(6.0, RATE, 0)
    louder = taken(tmp_path, sound * np.float32(2.0))
    np.testing.assert_array_equal(louder, taken(tmp_path, sound))


def test_half_a_step_changes_few_bits_and_other_sound_half_of_them(tmp_path: Path) -> None:
    sound = melody(12.0, RATE, 0)
    whole = taken(tmp_path, sound)
    assert wrong_share(taken(tmp_path, sound[STEP_FRAMES // 2 :]), whole) < 0.12
    assert 0.4 < wrong_share(taken(tmp_path, melody(12.0, RATE, 1)), whole) < 0.6


def test_another_rate_changes_few_bits(tmp_path: Path) -> None:
    slow, fast = (taken(tmp_path, melody(8.0, rate, 0), rate) for rate in (22_050, 48_000))
    assert wrong_share(slow, fast) < 0.05


def test_silence_has_nothing_to_compare(tmp_path: Path) -> None:
    quiet = np.random.default_rng(0).uniform(-1e-4, 1e-4, (3 * RATE, 2)).astype(np.float32)
    assert np.all(taken(tmp_path, quiet) == NOTHING)


@pytest.mark.recordings
def test_music_has_something_to_compare(dance_path: Path) -> None:
    with WavSource(dance_path) as source:
        found = np.concatenate([part for part, _ in fingerprint_blocks(source)])
    assert np.mean(found != NOTHING) > 0.9
    assert len(np.unique(found)) > 0.5 * len(found)
