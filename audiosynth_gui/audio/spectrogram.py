"""Spectrogram pictures of any stretch of sound, only what is visible.

Short-time Fourier transforms under a Hann window; powers are gathered into rows by triangular
weights that are never narrower than the transform's own bins. SciPy takes a third of a second to
load, so it is loaded with the first picture, in the thread that draws it, and not with the window.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, only_numbers
from audiosynth_gui.audio.spectrogram_settings import SpectrogramSettings, from_scale, to_scale

if TYPE_CHECKING:
    from scipy import sparse

# A sine spreads over this many bins of a Hann window (its equivalent noise bandwidth).
_HANN_SPREAD_BINS = 1.5
_BATCH_SAMPLES = 1 << 20  # what is transformed at a time, to keep memory flat


def spectrogram_columns(
    read: Callable[[int, int], Samples],
    start_frame: float,
    stop_frame: float,
    count: int,
    settings: SpectrogramSettings,
) -> NDArray[np.uint8]:
    """Draw a stretch of sound. Any thread; most of the work runs without the GIL.

    Args:
        read, start_frame, stop_frame, count, settings: see `spectrogram_powers`.

    Returns:
        uint8, shape (rows, count): floor_db…ceiling_db as 0…255, row 0 is the lowest frequency.

    Raises:
        ValueError: nothing to show (count or length not positive).
        AudioFileError: whatever `read` raises.
    """
    powers = spectrogram_powers(read, start_frame, stop_frame, count, settings)
    return level_bytes(powers, settings.floor_db, settings.ceiling_db)


def spectrogram_powers(
    read: Callable[[int, int], Samples],
    start_frame: float,
    stop_frame: float,
    count: int,
    settings: SpectrogramSettings,
) -> NDArray[np.float32]:
    """Measure a stretch of sound. Any thread; most of the work runs without the GIL.

    Windows are centred in their columns; outside the sound is silence. The power of all channels
    is averaged, so that what is opposite in them does not cancel out. Columns wider than a window
    average up to `most_windows` windows spread over the column.

    Args:
        read: reads frames [start, stop) of the sound, leaving out what lies behind its end:
            float32, shape (frames, channels). Never asked for frames before 0.
        start_frame: begin of the first column.
        stop_frame: end of the last column, after `start_frame`.
        count: number of columns.
        settings: what to show; its levels do not count.

    Returns:
        float32, shape (rows, count), from 0; a full-scale sine has 1. Row 0 is the lowest.

    Raises:
        ValueError: nothing to show (count or length not positive).
        AudioFileError: whatever `read` raises.
    """
    if count < 1 or stop_frame <= start_frame:
        raise ValueError("a view has at least one column and some length")
    window = settings.window_frames
    width = (stop_frame - start_frame) / count
    windows = int(min(max(np.ceil(width / window), 1), settings.most_windows))
    # Centres of all windows of all columns, in order.
    centres = start_frame + (np.arange(count * windows) + 0.5) * (width / windows)
    starts = np.floor(centres).astype(np.int64) - window // 2
    weights = _row_weights(_without_levels(settings))
    powers = np.empty((settings.rows, count), np.float32)
    batch = max(1, _BATCH_SAMPLES // (window * windows))
    for first in range(0, count, batch):
        last = min(first + batch, count)
        power = _window_powers(read, starts[first * windows : last * windows], window)
        averaged = power.reshape(last - first, windows, -1).mean(axis=1)
        powers[:, first:last] = weights @ averaged.T
    return powers


def level_bytes(
    powers: NDArray[np.float32], floor_db: float, ceiling_db: float
) -> NDArray[np.uint8]:
    """Give powers (of any shape, 1 is 0 dB) as levels: floor_db…ceiling_db as 0…255."""
    level_db = 10.0 * np.log10(np.maximum(powers, np.float32(1e-30)))
    scaled = (level_db - floor_db) * (255.0 / (ceiling_db - floor_db))
    return np.rint(np.clip(scaled, 0.0, 255.0)).astype(np.uint8)


def _without_levels(settings: SpectrogramSettings) -> SpectrogramSettings:
    """Give what the weights of rows depend on, so that they are kept once."""
    return replace(settings, floor_db=-1.0, ceiling_db=0.0, most_windows=1)


def _window_powers(
    read: Callable[[int, int], Samples], starts: NDArray[np.int64], window: int
) -> NDArray[np.float32]:
    """Powers of windows that begin at `starts`: float32, shape (windows, bins)."""
    from scipy import fft

    first, stop = int(starts[0]), int(starts[-1]) + window
    hann = _hann(window)
    if stop - first <= starts.size * window:
        # They overlap or touch: one reading for all of them.
        samples = _read_padded(read, first, stop)
        views = np.lib.stride_tricks.sliding_window_view(samples, window, axis=0)[starts - first]
    else:
        pieces = [_read_padded(read, int(start), int(start) + window) for start in starts]
        views = np.stack(pieces).transpose(0, 2, 1)
    spectra = fft.rfft(views * hann, axis=-1, overwrite_x=True)
    power = np.square(spectra.real) + np.square(spectra.imag)
    return np.asarray(power.mean(axis=1), np.float32)


def _read_padded(read: Callable[[int, int], Samples], start: int, stop: int) -> Samples:
    """Read with zeros for what lies outside the sound, and for what is no number."""
    inside, _ = only_numbers(read(max(start, 0), max(stop, 0)))
    before = min(max(-start, 0), stop - start)
    padded = np.zeros((stop - start, inside.shape[1]), np.float32)
    padded[before : before + inside.shape[0]] = inside
    return padded


@lru_cache(maxsize=8)
def _hann(window: int) -> NDArray[np.float32]:
    """Hann window scaled so that a full-scale sine on a bin has power 1 there."""
    hann = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(window) / window)
    scaled: NDArray[np.float32] = (hann * (2.0 / hann.sum())).astype(np.float32)
    scaled.setflags(write=False)
    return scaled


@lru_cache(maxsize=64)  # a constant-Q picture has one for each octave
def _row_weights(settings: SpectrogramSettings) -> "sparse.csr_array":
    """How much of each bin's power goes into each row: float32, shape (rows, bins), sparse.

    Narrow rows interpolate between bins; wide ones sum theirs, less what the window smears, so
    that a sine reads alike at any height and on any scale.
    """
    from scipy import sparse

    scale = settings.scale
    bins_hertz = np.arange(settings.window_frames // 2 + 1) * (
        settings.sample_rate / settings.window_frames
    )
    low, high = to_scale(np.array((settings.lowest_hertz, settings.top_hertz)), scale)
    step = (high - low) / (settings.rows - 1)
    centres = from_scale(low + step * np.arange(-1, settings.rows + 1), scale)
    bin_hertz = bins_hertz[1]
    middle = centres[1:-1, np.newaxis]
    below = np.maximum(middle - centres[:-2, np.newaxis], bin_hertz)
    above = np.maximum(centres[2:, np.newaxis] - middle, bin_hertz)
    rising = 1.0 - (middle - bins_hertz) / below
    falling = 1.0 - (bins_hertz - middle) / above
    weights = np.clip(np.minimum(rising, falling), 0.0, None)
    total = weights.sum(axis=1, keepdims=True)
    shares = (weights / np.minimum(total, _HANN_SPREAD_BINS)).astype(np.float32)
    # Sparse: a dense product is 100 times the work and wakes BLAS threads beside the sound.
    return sparse.csr_array(shares)
