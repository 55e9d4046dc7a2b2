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
    octave, index = divmod(number, 12)
    return f"{NAMES[index]}{octave - 1} {cents:+d} ct"
