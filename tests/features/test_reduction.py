"""Reduced frames: which features are looked at, and their means."""

import numpy as np
import pytest

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.reduction import (
    MFCC_USED,
    frames_in_reduced,
    known_columns,
    reduced,
    reduced_otherwise,
)
from audiosynth_gui.features.settings import FeatureGroup, FeatureSettings

FULL = FeatureSettings(sample_rate=44100, hop_frames=512, channels=2)


def settings_with(*groups: FeatureGroup) -> FeatureSettings:
    return FeatureSettings(sample_rate=16000, hop_frames=256, channels=1, groups=groups)


def tone(hertz: float, gain: float = 1.0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    time = np.arange(16000) / 16000
    overtones = sum(0.5**part * np.sin(2 * np.pi * part * hertz * time) for part in range(1, 6))
    # quiet bands would lie at the floor of the features, which no gain moves
    noise = 0.05 * np.random.default_rng(1).standard_normal(len(time))
    return (0.1 * gain * (overtones + noise))[:, None].astype(np.float32)


def test_loudness_timbre_and_notes_are_looked_at() -> None:
    columns = known_columns(FULL)
    names = [FULL.names[column] for column in columns]
    assert len(columns) == 1 + MFCC_USED + 12
    assert names[0] == "loudness"
    assert names[1 : 1 + MFCC_USED] == [f"mfcc {index}" for index in range(MFCC_USED)]
    assert all(name.startswith("chroma") for name in names[1 + MFCC_USED :])


def test_what_is_not_measured_is_left_out() -> None:
    assert len(known_columns(settings_with("mfcc"))) == MFCC_USED
    assert len(known_columns(settings_with("cqt", "chroma"))) == 12
    only_cqt = settings_with("cqt")
    assert known_columns(only_cqt) == tuple(range(only_cqt.count))


def test_a_reduced_frame_lasts_about_as_long_at_every_rate() -> None:
    assert frames_in_reduced(FULL) == 4
    assert frames_in_reduced(settings_with("mfcc")) == 3
    slow = FeatureSettings(sample_rate=16000, hop_frames=4096, channels=1)
    assert frames_in_reduced(slow) == 1


def test_frames_are_averaged_and_a_rest_is_left_out() -> None:
    features = np.random.default_rng(1).standard_normal((11, FULL.count)).astype(np.float32)
    made = reduced(features, FULL)
    assert made.dtype == np.float32
    expected = [features[start : start + 4].mean(axis=0) for start in (0, 4)]
    np.testing.assert_allclose(made, np.array(expected)[:, known_columns(FULL)], rtol=1e-5)
    assert reduced(features[:3], FULL).shape == (0, 26)


@pytest.mark.parametrize(("semitones", "gain_db"), [(0, -6.0), (5, 0.0), (7, 3.0)])
def test_other_keys_and_gains_are_as_if_they_had_been_measured(
    semitones: int, gain_db: float
) -> None:
    settings = settings_with("loudness", "mfcc", "chroma")
    measure = FeatureExtractor(settings).extract
    plain = reduced(measure(tone(220.0)), settings)
    moved = tone(220.0 * 2 ** (semitones / 12), 10 ** (gain_db / 20))
    measured = reduced(measure(moved), settings)[5:-5]
    made = reduced_otherwise(plain, settings, gain_db, semitones)[5:-5]
    notes = slice(-12, None)
    assert (made[:, notes].argmax(axis=1) == measured[:, notes].argmax(axis=1)).all()
    if semitones == 0:
        np.testing.assert_allclose(made, measured, atol=1e-3)
    unmoved = reduced_otherwise(plain, settings, 0.0, 0)
    np.testing.assert_array_equal(unmoved, plain)
