"""What a spectrogram shows, and where in its picture a frequency lies.

The mel scale is HTK's, 2595 · log10(1 + f / 700).
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

FrequencyScale = Literal["linear", "mel", "log"]
"""How rows are spread over frequencies: evenly in hertz, in mel, or in octaves."""

_SMALLEST_WINDOW, _LARGEST_WINDOW = 256, 16384
_LOWEST_LOG_HERTZ = 1.0


@dataclass(frozen=True)
class SpectrogramSettings:
    """What a spectrogram shows.

    Attributes:
        sample_rate: of the sound, in hertz.
        window_frames: length of a transform, a power of two from 256 to 16384.
        rows: height of the picture.
        scale: how rows are spread over frequencies.
        lowest_hertz: frequency of the lowest row's centre; above 0 where the scale is "log".
        highest_hertz: frequency of the highest row's centre; None is half the sample rate.
        floor_db: level that becomes 0; a full-scale sine has 0 dB.
        ceiling_db: level that becomes 255.
        most_windows: transforms averaged in a column wider than one window.
    """

    sample_rate: int
    window_frames: int = 2048
    rows: int = 256
    scale: FrequencyScale = "mel"
    lowest_hertz: float = 20.0
    highest_hertz: float | None = None
    floor_db: float = -100.0
    ceiling_db: float = 0.0
    most_windows: int = 2

    def __post_init__(self) -> None:
        """Check the values.

        Raises:
            ValueError: they cannot be drawn.
        """
        window = self.window_frames
        if not _SMALLEST_WINDOW <= window <= _LARGEST_WINDOW or window & (window - 1):
            raise ValueError(f"window_frames must be a power of two from 256 to 16384: {window}")
        if self.rows < 2 or self.most_windows < 1 or self.sample_rate < 1:
            raise ValueError("rows, most_windows and sample_rate must be positive")
        if not 0.0 <= self.lowest_hertz < self.top_hertz <= self.sample_rate / 2:
            raise ValueError("frequencies must rise from 0 to half the sample rate")
        if self.scale == "log" and self.lowest_hertz < _LOWEST_LOG_HERTZ:
            raise ValueError("a logarithmic scale begins at 1 Hz or above")
        if self.floor_db >= self.ceiling_db:
            raise ValueError("floor_db must lie below ceiling_db")

    @property
    def top_hertz(self) -> float:
        """Frequency of the highest row's centre."""
        return self.sample_rate / 2 if self.highest_hertz is None else self.highest_hertz


def row_to_hertz(row: float, settings: SpectrogramSettings) -> float:
    """Frequency at a height in the picture; row 0 is the lowest, whole numbers are row centres."""
    low, high = to_scale(np.array((settings.lowest_hertz, settings.top_hertz)), settings.scale)
    place = low + (high - low) * row / (settings.rows - 1)
    return float(from_scale(np.array(place), settings.scale))


def hertz_to_row(hertz: float, settings: SpectrogramSettings) -> float:
    """Height in the picture at a frequency; the inverse of `row_to_hertz`."""
    low, high, place = to_scale(
        np.array((settings.lowest_hertz, settings.top_hertz, hertz)), settings.scale
    )
    return float((place - low) / (high - low) * (settings.rows - 1))


def to_scale(hertz: NDArray[np.float64], scale: FrequencyScale) -> NDArray[np.float64]:
    """Places on a scale of frequencies in hertz; any shape. On "log" they must be above 0."""
    if scale == "mel":
        return 2595.0 * np.log10(1.0 + hertz / 700.0)
    if scale == "log":
        return np.log2(hertz)
    return hertz


def from_scale(places: NDArray[np.float64], scale: FrequencyScale) -> NDArray[np.float64]:
    """Frequencies in hertz at places on a scale; the inverse of `to_scale`."""
    if scale == "mel":
        return 700.0 * (10.0 ** (places / 2595.0) - 1.0)
    if scale == "log":
        return 2.0**places
    return places
