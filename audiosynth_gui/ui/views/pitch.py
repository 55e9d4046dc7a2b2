"""Names of notes."""

import math

NAMES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")
A4_HERTZ = 440.0
A4_NUMBER = 69


def pitch_name(hertz: float) -> str:
    """Give the nearest note of equal temperament, A4 = 440 Hz, with its distance in cents.

    Empty at 0 Hz and below.
    """
    if hertz <= 0:
        return ""
    exact = A4_NUMBER + 12 * math.log2(hertz / A4_HERTZ)
    number = round(exact)
    cents = round(100 * (exact - number))
    return f"{note_name(number)} {cents:+d} ct"


def note_name(number: int) -> str:
    """Give a note's name with its octave; `number` counts semitones, 60 is C4."""
    octave, index = divmod(number, 12)
    return f"{NAMES[index]}{octave - 1}"


def note_hertz(number: int) -> float:
    """Give a note's frequency; `number` counts semitones, 69 is A4 = 440 Hz."""
    return float(A4_HERTZ * 2.0 ** ((number - A4_NUMBER) / 12))
