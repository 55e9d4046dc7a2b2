"""A small room: a feedback delay network of eight lines (Stautner & Puckette 1982; Jot 1991)."""

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

_LINE_MS = (26.3, 29.7, 33.1, 37.9, 42.7, 47.3, 53.9, 61.1)
"""Delays without common divisors, so that echoes do not fall together."""

_MIXING = np.array([[1.0]])
for _ in range(3):
    _MIXING = np.block([[_MIXING, _MIXING], [_MIXING, -_MIXING]]) / np.sqrt(2.0)


def reverberate(
    samples: NDArray[np.float64],
    sample_rate: int,
    decay_seconds: float,
    highs_above_hz: float,
    delay_ms: float,
) -> NDArray[np.float64]:
    """The room's answer alone, without the direct sound.

    The lines are computed in blocks no longer than the shortest of them: within a block nothing
    that goes in can come back, so whole blocks are mixed at once.

    Args:
        samples: shape (frames, 2).
        decay_seconds: time to fall by 60 dB at low frequencies.
        highs_above_hz: above this frequency each pass through a line loses highs (one pole).
        delay_ms: silence before the first echo, added to the lines' own delays.

    Returns:
        Shape (frames, 2): what fits into the length of the input.
    """
    delays = np.round(np.array(_LINE_MS) * sample_rate / 1_000.0).astype(int)
    frames = samples.shape[0]
    ahead = min(round(delay_ms * sample_rate / 1_000.0), frames)
    sent = np.zeros((8, frames))
    # Even lines take the left channel and odd ones the right, so the room keeps its sides.
    sent[:, ahead:] = np.tile(samples[: frames - ahead].T, (4, 1)) * 0.5
    # Each line loses in one pass what the decay time asks of its length.
    gains = 10.0 ** (-3.0 * delays / (decay_seconds * sample_rate))
    pole = float(np.exp(-2.0 * np.pi * highs_above_hz / sample_rate))
    lines = np.zeros((8, frames + int(delays.max())))
    damping_state = np.zeros((8, 1))
    block_frames = int(delays.min())
    out = np.zeros((8, frames))
    for start in range(0, frames, block_frames):
        stop = min(start + block_frames, frames)
        for line, delay in enumerate(delays):
            offset = start + int(delays.max()) - int(delay)
            out[line, start:stop] = lines[line, offset : offset + stop - start]
        damped, damping_state = lfilter(
            [1.0 - pole], [1.0, -pole], out[:, start:stop] * gains[:, None], zi=damping_state
        )
        written = slice(start + int(delays.max()), stop + int(delays.max()))
        lines[:, written] = _MIXING @ damped + sent[:, start:stop]
    return np.stack([out[0::2].sum(axis=0), out[1::2].sum(axis=0)], axis=1) * 0.5
