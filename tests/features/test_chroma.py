"""Pitch classes of known notes, chords, silence, and real music."""

from pathlib import Path

import librosa
import numpy as np
import pytest

from audiosynth_gui.features.chroma import chroma
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings
from tests.features.signals import correlation, midi_hertz, mono_recording, noise, sine


def settings_for(sample_rate: int, **fields: int) -> FeatureSettings:
    return FeatureSettings(
        sample_rate=sample_rate, hop_frames=512, channels=1, groups=("chroma",), **fields
    )


@pytest.mark.parametrize("sample_rate", [16_000, 44_100])
def test_a_note_shows_its_class_in_every_octave(sample_rate: int) -> None:
    extractor = FeatureExtractor(settings_for(sample_rate))
    for note in range(36, 96):
        samples = sine(midi_hertz(note), sample_rate, sample_rate // 4)
        middle = extractor.extract(samples)[sample_rate // 4 // 512 // 2]
        assert middle.argmax() == note % 12
        assert middle.max() == pytest.approx(1)


def test_a_chord_shows_its_three_classes() -> None:
    notes = [sine(midi_hertz(note), 44_100, 22_050, 0.1) for note in (60, 64, 67)]
    middle = FeatureExtractor(settings_for(44_100)).extract(np.sum(notes, axis=0))[20]
    assert set(np.argsort(middle)[-3:]) == {0, 4, 7}
    assert np.sort(middle)[-3] > 2 * np.sort(middle)[-4]


def test_next_to_nothing_fades_to_zero() -> None:
    extractor = FeatureExtractor(settings_for(44_100))
    assert not extractor.extract(np.zeros((4_410, 1), np.float32)).any()
    whisper = extractor.extract(noise(4_410, 1, amplitude=1e-7))
    assert 0 < whisper.max() < 0.1


def test_bins_of_any_grid_fold_into_twelve() -> None:
    settings = settings_for(44_100, cqt_bins_per_octave=24, cqt_bins=120)
    samples = sine(midi_hertz(69), 44_100, 22_050)
    assert FeatureExtractor(settings).extract(samples)[20].argmax() == 9
    assert chroma(settings).fold.shape[0] == 12


@pytest.mark.recordings
@pytest.mark.parametrize("name", ["vibe-ace.ogg", "hungarian-dance.ogg", "lets-go-fishin.ogg"])
def test_music_reads_as_in_librosa(recordings_path: Path, name: str) -> None:
    samples, sample_rate = mono_recording(recordings_path, name, 20.0)
    measured = FeatureExtractor(settings_for(sample_rate)).extract(samples)
    shifted = np.pad(samples[256:, 0], (0, 256))
    expected = librosa.feature.chroma_cqt(y=shifted, sr=sample_rate, hop_length=512)
    assert correlation(measured, expected.T[: len(measured)]) > 0.8
