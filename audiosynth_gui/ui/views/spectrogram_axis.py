"""What stands at the edge of a spectrogram: hertz, or names of notes."""

import math
from dataclasses import dataclass

from audiosynth_gui.audio.spectrogram_kinds import (
    KindSettings,
    hertz_to_kind_row,
    kind_row_to_hertz,
)
from audiosynth_gui.ui.views.pitch import NAMES, note_hertz, note_name

MARKED_HERTZ = (20000.0, 15000.0, 10000.0, 5000.0, 2000.0, 1000.0, 500.0, 200.0, 100.0, 50.0)
_NOTE_STEPS = (1, 2, 3, 4, 6, 12, 24, 36)
_HIGHEST_NUMBER = 132  # C10


@dataclass(frozen=True)
class Mark:
    """A line across the picture with its name.

    Attributes:
        y: from the top, in pixels.
        text: what stands there.
    """

    y: float
    text: str


def row_y(row: float, rows: int, height: float) -> float:
    """Give how far from the top the centre of a row lies in a picture `height` high."""
    return height * (1.0 - (row + 0.5) / rows)


def row_at(y: float, rows: int, height: float) -> float:
    """Give the row at a distance from the top, within the rows; whole numbers are centres."""
    row = (1.0 - y / max(1.0, height)) * rows - 0.5
    return min(max(row, 0.0), rows - 1.0)


def axis_marks(settings: KindSettings, height: float, label_height: float) -> list[Mark]:
    """Give the marks that fit, the highest first, none nearer to another than a label is high.

    Args:
        settings: of the picture.
        height: of the view, in pixels.
        label_height: of a line of writing, in pixels.
    """
    wanted = {
        "linear": _hertz_marks,
        "mel": _hertz_marks,
        "constant_q": _note_marks,
        "chroma": _class_marks,
    }[settings.kind](settings, height, label_height)
    marks: list[Mark] = []
    # Names of rows lie over their middle, those of lines above the line.
    free_from = -label_height / 2 if settings.kind == "chroma" else 0.0
    for mark in wanted:
        if mark.y - free_from >= label_height and mark.y <= height:
            marks.append(mark)
            free_from = mark.y
    return marks


def class_at(row: float) -> str:
    """Give the name of the pitch class at a row of chroma."""
    return NAMES[round(row) % len(NAMES)]


def _hertz_marks(settings: KindSettings, height: float, _label_height: float) -> list[Mark]:
    marks = []
    lowest, highest = (kind_row_to_hertz(row, settings) for row in (0, settings.rows - 1))
    for hertz in MARKED_HERTZ:
        if lowest < hertz < highest:
            text = f"{hertz / 1000:g} kHz" if hertz >= 1000 else f"{hertz:g} Hz"
            marks.append(
                Mark(row_y(hertz_to_kind_row(hertz, settings), settings.rows, height), text)
            )
    return marks


def _note_marks(settings: KindSettings, height: float, label_height: float) -> list[Mark]:
    """Name notes that divide octaves evenly, so that every C is there as soon as one is."""
    half_tone_rows = hertz_to_kind_row(note_hertz(70), settings) - hertz_to_kind_row(
        440.0, settings
    )
    pixels = half_tone_rows * height / settings.rows
    step = next((n for n in _NOTE_STEPS if n * pixels >= label_height), _NOTE_STEPS[-1])
    marks = []
    for number in range(_HIGHEST_NUMBER, 23, -1):
        row = hertz_to_kind_row(note_hertz(number), settings)
        if number % step == 0 and 0 <= math.floor(row + 0.5) < settings.rows:
            marks.append(Mark(row_y(row, settings.rows, height), note_name(number)))
    return marks


def _class_marks(settings: KindSettings, height: float, label_height: float) -> list[Mark]:
    pixels = height / settings.rows
    step = next((n for n in _NOTE_STEPS if n * pixels >= label_height), _NOTE_STEPS[-1])
    return [
        Mark(row_y(row, settings.rows, height), NAMES[row])
        for row in range(settings.rows - 1, -1, -1)
        if row % step == 0
    ]
