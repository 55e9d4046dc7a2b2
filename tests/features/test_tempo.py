"""A steady tempo."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiosynth_gui.features.tempo import Tempo, tempo_of_beats

TEMPI = st.builds(
    Tempo, st.floats(20.0, 400.0), st.floats(-100.0, 1000.0), st.integers(1, 32)
)  # fmt: skip


@pytest.mark.parametrize("bpm", [0.0, -120.0, math.nan, math.inf, 401.0])
def test_what_is_no_tempo_is_refused(bpm: float) -> None:
    with pytest.raises(ValueError, match="beats a minute"):
        Tempo(bpm)


def test_bars_need_beats_and_a_place() -> None:
    with pytest.raises(ValueError, match="a bar has"):
        Tempo(beats_a_bar=0)
    with pytest.raises(ValueError, match="at no time"):
        Tempo(first_beat_seconds=math.nan)


@given(TEMPI, st.floats(0.0, 40_000.0))
def test_beats_and_seconds_are_two_words_for_one_moment(tempo: Tempo, seconds: float) -> None:
    assert tempo.seconds_at(tempo.beats_at(seconds)) == pytest.approx(seconds, abs=1e-6)


@given(TEMPI, st.floats(-1000.0, 40_000.0))
def test_no_beat_is_nearer_than_half_a_beat(tempo: Tempo, seconds: float) -> None:
    nearest = tempo.nearest_beat_seconds(seconds)
    assert abs(nearest - seconds) <= tempo.beat_seconds / 2 + 1e-6
    assert tempo.beats_at(nearest) == pytest.approx(round(tempo.beats_at(nearest)), abs=1e-6)


@given(st.floats(40.0, 240.0), st.floats(0.0, 10.0), st.integers(3, 200))
def test_the_tempo_of_its_own_beats_is_found(bpm: float, first: float, count: int) -> None:
    tempo = Tempo(bpm, first, 3)
    beats = [tempo.seconds_at(number) for number in range(count)]
    found = tempo_of_beats(beats, 3)
    assert found is not None
    assert found.bpm == pytest.approx(bpm)
    assert found.first_beat_seconds == pytest.approx(first, abs=1e-6)
    assert found.beats_a_bar == 3


def test_a_beat_left_out_does_not_change_the_tempo() -> None:
    beats = [0.5 * number for number in range(40) if number not in (7, 8, 21)]
    found = tempo_of_beats(beats)
    assert found is not None
    assert found.bpm == pytest.approx(120.0)


@pytest.mark.parametrize("beats", [[], [1.0], [1.0, 1.0], [0.0, 100.0, 200.0]])
def test_without_beats_there_is_no_tempo(beats: list[float]) -> None:
    assert tempo_of_beats(beats) is None
