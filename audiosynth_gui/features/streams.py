"""Sound as the streams of values that a network makes, and back."""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import left_right, mid_side
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.quantization import compand


def stream_values(samples: Samples, bands: int) -> NDArray[np.float32]:
    """Split sound into its streams: bands of mid, or of mid and side in turn, low to high.

    Args:
        samples: float32 (frames, 1 or 2 channels).
        bands: bands of the filter bank.

    Returns:
        Linear values, float32 (frames // bands, bands × channels).
    """
    return signal_values(mid_side(samples) if samples.shape[1] == 2 else samples, bands)


def signal_values(signal: NDArray[np.float32], bands: int) -> NDArray[np.float32]:
    """Split a signal, or mid and side, into its streams; see `stream_values`."""
    values = filterbank(bands).analyse(np.ascontiguousarray(signal))
    return values.reshape(values.shape[0], -1)


def joined_streams(values: NDArray[np.float32], bands: int, channels: int) -> Samples:
    """Undo `stream_values`, late by the filter bank's `delay_frames`.

    Args:
        values: float32 (steps, bands × channels).
        bands: bands of the filter bank.
        channels: 1 or 2.

    Returns:
        float32 (steps × bands, channels).
    """
    signal = filterbank(bands).synthesise(values.reshape(values.shape[0], bands, channels))
    return left_right(signal) if channels == 2 else signal


def heard_values(
    values: NDArray[np.float32], stream_scales: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Scale linear stream values (steps, streams) to ±1 and compand them, as networks hear them."""
    return compand(values / stream_scales)
