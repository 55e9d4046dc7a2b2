"""Colours for loudness in a spectrogram, all of them even in lightness."""

from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

ColourMap = Literal["house", "magma", "grey"]
COLOUR_MAPS: tuple[ColourMap, ...] = ("house", "magma", "grey")

_STOPS: dict[tuple[ColourMap, bool], tuple[str, ...]] = {
    ("house", True): ("#0d0f12", "#123042", "#1f6f86", "#59b8a8", "#f2c15b", "#fff6e0"),
    ("house", False): ("#fcfcfb", "#cfe3e4", "#74b1bd", "#2b7a92", "#7a4a1d", "#2b1404"),
    ("magma", True): ("#000004", "#1c1044", "#51127c", "#b73779", "#fc8961", "#fcfdbf"),
    ("magma", False): ("#fcfdf0", "#fcd29f", "#fc8961", "#b73779", "#51127c", "#0b0724"),
    ("grey", True): ("#0d0f12", "#ffffff"),
    ("grey", False): ("#fcfcfb", "#101214"),
}
"""From silence to full level, dark and light; how far apart they lie follows from lightness."""

_FINE_STEPS = 64


@lru_cache(maxsize=8)
def colour_map(name: ColourMap, is_dark: bool) -> NDArray[np.float64]:
    """Give 256 colours, float64 (256, 3), red, green, blue in 0..255, from silence to full level.

    Each differs from the one before by the same lightness (L* of CIE 1976), so that they read
    the same without colour and no level looks like an edge.
    """
    colours = [QColor(text) for text in _STOPS[(name, is_dark)]]
    stops = np.array([(one.red(), one.green(), one.blue()) for one in colours], np.float64)
    places = np.linspace(0.0, len(stops) - 1.0, _FINE_STEPS * (len(stops) - 1) + 1)
    indices = np.arange(len(stops))
    fine = np.stack([np.interp(places, indices, stops[:, part]) for part in range(3)], axis=1)
    light = lightness(fine)
    order = 1.0 if light[-1] > light[0] else -1.0
    wanted = np.linspace(light[0], light[-1], 256)
    at = np.interp(order * wanted, order * light, places)
    return np.stack([np.interp(at, places, fine[:, part]) for part in range(3)], axis=1)


def lightness(rgb: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give L* in 0..100 (CIE 1976) of sRGB colours, float64 (count, 3) in 0..255."""
    share = rgb / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    luminance = linear @ np.array([0.2126, 0.7152, 0.0722])
    return np.asarray(
        np.where(luminance > 0.008856, 116.0 * np.cbrt(luminance) - 16.0, 903.3 * luminance)
    )


def colour_table(
    name: ColourMap, is_dark: bool, floor_value: float = 0.0, ceiling_value: float = 255.0
) -> list[int]:
    """Give a colour for each value of a picture, 256 of them as 0xAARRGGBB.

    Args:
        name: which colours.
        is_dark: on a dark ground.
        floor_value: what is drawn as silence, and all below.
        ceiling_value: what is drawn with full strength, and all above; above floor_value.
    """
    places = (np.arange(256) - floor_value) / (ceiling_value - floor_value)
    indices = np.rint(np.clip(places, 0.0, 1.0) * 255).astype(int)
    red, green, blue = np.rint(colour_map(name, is_dark)[indices]).astype(np.int64).T
    table: list[int] = (0xFF000000 | red << 16 | green << 8 | blue).tolist()
    return table
