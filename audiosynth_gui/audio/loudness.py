"""Loudness as the ear hears it, after ITU-R BS.1770-4 (the LUFS of broadcasting and streaming)."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import sosfilt

_BLOCK_SECONDS = 0.4
_STEPS_PER_BLOCK = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET = -0.691


def integrated_loudness(
    samples: NDArray[np.float32] | NDArray[np.float64], sample_rate: int
) -> float:
    """Gated loudness of a whole recording in LUFS; −inf where nothing is louder than −70 LUFS.

    Args:
        samples: shape (frames, channels), 1 or 2 channels (all weighted alike).
        sample_rate: at least 16,000 Hz.
    """
    weighted = sosfilt(_k_weighting(sample_rate), samples.astype(np.float64), axis=0)
    step_frames = round(sample_rate * _BLOCK_SECONDS / _STEPS_PER_BLOCK)
    steps = weighted.shape[0] // step_frames
    whole = weighted[: steps * step_frames].reshape(steps, step_frames, -1)
    step_power = np.mean(whole**2, axis=1).sum(axis=1)
    if steps < _STEPS_PER_BLOCK:
        return float("-inf")
    power = np.convolve(step_power, np.full(_STEPS_PER_BLOCK, 1.0 / _STEPS_PER_BLOCK), "valid")
    power = power[_lufs(power) > _ABSOLUTE_GATE_LUFS]
    if power.size == 0:
        return float("-inf")
    gate = float(_lufs(np.atleast_1d(power.mean()))[0]) + _RELATIVE_GATE_LU
    return float(_lufs(np.atleast_1d(power[_lufs(power) > gate].mean()))[0])


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return _OFFSET + 10.0 * np.log10(np.maximum(power, 1e-30))


def _k_weighting(sample_rate: int) -> NDArray[np.float64]:
    """The standard's two filters, moved from 48 kHz to any rate.

    The analogue prototypes behind the standard's tabulated coefficients (high shelf of 4 dB at
    1,682 Hz, high-pass at 38 Hz) as worked out by De Man, "Evaluation of implementations of the
    EBU R128 loudness measurement" (AES 2018).
    """
    shelf_gain, shelf_q, shelf_hz = (
        10.0 ** (3.999843853973347 / 20.0),
        0.7071752369554196,
        1681.974450955533,
    )
    k = np.tan(np.pi * shelf_hz / sample_rate)
    band_gain = shelf_gain**0.4996667741545416
    scale = 1.0 + k / shelf_q + k * k
    shelf = [
        (shelf_gain + band_gain * k / shelf_q + k * k) / scale,
        2.0 * (k * k - shelf_gain) / scale,
        (shelf_gain - band_gain * k / shelf_q + k * k) / scale,
        1.0,
        2.0 * (k * k - 1.0) / scale,
        (1.0 - k / shelf_q + k * k) / scale,
    ]
    high_pass_q, high_pass_hz = 0.5003270373238773, 38.13547087602444
    k = np.tan(np.pi * high_pass_hz / sample_rate)
    scale = 1.0 + k / high_pass_q + k * k
    high_pass = [
        1.0,
        -2.0,
        1.0,
        1.0,
        2.0 * (k * k - 1.0) / scale,
        (1.0 - k / high_pass_q + k * k) / scale,
    ]
    return np.array([shelf, high_pass])
