"""Loading and checking the demo score."""

import dataclasses
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audiosynth_gui.audio.demo_notation import ScoreError, pitch_number
from audiosynth_gui.audio.demo_score import load_demo_score
from tests.audio.demo_example import shipped_score, write_changed_score

Change = Callable[[dict[str, Any]], None]


def test_the_shipped_score_lasts_75_to_90_seconds() -> None:
    score = shipped_score()
    assert score.bar_count == 32
    assert 75.0 <= score.duration_seconds <= 90.0
    assert score.duration_seconds == pytest.approx(0.1 + 32 * 4 * 60 / 90)


def test_the_voices_move_little_between_neighbouring_chords() -> None:
    score = shipped_score()
    names = [
        chord.symbols[0]
        for form_name in score.form
        for bar in range(len(score.sections[form_name].chords))
        for chord in score.bar_chords(score.sections[form_name], bar)
    ]
    for before, after in itertools.pairwise(names):
        upper_before, upper_after = score.chord_notes(before)[2:], score.chord_notes(after)[2:]
        steps = [
            abs(pitch_number(one) - pitch_number(other))
            for one, other in zip(upper_before, upper_after, strict=True)
        ]
        assert max(steps) <= 3, f"{before} → {after}"
        assert sum(steps) <= 9, f"{before} → {after}"


def _set(*path: Any, value: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        place = document
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (_set("tempo_bpm", value=1000), "tempo_bpm: .*240"),
        (_set("tempo_bpm", value="fast"), "tempo_bpm"),
        (_set("temp_bpm", value=90), "temp_bpm"),
        (_set("form", value=["A", "Z"]), "section “Z” that is not written"),
        (_set("chords", "C9", value=""), "“C9” has no notes"),
        (_set("chords", "C9", value="C3 H4"), "“H4” is not a pitch"),
        (_set("sections", "B", "chords", 2, value="Bbmaj9:3"), "Bar 3 of section “B”: .* 3 beats"),
        (_set("sections", "B", "chords", 2, value="Ebmaj9:4"), "chord “Ebmaj9” is not written"),
        (_set("sections", "B", "parts", "marimba", 0, value="F5:3"), "Bar 1 of section “B”"),
        (_set("sections", "B", "parts", "bass", value=["7:4"]), "has no note 7"),
        (_set("sections", "B", "parts", "bass", value=["Q:4"]), "“Q” is not a pitch"),
        (_set("sections", "B", "parts", "bass", value=["Q>1:4"]), "“Q” is not a pitch"),
        (_set("sections", "B", "parts", "bass", value=["1:4"] * 3), "3 bars, .* 8 bars evenly"),
        (_set("sections", "B", "parts", "percussion", value=["gong:4"]), "no sound “gong”"),
        (_set("sections", "B", "parts", "oboe", value=["1:4"]), "“oboe”, which is no instrument"),
        (
            _set("instruments", "percussion", "sounds", "brush", "noise", "low_hz", value=9000),
            "low_hz must be below high_hz",
        ),
    ],
)
def test_says_what_is_wrong_and_where(tmp_path: Path, change: Change, complaint: str) -> None:
    path = write_changed_score(tmp_path, change)
    with pytest.raises(ScoreError, match=complaint):
        load_demo_score(path)


def test_says_when_the_file_is_missing_or_not_json(tmp_path: Path) -> None:
    with pytest.raises(ScoreError, match=r"gone\.json cannot be read: No such file"):
        load_demo_score(tmp_path / "gone.json")
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    with pytest.raises(ScoreError, match=r"broken\.json cannot be played"):
        load_demo_score(broken)


def test_a_changed_score_is_checked_again() -> None:
    with pytest.raises(ScoreError, match="not written"):
        dataclasses.replace(shipped_score(), form=("C",))
