"""Loudness, MFCC and width against librosa and against sounds whose values are known."""

import librosa
import numpy as np
import pytest

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.mel import loudness_db, short_window
from audiosynth_gui.features.settings import FeatureGroup, Features, FeatureSettings
from tests.features.signals import noise, sine


def settings_for(*groups: FeatureGroup, sample_rate: int = 44_100) -> FeatureSettings:
    return FeatureSettings(
        sample_rate=sample_rate,
        hop_frames=441,
        channels=2 if "width" in groups else 1,
        groups=groups,
        mfcc_count=64,
    )


@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 44_100, 48_000])
def test_mfcc_are_those_of_librosa(sample_rate: int) -> None:
    settings = settings_for("mfcc", sample_rate=sample_rate)
    frames = 20 * settings.hop_frames
    samples = noise(frames, 1) + sine(440, sample_rate, frames)
    window = settings.mel_window_frames
    # librosa's first window starts at 0: ours is centred on hop_frames // 2.
    before = window // 2 - settings.hop_frames // 2
    padded = np.pad(samples[:, 0], (before, window))
    power = librosa.feature.melspectrogram(
        y=padded,
        sr=sample_rate,
        n_fft=window,
        hop_length=settings.hop_frames,
        center=False,
        n_mels=settings.mel_bands,
    )
    expected = librosa.feature.mfcc(S=librosa.power_to_db(power, top_db=None), n_mfcc=64)
    measured = FeatureExtractor(settings).extract(samples)
    np.testing.assert_allclose(measured, expected[:, :20].T, atol=1e-3)


def test_loudness_of_known_sounds() -> None:
    square = np.tile(np.array([1, -1], np.float32), 512)
    full_scale_sine = sine(44_100 / 32, 44_100, 1_024, amplitude=1.0)[:, 0]
    frames = np.stack([square, full_scale_sine, square / 1_000, np.zeros_like(square)])
    np.testing.assert_allclose(loudness_db(frames), [0, -3.0103, -60, -90], atol=1e-3)


def width_of(mid: Features, side: Features) -> Features:
    settings = settings_for("width")
    samples = np.concatenate([mid + side, mid - side], axis=1)
    return FeatureExtractor(settings).extract(samples)[2:-2]


def test_width_says_how_much_stronger_the_side_signal_is() -> None:
    mid = noise(4_410, 1)
    np.testing.assert_allclose(width_of(mid, np.float32(0.1) * mid), -20, atol=1e-2)
    np.testing.assert_allclose(width_of(mid, mid), 0, atol=1e-3)


def test_width_stays_in_its_range() -> None:
    mid = noise(4_410, 1)
    nothing = np.zeros_like(mid)
    assert (width_of(mid, nothing) == -60).all()
    assert (width_of(nothing, mid) == 20).all()
    assert (width_of(nothing, nothing) == 0).all()


def test_width_is_measured_in_bands_from_low_to_high() -> None:
    low = sine(150, 44_100, 4_410)
    high = sine(12_000, 44_100, 4_410)
    width = width_of(low, high)
    assert (np.diff(width[:, [0, -1]]) > 40).all()


def test_filters_are_built_once_for_equal_settings() -> None:
    assert short_window(settings_for("mfcc")) is short_window(settings_for("mfcc"))
