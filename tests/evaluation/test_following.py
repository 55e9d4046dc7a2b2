"""How well a rendering follows what it was to play."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.following import following
from tests.evaluation.sounds import RATE, mid, noise_like, part, piece, silence_like

SOURCE = piece(6.0)


def test_the_sound_itself_is_perfect() -> None:
    found = following(SOURCE, SOURCE)
    assert found.level_db == 0.0
    assert found.side_level_db == 0.0
    assert found.mel_gap_db == 0.0
    assert found.mel_correlation == pytest.approx(1.0)
    assert found.chroma_correlation == pytest.approx(1.0)
    assert found.mel_movement == pytest.approx(1.0)
    assert found.chroma_movement == pytest.approx(1.0)


def test_a_gain_shows_in_level_and_gap_alone() -> None:
    found = following(AudioBuffer(SOURCE.samples * np.float32(0.5), RATE), SOURCE)
    assert found.level_db == pytest.approx(-6.02, abs=0.01)
    assert found.side_level_db == pytest.approx(-6.02, abs=0.01)
    assert found.mel_gap_db == pytest.approx(6.0, abs=0.2)
    assert found.mel_movement > 0.99
    assert found.chroma_movement > 0.99


def test_another_stretch_correlates_little() -> None:
    found = following(piece(6.0, seed=1), SOURCE)
    assert abs(found.level_db) < 2.0
    assert found.mel_movement < 0.4
    assert found.chroma_movement < 0.3
    # colour alone makes cells alike, but not as alike as the sound itself
    assert found.mel_movement < found.mel_correlation < 0.95
    assert found.mel_gap_db > 4.0


def test_noise_follows_nothing() -> None:
    found = following(noise_like(SOURCE), SOURCE)
    assert abs(found.mel_movement) < 0.1
    assert abs(found.chroma_movement) < 0.1
    assert found.mel_gap_db > 15.0


def test_wrong_pitch_is_heard_in_the_chroma() -> None:
    found = following(piece(6.0, root_hertz=277.2), SOURCE)
    assert found.mel_movement > found.chroma_movement + 0.1


def test_a_lost_side_is_heard_in_its_level() -> None:
    found = following(AudioBuffer(np.repeat(mid(SOURCE).samples, 2, axis=1), RATE), SOURCE)
    assert found.side_level_db is not None
    assert found.side_level_db < -20.0
    assert found.chroma_movement > 0.99


def test_mono_has_no_side_and_the_longer_one_is_cut() -> None:
    mono = AudioBuffer(SOURCE.samples[:, :1], RATE)
    found = following(part(mono, 0.0, 4.0), mono)
    assert found.side_level_db is None
    # the last windows of the shorter one reach over its end
    assert found.mel_movement > 0.99


def test_silence_is_far_below() -> None:
    found = following(silence_like(SOURCE), SOURCE)
    assert found.level_db < -60.0
    assert found.mel_movement == 0.0


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(EvaluationError, match="too little"):
        following(part(SOURCE, 0.0, 0.4), SOURCE)
    with pytest.raises(ValueError, match="rate and channels"):
        following(AudioBuffer(SOURCE.samples[:, :1], RATE), SOURCE)
