"""Kinds of spectrogram: a note stands in its row, at every zoom."""

import itertools

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram_kinds import (
    KINDS,
    KindSettings,
    SpectrogramKind,
    hertz_to_kind_row,
    kind_columns,
    kind_row_to_hertz,
    level_db,
)
from tests.audio.sounds import noise, sine

RATE = 44_100
ZOOMS = [8.0, 32.0, 500.0, 4_000.0]
"""Frames a column."""


def note_hertz(number: int) -> float:
    """Frequency of a MIDI note."""
    return float(440.0 * 2.0 ** ((number - 69) / 12))


def drawn(samples: Samples, width: float, kind: SpectrogramKind, count: int = 16) -> Samples:
    """Columns from the middle of a sound."""
    start = len(samples) / 2
    columns = kind_columns(
        lambda first, stop: samples[first:stop], start, start + width * count, count,
        KindSettings(kind, RATE),
    )  # fmt: skip
    return columns.astype(np.float32)


@pytest.mark.parametrize("width", ZOOMS)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [45, 57, 61, 69, 76, 100])
def test_a_note_lands_at_its_row_at_every_zoom(
    kind: SpectrogramKind, width: float, number: int
) -> None:
    settings = KindSettings(kind, RATE)
    picture = drawn(sine(3 * RATE, RATE, note_hertz(number)), width, kind)
    row = hertz_to_kind_row(note_hertz(number), settings)
    allowed = 0.01 if kind in ("constant_q", "chroma") else 1.1
    assert np.abs(picture.argmax(axis=0) - row).max() <= allowed
    assert level_db(float(picture.max()), settings) == pytest.approx(0.0, abs=3.5)


def test_each_half_tone_has_two_rows_and_octaves_are_equally_high() -> None:
    settings = KindSettings("constant_q", RATE)
    rows = [hertz_to_kind_row(note_hertz(number), settings) for number in range(24, 120)]
    np.testing.assert_allclose(np.diff(rows), 2.0)


@pytest.mark.parametrize("width", ZOOMS)
def test_a_chord_lights_three_rows(width: float) -> None:
    chord = sum(0.2 * sine(3 * RATE, RATE, note_hertz(number)) for number in (60, 64, 67))
    assert isinstance(chord, np.ndarray)
    column = drawn(chord, width, "chroma").mean(axis=1)
    assert set(np.flatnonzero(column > 200)) == {0, 4, 7}
    assert column[[1, 2, 3, 5, 6, 8, 9, 10, 11]].max() < 60


def test_octaves_of_a_note_share_their_class() -> None:
    rows = {int(drawn(sine(2 * RATE, RATE, note_hertz(n)), 500.0, "chroma").mean(axis=1).argmax())
            for n in (45, 57, 69, 81)}  # fmt: skip
    assert rows == {9}


@pytest.mark.parametrize("kind", KINDS)
def test_a_click_stands_in_its_column(kind: SpectrogramKind) -> None:
    samples = np.zeros((400_000, 1), np.float32)
    samples[223_456] = 1.0
    columns = kind_columns(
        lambda first, stop: samples[first:stop], 0, 400_000, 20, KindSettings(kind, RATE), 8
    )
    assert int(columns.sum(axis=0, dtype=np.int64).argmax()) == 223_456 // 20_000


@pytest.mark.parametrize("kind", KINDS)
def test_silence_is_dark(kind: SpectrogramKind) -> None:
    assert not drawn(np.zeros((RATE, 2), np.float32), 500.0, kind).any()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [32.0, 256.0, 4_096.0])
def test_halves_of_a_view_are_the_whole_of_it(kind: SpectrogramKind, width: float) -> None:
    samples, settings = noise(600_000), KindSettings(kind, RATE)
    edges = (4_096.0, 4_096.0 + 32 * width, 4_096.0 + 64 * width)

    def read(first: int, stop: int) -> Samples:
        return samples[first:stop]

    whole = kind_columns(read, edges[0], edges[2], 64, settings)
    halves = [
        kind_columns(read, start, stop, 32, settings) for start, stop in itertools.pairwise(edges)
    ]
    assert np.abs(np.hstack(halves).astype(int) - whole).max() <= 1


@pytest.mark.parametrize("kind", ["linear", "mel", "constant_q"])
def test_rows_and_hertz_are_inverse(kind: SpectrogramKind) -> None:
    settings = KindSettings(kind, RATE)
    hertz = [kind_row_to_hertz(row, settings) for row in range(settings.rows)]
    assert hertz == sorted(hertz)
    for row in (1.0, 3.7, 100.0):
        assert hertz_to_kind_row(kind_row_to_hertz(row, settings), settings) == pytest.approx(row)


def test_rows_of_chroma_are_notes_from_c() -> None:
    settings = KindSettings("chroma", RATE)
    assert settings.rows == 12
    for row in range(12):
        assert kind_row_to_hertz(row, settings) == pytest.approx(note_hertz(60 + row))
        assert hertz_to_kind_row(note_hertz(36 + row), settings) == pytest.approx(row)


@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
@pytest.mark.parametrize("kind", KINDS)
def test_every_rate_has_its_rows(kind: SpectrogramKind, rate: int) -> None:
    settings = KindSettings(kind, rate)
    samples = noise(rate, 1)
    picture = kind_columns(lambda a, b: samples[a:b], 0, rate, 10, settings)
    assert picture.shape == (settings.rows, 10)
    assert kind_row_to_hertz(settings.rows - 1, settings) <= rate / 2 * 1.0001
