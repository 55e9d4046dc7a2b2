"""Colours for loudness in a spectrogram."""

import numpy as np
from PySide6.QtGui import QColor

from audiosynth_gui.ui.colours import Colours

_DARK_STOPS = (
    (0.00, "#0d0f12"),
    (0.25, "#123042"),
    (0.50, "#1f6f86"),
    (0.70, "#59b8a8"),
    (0.85, "#f2c15b"),
    (1.00, "#fff6e0"),
)
_LIGHT_STOPS = (
    (0.00, "#fcfcfb"),
    (0.25, "#cfe3e4"),
    (0.50, "#74b1bd"),
    (0.70, "#2b7a92"),
    (0.85, "#7a4a1d"),
    (1.00, "#2b1404"),
)
"""Both run evenly in lightness, so that they read the same without colour."""


def colour_table(is_dark: bool) -> list[int]:
    """Give 256 colours as 0xAARRGGBB, from silence to full level."""
    stops = _DARK_STOPS if is_dark else _LIGHT_STOPS
    places = [place for place, _ in stops]
    colours = [QColor(text) for _, text in stops]
    wanted = np.linspace(0.0, 1.0, 256)
    channels = [
        np.interp(wanted, places, [getattr(colour, part)() for colour in colours])
        for part in ("red", "green", "blue")
    ]
    red, green, blue = (values.round().astype(int).tolist() for values in channels)
    return [QColor(*rgb).rgba() for rgb in zip(red, green, blue, strict=True)]


def ground(colours: Colours, is_dark: bool) -> QColor:
    """Give the colour beyond the sound, so that its edges can be told from silence."""
    return QColor(colours.window if is_dark else colours.panel)
