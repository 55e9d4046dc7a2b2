"""Tapping a tempo."""

import pytest

from audiosynth_gui.controllers.taps import Taps
from audiosynth_gui.features.tempo import FASTEST_BPM, SLOWEST_BPM


def test_tapping_finds_the_tempo_and_begins_anew_after_a_pause() -> None:
    taps = Taps()
    found = [taps.tap(10.0 + beat * 0.5) for beat in range(12)]
    assert found[0] is None
    assert found[1:] == pytest.approx([120.0] * 11)
    assert taps.tap(30.0) is None
    assert taps.count == 1
    assert taps.tap(30.75) == pytest.approx(80.0)


def test_nobody_taps_beyond_the_limits() -> None:
    taps = Taps()
    assert [taps.tap(0.0), taps.tap(0.01)] == [None, FASTEST_BPM]
    slow = Taps()
    assert slow.tap(0.0) is None
    assert slow.tap(2.99) == pytest.approx(max(60 / 2.99, SLOWEST_BPM))
