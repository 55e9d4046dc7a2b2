"""Sound made louder."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.audio.gain import LouderSource, made_louder


def test_without_a_gain_nothing_is_touched() -> None:
    loud = np.array([[3.0], [-2.0]], np.float32)
    assert made_louder(loud, 0.0) is loud


@given(st.floats(-60.0, 24.0), st.floats(-2.0, 2.0, width=32))
def test_decibels_multiply_and_full_scale_is_kept(gain_db: float, value: float) -> None:
    made = made_louder(np.full((3, 2), value, np.float32), gain_db)
    assert made.dtype == np.float32
    expected = np.clip(value * 10 ** (gain_db / 20), -1, 1) if gain_db else value
    np.testing.assert_allclose(made, expected, rtol=1e-5, atol=1e-37)


def test_where_there_is_no_sound_there_is_none() -> None:
    assert np.isnan(made_louder(np.array([np.nan], np.float32), 6.0)).all()


def test_a_file_is_read_louder_than_it_is_stored(tmp_path: Path) -> None:
    samples = np.linspace(-0.4, 0.4, 200, dtype=np.float32).reshape(100, 2)
    write_wav(tmp_path / "quiet.wav", AudioBuffer(samples, 8_000), "float32")
    source = LouderSource(WavSource(tmp_path / "quiet.wav"), 6.0)
    assert (source.sample_rate, source.channels, source.frames) == (8_000, 2, 100)
    np.testing.assert_allclose(source.read(10, 20), samples[10:20] * 10**0.3, rtol=1e-5)
    source.close()
