"""Constant-Q bins against correlation in time, librosa, and tones whose values are known."""

from pathlib import Path

import librosa
import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.features.constant_q import constant_q, long_spectra, relative_db, wavelets
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import Features, FeatureSettings
from tests.features.signals import correlation, midi_hertz, mono_recording, noise, sine

LOWEST_FULL_BIN = 24
"""From C3 on every filter fits the window, so that librosa's are just as long."""


def settings_for(sample_rate: int) -> FeatureSettings:
    return FeatureSettings(
        sample_rate=sample_rate, hop_frames=512, channels=1, groups=("loudness", "cqt")
    )


def relative_librosa(samples: Samples, settings: FeatureSettings) -> Features:
    """librosa's constant-Q transform, aligned and scaled as ours is; shape (n, bins)."""
    hop = settings.hop_frames
    # librosa centres its first window on 0, we on hop // 2.
    shifted = np.pad(samples[hop // 2 :, 0], (0, hop // 2))
    response = librosa.cqt(
        shifted,
        sr=settings.sample_rate,
        hop_length=hop,
        fmin=settings.cqt_lowest_hertz,
        n_bins=len(settings.cqt_hertz),
        tuning=0.0,
        scale=False,
        sparsity=0.0,
    )
    lengths, _ = librosa.filters.wavelet_lengths(
        freqs=np.array(settings.cqt_hertz), sr=settings.sample_rate, gamma=0
    )
    magnitudes = np.abs(response).T[: -(-len(samples) // hop)] * np.sqrt(2) / lengths
    loudness = FeatureExtractor(settings).extract(samples)[:, 0]
    return relative_db(magnitudes.T, loudness).T


@pytest.mark.parametrize("sample_rate", [22_050, 44_100])
def test_bins_equal_correlation_with_the_filters_in_time(sample_rate: int) -> None:
    settings = settings_for(sample_rate)
    window = settings.cqt_window_frames
    windows = noise(4 * window, 1).reshape(4, window)
    filters = wavelets(settings, settings.cqt_hertz, settings.cqt_bins_per_octave)
    assert filters.shape[1] <= window
    centred = librosa.util.pad_center(filters, size=window)
    expected = np.sqrt(2) * np.abs(np.conj(centred) @ windows.T)
    bank = constant_q(settings)
    measured = bank.magnitudes(long_spectra(windows, bank.spectrum_bins))
    np.testing.assert_allclose(measured, expected, atol=0.01 * expected.max())


@pytest.mark.parametrize("octave", range(7))
def test_a_sine_reads_as_its_loudness_in_its_bin(octave: int) -> None:
    settings = settings_for(44_100)
    bins: list[int] = []
    for step in (0, 5, 11):
        hertz = settings.cqt_hertz[12 * octave + step]
        features = FeatureExtractor(settings).extract(sine(hertz, 44_100, 22_050))[20]
        cqt = features[settings.slices["cqt"]]
        bins.append(int(cqt.argmax()))
        if octave > 1:  # below, the loudness window is not much longer than the wave
            assert cqt.max() == pytest.approx(0, abs=0.15)
    assert bins == [12 * octave + step for step in (0, 5, 11)]


def test_tones_read_as_in_librosa() -> None:
    settings = settings_for(44_100)
    notes = [sine(midi_hertz(note), 44_100, 11_025) for note in (50, 57, 66, 73, 84, 95)]
    samples = np.concatenate(notes) + noise(6 * 11_025, 1, amplitude=1e-3)
    measured = FeatureExtractor(settings).extract(samples)[:, settings.slices["cqt"]]
    expected = relative_librosa(samples, settings)
    bins = slice(LOWEST_FULL_BIN, None)
    assert correlation(measured[:, bins], expected[:, bins]) > 0.98


@pytest.mark.recordings
@pytest.mark.parametrize("name", ["vibe-ace.ogg", "hungarian-dance.ogg", "lets-go-fishin.ogg"])
def test_music_reads_as_in_librosa(recordings_path: Path, name: str) -> None:
    samples, sample_rate = mono_recording(recordings_path, name, 8.0)
    settings = settings_for(sample_rate)
    features = FeatureExtractor(settings).extract(samples)
    sounding = features[:, 0] > -70
    measured = features[sounding][:, settings.slices["cqt"]]
    expected = relative_librosa(samples, settings)[sounding]
    bins = slice(LOWEST_FULL_BIN, None)
    assert correlation(measured[:, bins], expected[:, bins]) > 0.98


def test_decibels_stay_in_their_range() -> None:
    magnitudes = np.array([[0.0, 1e-3, 1.0]], np.float32)
    loudness = np.array([-90, -60, -60], np.float32)
    np.testing.assert_allclose(relative_db(magnitudes, loudness), [[-60, 0, 20]], atol=1e-4)


def test_the_highest_filters_keep_below_half_the_sample_rate() -> None:
    settings = settings_for(8_000)
    filters = wavelets(settings, settings.cqt_hertz, settings.cqt_bins_per_octave)
    power = np.abs(np.fft.fft(filters[-1])) ** 2
    assert power[len(power) // 2 :].sum() < 1e-3 * power.sum()
