"""Music as the contestants hear it."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.evaluation.coded_music import CodedMusic, coded_music, heldout_bits
from audiosynth_gui.features.quantization import MULAW8, compand
from tests.training.examples import plucked_notes


def test_sound_becomes_mono_codes_at_sixteen_kilohertz() -> None:
    music = coded_music(AudioBuffer(plucked_notes(16.0, 32000, 2), 32000), 192)
    assert len(music.codes) == 16 * 16000 // 192 * 192
    assert music.split % 192 == 0
    assert len(music.heldout) == pytest.approx(0.2 * len(music.codes), abs=192)
    np.testing.assert_array_equal(np.concatenate([music.train, music.heldout]), music.codes)


def test_what_is_heard_is_no_finer_than_the_codes() -> None:
    sound = plucked_notes(16.0, 16000, 1)
    music = coded_music(AudioBuffer(sound, 16000), 192)
    np.testing.assert_array_equal(MULAW8.encode(compand(music.samples))[:, 0], music.codes)
    assert len(np.unique(music.samples)) <= 256
    np.testing.assert_allclose(music.samples, sound[: len(music.samples)], atol=0.02)


def test_too_short_sound_is_told() -> None:
    with pytest.raises(TrainingError, match="too short"):
        coded_music(AudioBuffer(plucked_notes(3.0, 16000, 1), 16000), 192)


def test_the_end_is_left_out_of_the_second_figure() -> None:
    music = CodedMusic(np.zeros(100000, np.int64), 60000)
    costs = np.concatenate([np.full(8000, 3.0), np.full(31000, 1.0)])  # a thousand are missing
    bits = heldout_bits(costs, music)
    assert bits.whole == pytest.approx((8000 * 3 + 31000) / 39000)
    assert bits.without_end == pytest.approx(3.0)
