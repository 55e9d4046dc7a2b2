"""The kinds of spectrogram a musician can choose: by hertz, by mel, by notes, by pitch class.

Constant-Q (Brown 1991, "Calculation of a constant Q spectral transform") asks for windows that
grow as notes get lower. Here each octave has the power of two that fits it: transforms stay fast,
and a window is at most twice as long as its note needs. Chroma adds up the octaves of each note.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram import level_bytes, spectrogram_powers
from audiosynth_gui.audio.spectrogram_settings import (
    SpectrogramSettings,
    hertz_to_row,
    row_to_hertz,
)

SpectrogramKind = Literal["linear", "mel", "constant_q", "chroma"]
KINDS: tuple[SpectrogramKind, ...] = ("linear", "mel", "constant_q", "chroma")

FLOOR_DB, CEILING_DB = -120.0, 7.5
"""What a byte spans, half a decibel a step; which part is coloured is chosen when it is drawn."""

CHROMA_FLOOR_DB = -24.0
"""Chroma is told against the strongest note of its moment: 0 dB down to this."""

CHROMA_CLASSES = 12
_LOWEST_NOTE_HERTZ = 440.0 * 2.0 ** (-45 / 12)  # C1
_LOWEST_CHROMA_HERTZ = 2.0 * _LOWEST_NOTE_HERTZ
_HIGHEST_NOTE_HERTZ = 17_000.0  # just above C10
_NOTE_ROWS_PER_OCTAVE = 24
_CHROMA_ROWS_PER_OCTAVE = 36  # a note and a third of a semitone to either side
_CHROMA_OCTAVES = 6
_PLAIN_ROWS, _PLAIN_WINDOW = 256, 2048
_LEAST_WINDOW, _MOST_WINDOW = 256, 16384
_COLUMNS_PER_WINDOW = 32
_SILENT_POWER = np.float32(1e-10)  # below this chroma fades out: next to nothing has no pitch


@dataclass(frozen=True)
class KindSettings:
    """What a picture of a kind shows of a sound.

    Attributes:
        kind: which picture.
        sample_rate: of the sound, in hertz, from 1000.
    """

    kind: SpectrogramKind
    sample_rate: int

    @property
    def rows(self) -> int:
        """Height of the picture."""
        if self.kind == "chroma":
            return CHROMA_CLASSES
        return sum(band.rows for band in _bands(self))

    @property
    def window_frames(self) -> int:
        """Length of the longest transform, in frames."""
        return max(band.window_frames for band in _bands(self))


def kind_columns(
    read: Callable[[int, int], Samples],
    start_frame: float,
    stop_frame: float,
    count: int,
    settings: KindSettings,
    most_windows: int = 2,
) -> NDArray[np.uint8]:
    """Draw a stretch of sound. Any thread; most of the work runs without the GIL.

    Args:
        read, start_frame, stop_frame, count: see `spectrogram.spectrogram_powers`.
        settings: what to show.
        most_windows: transforms averaged in a column wider than one window.

    Returns:
        uint8, shape (rows, count), row 0 lowest (or C); `level_db` tells what a value means.

    Raises:
        ValueError: nothing to show (count or length not positive).
        AudioFileError: whatever `read` raises.
    """
    parts = [
        _band_powers(read, start_frame, stop_frame, count, _with_windows(band, most_windows))
        for band in _bands(settings)
    ]
    powers = np.concatenate(parts)
    if settings.kind != "chroma":
        return level_bytes(powers, FLOOR_DB, CEILING_DB)
    octaves = powers[: len(powers) // _CHROMA_ROWS_PER_OCTAVE * _CHROMA_ROWS_PER_OCTAVE]
    classes = octaves.reshape(-1, CHROMA_CLASSES, 3, count).sum(axis=(0, 2))
    strongest = np.maximum(classes.max(axis=0), _SILENT_POWER)
    return level_bytes(classes / strongest, CHROMA_FLOOR_DB, 0.0)


def level_db(value: float, settings: KindSettings) -> float:
    """Give the level in dB that a value of a picture stands for.

    Against full scale; for chroma against the strongest note of the moment.
    """
    floor_db, ceiling_db = level_range_db(settings.kind)
    return floor_db + value * (ceiling_db - floor_db) / 255.0


def level_range_db(kind: SpectrogramKind) -> tuple[float, float]:
    """Give the levels in dB that the values 0 and 255 of a picture stand for."""
    return (CHROMA_FLOOR_DB, 0.0) if kind == "chroma" else (FLOOR_DB, CEILING_DB)


def kind_row_to_hertz(row: float, settings: KindSettings) -> float:
    """Frequency at a height, row 0 lowest, whole numbers are centres; chroma gives C4 to B4."""
    if settings.kind == "chroma":
        return float(8.0 * _LOWEST_NOTE_HERTZ * 2.0 ** (row / CHROMA_CLASSES))
    if settings.kind == "constant_q":
        return float(_LOWEST_NOTE_HERTZ * 2.0 ** (row / _NOTE_ROWS_PER_OCTAVE))
    return row_to_hertz(row, _bands(settings)[0])


def hertz_to_kind_row(hertz: float, settings: KindSettings) -> float:
    """Height at a frequency above 0; for chroma that of its class, from −0.5 to below 11.5."""
    if settings.kind in ("linear", "mel"):
        return hertz_to_row(hertz, _bands(settings)[0])
    octaves = float(np.log2(hertz / _LOWEST_NOTE_HERTZ))
    if settings.kind == "constant_q":
        return octaves * _NOTE_ROWS_PER_OCTAVE
    return (octaves * CHROMA_CLASSES + 0.5) % CHROMA_CLASSES - 0.5


@lru_cache(maxsize=32)
def _bands(settings: KindSettings) -> tuple[SpectrogramSettings, ...]:
    """Rows that share a transform, from the lowest; without gaps."""
    rate = settings.sample_rate
    if settings.kind == "linear":
        return (SpectrogramSettings(rate, _PLAIN_WINDOW, _PLAIN_ROWS, "linear", 0.0),)
    if settings.kind == "mel":
        return (SpectrogramSettings(rate, _PLAIN_WINDOW, _PLAIN_ROWS, "mel", 20.0),)
    top_hertz = min(rate / 2, _HIGHEST_NOTE_HERTZ)
    if settings.kind == "constant_q":
        return _octave_bands(rate, _LOWEST_NOTE_HERTZ, top_hertz, _NOTE_ROWS_PER_OCTAVE)
    # A third of a semitone lower, so that each three rows have their note in the middle.
    lowest_hertz = _LOWEST_CHROMA_HERTZ * 2.0 ** (-1 / _CHROMA_ROWS_PER_OCTAVE)
    top_hertz = min(rate / 2, lowest_hertz * 2.0**_CHROMA_OCTAVES)
    return _octave_bands(rate, lowest_hertz, top_hertz, _CHROMA_ROWS_PER_OCTAVE)


def _octave_bands(
    rate: int, lowest_hertz: float, top_hertz: float, per_octave: int
) -> tuple[SpectrogramSettings, ...]:
    quality = 1.0 / (2.0 ** (1.0 / per_octave) - 1.0)
    rows = int(np.ceil(per_octave * np.log2(top_hertz / lowest_hertz) - 1e-9))
    bands = []
    for first in range(0, rows, per_octave):
        last = min(first + per_octave, rows) - 1
        if last == first:
            break  # one row alone has no width
        low, high = (lowest_hertz * 2.0 ** (row / per_octave) for row in (first, last))
        window = 1 << int(np.ceil(np.log2(quality * rate / low)))
        window = min(max(window, _LEAST_WINDOW), _MOST_WINDOW)
        bands.append(SpectrogramSettings(rate, window, last - first + 1, "log", low, high))
    return tuple(bands)


@lru_cache(maxsize=256)
def _with_windows(band: SpectrogramSettings, most_windows: int) -> SpectrogramSettings:
    return SpectrogramSettings(
        band.sample_rate, band.window_frames, band.rows, band.scale, band.lowest_hertz,
        band.highest_hertz, most_windows=most_windows,
    )  # fmt: skip


def _band_powers(
    read: Callable[[int, int], Samples],
    start_frame: float,
    stop_frame: float,
    count: int,
    band: SpectrogramSettings,
) -> NDArray[np.float32]:
    """Measure one band; columns far narrower than its window are measured once for several."""
    if count < 1 or stop_frame <= start_frame:
        raise ValueError("a view has at least one column and some length")
    width = (stop_frame - start_frame) / count
    together = 1
    while 2 * together * width * _COLUMNS_PER_WINDOW <= band.window_frames and together < count:
        together *= 2
    measured = -(-count // together)
    stop_frame = start_frame + measured * together * width
    powers = spectrogram_powers(read, start_frame, stop_frame, measured, band)
    return np.repeat(powers, together, axis=1)[:, :count]
