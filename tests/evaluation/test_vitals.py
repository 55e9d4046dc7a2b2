"""Level, offset, flatness and roughness, half second by half second."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.evaluation import vitals as module
from audiosynth_gui.evaluation.vitals import WINDOW_STEPS, vitals
from tests.evaluation.sounds import RATE, noise_like, part, piece

SOUND = piece(6.0)


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_windows_are_half_seconds_at_every_rate(rate: int) -> None:
    noise = np.random.default_rng(1).standard_normal((3 * rate, 1)).astype(np.float32)
    seen = vitals(AudioBuffer(0.1 * noise, rate))
    assert seen.window_seconds == pytest.approx(0.5, abs=0.005)
    assert len(seen.level_db) in (5, 6)
    assert seen.mel_db.shape == (len(seen.level_db) * WINDOW_STEPS, 32)
    np.testing.assert_allclose(seen.level_db, -20.0, atol=0.3)
    np.testing.assert_allclose(seen.flatness_db(-100.0), 0.0, atol=0.3)
    np.testing.assert_allclose(seen.roughness_db, -2.5, atol=0.4)


def test_an_offset_is_no_level() -> None:
    samples = SOUND.samples + np.array([0.2, -0.1], np.float32)
    seen, clean = vitals(AudioBuffer(samples, RATE)), vitals(SOUND)
    np.testing.assert_allclose(seen.level_db, clean.level_db, atol=0.01)
    np.testing.assert_allclose(seen.dc - clean.dc, [[0.2, -0.1]] * len(seen.dc), atol=1e-4)
    # the windows at either end reach over it, where there is no offset
    inner = slice(WINDOW_STEPS, -WINDOW_STEPS)
    loud = clean.mel_db[inner] > -60
    assert np.abs(seen.mel_db - clean.mel_db)[inner][loud].max() < 0.5


def test_tones_are_neither_flat_nor_rough() -> None:
    tones, noise = vitals(SOUND), vitals(noise_like(SOUND))
    assert tones.flatness_db(-100.0).max() < -8.0
    assert tones.roughness_db.max() < noise.roughness_db.min() - 3.0


def test_what_is_read_at_a_time_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = vitals(SOUND)
    monkeypatch.setattr(module, "READ_WINDOWS", 2)
    parts = vitals(SOUND)
    np.testing.assert_array_equal(parts.level_db, whole.level_db)
    loud = whole.mel_db > -60
    assert np.abs(parts.mel_db - whole.mel_db)[loud].max() < 0.1
    np.testing.assert_allclose(parts.roughness_db, whole.roughness_db, atol=0.2)


def test_too_short_a_sound_has_no_window() -> None:
    seen = vitals(part(SOUND, 0.0, 0.4))
    assert len(seen.level_db) == 0
    assert seen.mel_db.shape == (0, 32)
    assert len(seen.flatness_db(-100.0)) == 0


def test_what_is_no_number_counts_as_silence() -> None:
    samples = SOUND.samples.copy()
    samples[: RATE // 2] = np.nan
    seen = vitals(AudioBuffer(samples, RATE))
    assert np.isfinite(seen.mel_db).all()
    assert seen.level_db[0] < -90.0
