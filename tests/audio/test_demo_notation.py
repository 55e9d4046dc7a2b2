"""The notation of the demo score's bars."""

import pytest

from audiosynth_gui.audio.demo_notation import (
    ScoreError,
    Stress,
    WrittenNote,
    parse_bar,
    pitch_hz,
    pitch_number,
)


def test_reads_rests_chords_grace_notes_and_stress() -> None:
    assert parse_bar("-:0.5 A4+C5:1.5! 3:1? G4>A4:1", beats=4) == (
        WrittenNote(0.5, 1.5, ("A4", "C5"), None, Stress.ACCENT),
        WrittenNote(2.0, 1.0, ("3",), None, Stress.GHOST),
        WrittenNote(3.0, 1.0, ("A4",), "G4", Stress.NORMAL),
    )


def test_says_how_long_a_wrong_bar_is() -> None:
    with pytest.raises(ScoreError, match=r"lasts 3\.5 beats instead of 4"):
        parse_bar("A4:1.5 C5:2", beats=4)


@pytest.mark.parametrize("word", ["A4", "A4:", ":1", "A4:x", "A4:0", "A4:-1", "A4:1!!", "A4:1 C"])
def test_names_the_word_that_is_no_note(word: str) -> None:
    with pytest.raises(ScoreError, match="is not a note") as caught:
        parse_bar(word, beats=1)
    assert "what:beats" in caught.value.advice


@pytest.mark.parametrize(
    ("name", "number"), [("C4", 60), ("A4", 69), ("Bb3", 58), ("F#5", 78), ("Cb4", 59), ("C0", 12)]
)
def test_pitch_names(name: str, number: int) -> None:
    assert pitch_number(name) == number


@pytest.mark.parametrize("name", ["H4", "A", "a4", "A44", "Abb4", ""])
def test_refuses_what_is_no_pitch(name: str) -> None:
    with pytest.raises(ScoreError, match="is not a pitch"):
        pitch_number(name)


def test_an_octave_doubles_the_frequency() -> None:
    assert pitch_hz(69) == pytest.approx(440.0)
    assert pitch_hz(57) == pytest.approx(220.0)
    assert pitch_hz(60) == pytest.approx(261.6256, abs=1e-4)
