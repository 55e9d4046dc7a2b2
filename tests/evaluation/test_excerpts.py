"""What is heard in a sound, excerpt by excerpt."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation import excerpts
from audiosynth_gui.evaluation.excerpts import hear
from tests.evaluation.sounds import RATE, mid, noise_like, piece


def tone(hertz: float, seconds: float, rate: int) -> AudioBuffer:
    wave = 0.5 * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return AudioBuffer(wave.astype(np.float32)[:, None], rate)


def test_rows_lie_side_by_side() -> None:
    (heard,) = hear(piece(4.0), RATE)
    frames = len(heard.mel_db)
    assert heard.mel_db.shape == (frames, 64)
    assert heard.chroma.shape == (frames, 12)
    assert heard.width_db is not None
    assert heard.width_db.shape == (frames, 8)
    # all of it but one long window
    assert frames * heard.hop_seconds == pytest.approx(4.0 - 0.186, abs=0.1)


def test_a_tone_is_one_pitch_class_at_every_rate() -> None:
    for rate in (16000, 44100, 48000):
        (heard,) = hear(tone(440.0, 2.0, rate), rate)
        assert heard.chroma.mean(axis=0).argmax() == 9
        assert heard.power == pytest.approx(0.125, rel=0.01)
        assert heard.width_db is None


def test_the_same_sound_at_another_rate_is_heard_alike() -> None:
    (own,) = hear(tone(440.0, 2.0, 44100), 44100)
    (other,) = hear(tone(440.0, 2.0, 16000), 44100)
    assert np.abs(own.mel_db.max(axis=1).mean() - other.mel_db.max(axis=1).mean()) < 0.5
    assert own.hop_seconds == other.hop_seconds


def test_white_noise_is_even_and_wide() -> None:
    (heard,) = hear(noise_like(piece(5.0)), RATE)
    assert np.ptp(heard.mel_db.mean(axis=0)) < 3.0
    assert heard.width_db is not None
    assert abs(heard.width_db.mean()) < 1.0


def test_equal_channels_have_no_width() -> None:
    noise = mid(noise_like(piece(3.0)))
    (heard,) = hear(AudioBuffer(np.repeat(noise.samples, 2, axis=1), RATE), RATE)
    assert heard.width_db is not None
    assert heard.width_db.max() < -40.0


def test_an_offset_and_what_is_no_number_are_not_heard() -> None:
    sound = piece(3.0)
    spoilt = sound.samples + np.float32(0.3)
    spoilt[0, 0] = np.nan
    (clean,), (heard,) = hear(sound, RATE), hear(AudioBuffer(spoilt, RATE), RATE)
    loud = clean.mel_db > -50
    assert np.abs(heard.mel_db - clean.mel_db)[loud].max() < 1.0


def test_long_sounds_are_sampled_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts, "EXCERPT_SECONDS", 2.0)
    monkeypatch.setattr(excerpts, "LISTENED_SECONDS", 6.0)
    whole = hear(piece(5.9), RATE)
    sampled = hear(piece(20.0), RATE)
    assert [round(one.start_seconds) for one in whole] == [0, 2, 4]
    assert [round(one.start_seconds) for one in sampled] == [0, 9, 18]


def test_too_short_a_sound_is_told() -> None:
    with pytest.raises(EvaluationError, match="too little sound"):
        hear(piece(0.9), RATE)
