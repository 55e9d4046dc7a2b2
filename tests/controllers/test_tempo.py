"""Bars and beats."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.controllers.tempo import FASTEST_BPM, SLOWEST_BPM, Taps, Tempo


@given(st.floats(20, 400), st.floats(-10, 10), st.floats(0, 3600))
def test_beats_and_seconds_are_two_words_for_one_moment(
    bpm: float, first: float, seconds: float
) -> None:
    tempo = Tempo(bpm, first)
    assert tempo.seconds_of(tempo.beats_at(seconds)) == pytest.approx(seconds, abs=1e-6)


def test_a_beat_lasts_a_minute_by_the_tempo() -> None:
    tempo = Tempo(bpm=90.0, first_beat_seconds=0.25)
    assert tempo.seconds_of(3) == pytest.approx(0.25 + 2.0)
    assert tempo.beats_at(0.25) == 0.0


@pytest.mark.parametrize(
    ("bpm", "first", "beats"),
    [(math.nan, 0.0, 4), (0.0, 0.0, 4), (1e9, 0.0, 4), (120, math.inf, 4), (120, 0.0, 0)],
)
def test_what_is_no_tempo_is_refused(bpm: float, first: float, beats: int) -> None:
    with pytest.raises(ValueError, match=r"tempo|beat") as refused:
        Tempo(bpm, first, beats)
    assert refused.type is ValueError


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
