"""What stands at the edge of a spectrogram."""

import itertools

import pytest

from audiosynth_gui.audio.spectrogram_kinds import KINDS, KindSettings, SpectrogramKind
from audiosynth_gui.ui.views.spectrogram_axis import axis_marks, class_at, row_at, row_y

RATE = 44_100


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("height", [50.0, 150.0, 900.0])
def test_marks_fit(kind: SpectrogramKind, height: float) -> None:
    marks = axis_marks(KindSettings(kind, RATE), height, 12.0)
    assert marks
    assert all(0 <= mark.y <= height for mark in marks)
    assert all(below.y - above.y >= 12.0 for above, below in itertools.pairwise(marks))


def test_notes_stand_at_their_rows() -> None:
    settings = KindSettings("constant_q", RATE)
    marks = {mark.text: mark.y for mark in axis_marks(settings, 2000.0, 12.0)}
    # C1 is row 0, a semitone has two rows.
    assert marks["A4"] == pytest.approx(row_y(90.0, settings.rows, 2000.0))
    assert marks["C4"] == pytest.approx(row_y(72.0, settings.rows, 2000.0))
    few = axis_marks(settings, 200.0, 12.0)
    assert {mark.text[0] for mark in few} == {"C"}


def test_chroma_names_its_twelve_rows() -> None:
    marks = axis_marks(KindSettings("chroma", RATE), 240.0, 12.0)
    names = ["B", "A♯", "A", "G♯", "G", "F♯", "F", "E", "D♯", "D", "C♯", "C"]
    assert [mark.text for mark in marks] == names
    assert [mark.y for mark in marks] == pytest.approx([10.0 + 20.0 * n for n in range(12)])
    assert class_at(9.3) == "A"


@pytest.mark.parametrize("kind", ["linear", "mel"])
def test_the_others_have_hertz(kind: SpectrogramKind) -> None:
    texts = [mark.text for mark in axis_marks(KindSettings(kind, RATE), 400.0, 12.0)]
    assert "10 kHz" in texts
    assert all(text.endswith("Hz") for text in texts)


def test_rows_and_heights_are_inverse() -> None:
    for row in (0.0, 3.5, 11.0):
        assert row_at(row_y(row, 12, 300.0), 12, 300.0) == pytest.approx(row)
    assert row_at(-50.0, 12, 300.0) == 11.0
    assert row_at(1e6, 12, 300.0) == 0.0
