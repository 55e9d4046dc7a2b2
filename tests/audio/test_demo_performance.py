"""From the written score to played notes."""

import dataclasses
from collections.abc import Mapping

import pytest

from audiosynth_gui.audio.demo_performance import PlayedNote, perform
from audiosynth_gui.audio.demo_score import DemoScore, Humanise, Section
from tests.audio.demo_example import shipped_score

STRICT_PLAYERS = Humanise(timing_ms=0.0, velocity=0.0)
BEAT_SECONDS = 60 / 90
LEAD_IN_SECONDS = 0.1


def _score(parts: Mapping[str, tuple[str, ...]], humanise: Humanise = STRICT_PLAYERS) -> DemoScore:
    """Two bars of the given parts."""
    section = Section(velocity=0.5, chords=("Fmaj9:4", "Gm9:2 C9:2"), parts=parts)
    return dataclasses.replace(
        shipped_score(), sections={"X": section}, form=("X",), humanise=humanise
    )


def test_places_notes_in_swung_time() -> None:
    notes = perform(_score({"marimba": ("A4:0.5! C5:0.5? -:1 D5:2",)}))
    beats = [0.0, 0.56, 2.0, 4.0, 4.56, 6.0]
    assert [note.start_seconds for note in notes] == pytest.approx(
        [LEAD_IN_SECONDS + beat * BEAT_SECONDS for beat in beats]
    )
    lengths = [0.56, 0.44, 2.0]
    assert [note.length_seconds for note in notes[:3]] == pytest.approx(
        [beat * BEAT_SECONDS for beat in lengths]
    )
    assert [note.velocity for note in notes[:3]] == pytest.approx([0.6, 0.3, 0.5])


def test_numbers_follow_the_sounding_chord() -> None:
    notes = perform(_score({"bass": ("1:1 2:1 1:2",)}))
    assert [note.symbol for note in notes] == ["F2", "C3", "F2", "G2", "D3", "C3"]


def test_the_pedal_holds_until_the_chord_changes() -> None:
    notes = perform(_score({"electric piano": ("3:1 4:1 5:2",)}))
    ends = [note.start_seconds + note.length_seconds for note in notes]
    in_beats = [(end - LEAD_IN_SECONDS) / BEAT_SECONDS for end in ends]
    assert in_beats == pytest.approx([4.0, 4.0, 4.0, 6.0, 6.0, 8.0])


def test_chords_are_strummed_from_low_to_high() -> None:
    low, high = perform(_score({"electric piano": ("3+6:4",)}))[:2]
    assert (low.symbol, high.symbol) == ("A3", "G4")
    assert high.start_seconds - low.start_seconds == pytest.approx(0.011)


def test_a_grace_note_leads_into_its_note() -> None:
    grace, main = perform(_score({"marimba": ("-:1 G4>A4:3",)}))[:2]
    assert (grace.symbol, main.symbol) == ("G4", "A4")
    assert grace.start_seconds + grace.length_seconds == pytest.approx(main.start_seconds)
    assert grace.velocity < main.velocity


def test_players_stray_a_little_and_always_alike() -> None:
    human = Humanise(timing_ms=5.0, velocity=0.06)
    parts = {"marimba": ("A4:1 C5:1 D5:1 E5:1",)}
    strict, played = perform(_score(parts)), perform(_score(parts, human))
    strays = [p.start_seconds - s.start_seconds for p, s in zip(played, strict, strict=True)]
    assert 0.0 < max(abs(stray) for stray in strays) <= 0.0101
    assert len(set(strays)) == len(strays)
    assert played == perform(_score(parts, human))


def test_changing_one_bar_leaves_the_others_as_they_were() -> None:
    human = Humanise(timing_ms=5.0, velocity=0.06)
    before = perform(_score({"marimba": ("A4:4", "A4:1 C5:1 D5:2")}, human))
    after = perform(_score({"marimba": ("A4:1 C5:1 D5:2", "A4:1 C5:1 D5:2")}, human))
    assert before[1:] == after[3:]


def test_every_note_of_the_shipped_score_can_be_played() -> None:
    score = shipped_score()
    notes: tuple[PlayedNote, ...] = perform(score)
    assert {note.part for note in notes} == set(score.instruments)
    for note in notes:
        assert 0.0 <= note.start_seconds < score.duration_seconds
        assert note.length_seconds > 0.0
        assert 0.0 < note.velocity <= 1.0
