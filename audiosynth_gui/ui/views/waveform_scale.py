"""Where a sample's value lies in a lane: evenly, or by decibels."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.ui.views.picture_style import LevelScale

DECIBEL_RANGE = 60.0
"""On the decibel scale, full scale lies at the edge and this much less in the middle."""

LEAST_ZOOM, MOST_ZOOM = 1.0, 1024.0
CLIPPED = np.float32(32767 / 32768)
"""The highest value that 16 bits hold, and the lowest that counts as clipped."""

_LINEAR_MARKS = (1.0, 0.5, 0.25, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)
_DECIBEL_MARKS = tuple(range(0, -151, -6))


@dataclass(frozen=True)
class WaveformScale:
    """How heights are spread over values.

    Attributes:
        kind: evenly over values, or over decibels to either side of silence.
        zoom: how many times higher than usual, from LEAST_ZOOM to MOST_ZOOM.
    """

    kind: LevelScale = "linear"
    zoom: float = 1.0

    def places(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Give how far from the middle values lie: −1 bottom edge, 0, 1 top edge. Keeps NaN.

        Args:
            values: float32, any shape, full scale ±1.

        Returns:
            float32, the same shape, cut to ±1.
        """
        zoomed = values * np.float32(self.zoom)
        if self.kind == "decibels":
            size = np.maximum(np.abs(zoomed), np.float32(1e-9))
            height = np.maximum(1.0 + np.log10(size) * (20.0 / DECIBEL_RANGE), 0.0)
            zoomed = np.sign(zoomed) * height.astype(np.float32)
        return np.asarray(np.clip(zoomed, -1.0, 1.0), np.float32)

    def marks(self, half_height: float, label_height: float) -> list[tuple[float, str]]:
        """Give the levels named at the edge, each with its place in 0..1 above the middle.

        None is nearer to another, or to the middle, than `label_height`, where those at the edge
        are written inside of the lane; the highest comes first.
        """
        if self.kind == "linear":
            candidates = [(value, f"{value:g}") for value in _LINEAR_MARKS]
        else:
            candidates = [(10.0 ** (level / 20.0), f"{level}") for level in _DECIBEL_MARKS]
        marks: list[tuple[float, str]] = []
        above = half_height + label_height  # where the last one is written
        for value, text in candidates:
            if value * self.zoom > 1.0 + 1e-6:
                continue  # beyond the edge
            place = float(self.places(np.array([value], np.float32))[0])
            height = min(place * half_height, half_height - label_height / 2)
            if above - height >= label_height and place * half_height >= label_height:
                marks.append((place, text))
                above = height
        return marks
