"""Fades in the ring, and waiting."""

import numpy as np

from audiosynth_gui.playback.device_ring import fade_ahead, fade_in, wait_until

RATE = 10_000  # 3 ms ahead are 30 frames, a fade of 8 ms is 80


def test_fade_ahead_leaves_what_is_played_next_then_fades_to_silence() -> None:
    memory = np.ones((1000, 2), np.float32)
    segments = [memory[600:], memory[:300]]  # as in a ring whose waiting part wraps around

    rest, still_waiting = fade_ahead(lambda: segments, RATE)

    faded = np.concatenate(segments)
    assert np.all(faded[:30] == 1.0)
    assert np.all(np.diff(faded[30:110], axis=0) < 0.0)
    assert np.abs(np.diff(faded, axis=0)).max() < 0.03
    assert np.all(faded[110:] == 0.0)
    assert still_waiting == 700 - 110
    assert np.array_equal(rest, np.ones((670, 2), np.float32))
    assert np.all(memory[300:600] == 1.0), "what does not wait is left alone"


def test_fade_ahead_of_little() -> None:
    short = np.ones((100, 1), np.float32)
    rest, still_waiting = fade_ahead(lambda: [short[:60], short[60:]], RATE)
    assert (len(rest), still_waiting) == (80, 0)
    assert np.all(short[:20] == 1.0)
    assert short[99, 0] < 0.001

    rest, still_waiting = fade_ahead(lambda: [np.zeros((0, 2), np.float32)], RATE)
    assert (rest.shape, still_waiting) == ((0, 2), 0)


def test_fade_that_the_device_overtakes_comes_later() -> None:
    memory = np.ones((1000, 1), np.float32)
    # Where the device reads at each look: it takes 100 frames while the first fade is made.
    positions = iter([0, 0, 100])
    last_position = 100

    rest, still_waiting = fade_ahead(lambda: [memory[next(positions, last_position) :]], RATE)

    assert np.all(memory[100:130] == 1.0)
    assert 0.9 < memory[130, 0] < 1.0
    assert np.all(memory[210:] == 0.0)
    assert (len(rest), still_waiting) == (870, 790)
    assert np.all(rest == 1.0)


def test_fade_in_is_the_fade_out_backwards() -> None:
    ones = np.ones((300, 2), np.float32)
    out = ones.copy()
    fade_ahead(lambda: [out], RATE)
    risen = fade_in(ones, RATE)
    assert np.array_equal(risen[:80], out[30:110][::-1])
    assert np.all(risen[80:] == 1.0)
    assert np.all(ones == 1.0), "the given samples stay as they were"
    assert np.allclose(risen[:80] + out[30:110], 1.0), "both together keep the level"


def test_wait_until() -> None:
    answers = iter([False, False, True])
    assert wait_until(lambda: next(answers), timeout_seconds=60.0)
    assert not wait_until(lambda: False, timeout_seconds=0.0)
