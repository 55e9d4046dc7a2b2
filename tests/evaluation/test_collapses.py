"""Injected collapses are what they are called."""

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.evaluation import collapses
from audiosynth_gui.evaluation.collapses import COLLAPSES
from tests.evaluation.sounds import RATE, piece

SOUND = piece(24.0)
AT = 4 * RATE
END: Samples = SOUND.samples[-3 * RATE :]


def level_db(samples: Samples) -> float:
    return float(10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-12))


@pytest.mark.parametrize("name", COLLAPSES)
def test_nothing_changes_before_it_begins(name: str) -> None:
    spoilt = COLLAPSES[name][1](SOUND, AT)
    np.testing.assert_array_equal(spoilt.samples[:AT], SOUND.samples[:AT])
    assert spoilt.samples.shape == SOUND.samples.shape
    assert spoilt.samples.dtype == np.float32
    assert not np.array_equal(spoilt.samples[AT:], SOUND.samples[AT:])


def test_levels_end_where_they_should() -> None:
    endings = {
        name: level_db(inject(SOUND, AT).samples[-3 * RATE :]) - level_db(END)
        for name, (_, inject) in COLLAPSES.items()
    }
    assert endings["fade to silence"] < -60
    assert endings["9 dB louder"] == pytest.approx(9.0, abs=0.5)
    assert endings["12 dB quieter"] == pytest.approx(-12.0, abs=0.1)


def test_the_loop_repeats_exactly() -> None:
    samples = collapses.stuck_loop(SOUND, AT).samples
    period = round(collapses.LOOP_SECONDS * RATE)
    np.testing.assert_array_equal(
        samples[AT : AT + 5 * period], samples[AT - period : AT + 4 * period]
    )


def test_noise_of_both_kinds_is_as_loud_as_the_sound() -> None:
    white, coloured = (
        inject(SOUND, AT).samples[10 * RATE :]
        for inject in (collapses.fade_to_white_noise, collapses.fade_to_coloured_noise)
    )
    for noise in (white, coloured):
        assert level_db(noise) == pytest.approx(level_db(SOUND.samples), abs=0.5)
    # the piece is low: so is noise of its colour
    rough = [np.mean(np.square(np.diff(noise, axis=0))) for noise in (white, coloured)]
    assert rough[1] < 0.2 * rough[0]


def test_the_offset_creeps() -> None:
    moved = collapses.creeping_offset(SOUND, AT).samples - SOUND.samples
    assert moved[-1, 0] == pytest.approx(collapses.OFFSET, abs=1e-4)
    assert 0 < moved[AT + 5 * RATE, 1] < collapses.OFFSET
