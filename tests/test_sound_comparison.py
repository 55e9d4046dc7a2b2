"""The measure that the sound tests rely on must itself see gaps."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from tests.playback.sounds import sweep
from tests.sound_comparison import Comparison, Discontinuity, compare_sounds, discontinuities

SENT = sweep(44100, 0.5)
SILENCE: Samples = np.zeros((3000, 2), np.float32)


def test_equal_sound_is_found_where_it_begins() -> None:
    heard = np.concatenate([SILENCE, SENT, SILENCE])
    assert compare_sounds(heard, SENT) == Comparison(3000, len(SENT), ())
    assert discontinuities(heard, SENT) == ()


def test_inserted_silence_is_one_gap() -> None:
    heard = np.concatenate([SILENCE, SENT[:9000], SILENCE[:700], SENT[9000:], SILENCE])
    assert discontinuities(heard, SENT) == (Discontinuity(9000, 0, 700),)


def test_lost_frames_are_one_gap() -> None:
    heard = np.concatenate([SILENCE, SENT[:9000], SENT[9400:], SILENCE])
    assert discontinuities(heard, SENT) == (Discontinuity(9000, 400, 0),)


def test_frames_lost_in_silence_and_twice() -> None:
    parts = [SILENCE, SENT[:6000], SILENCE[:50], SENT[6100:15000], SILENCE[:80], SENT[15000:]]
    heard = np.concatenate([*parts, SILENCE])
    assert discontinuities(heard, SENT) == (
        Discontinuity(6000, 100, 50),
        Discontinuity(15000, 0, 80),
    )


def test_missing_beginning_is_a_gap() -> None:
    heard = np.concatenate([SILENCE, SENT[500:], SILENCE])
    assert compare_sounds(heard, SENT) == Comparison(2500, len(SENT), (Discontinuity(0, 500, 0),))


def test_cut_sound_fails() -> None:
    heard = np.concatenate([SILENCE, SENT[:9000], SILENCE])
    assert compare_sounds(heard, SENT) == Comparison(3000, 9000, ())
    with pytest.raises(AssertionError, match="only 9000 of 22050"):
        discontinuities(heard, SENT)


def test_silence_matches_nothing() -> None:
    assert compare_sounds(SILENCE, SENT).matched_frames == 0
    with pytest.raises(AssertionError, match="only 0 of"):
        discontinuities(np.zeros((40000, 2), np.float32), SENT)


def test_wrong_level_is_not_equal() -> None:
    heard = np.concatenate([SILENCE, SENT * np.float32(0.99), SILENCE])
    assert compare_sounds(heard, SENT).matched_frames == 0
