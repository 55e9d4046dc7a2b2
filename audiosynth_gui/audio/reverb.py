"""A small room: a feedback delay network of eight lines (Stautner & Puckette 1982; Jot 1991)."""

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import hadamard
from scipy.signal import lfilter

_LINE_MS = (26.3, 29.7, 33.1, 37.9, 42.7, 47.3, 53.9, 61.1)
"""Delays without common divisors, so that echoes do not fall together."""

_LINES = len(_LINE_MS)
_MIXING = hadamard(_LINES) / np.sqrt(_LINES)
"""Spreads every line over all lines and keeps the energy."""


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
    longest, block_frames = int(delays.max()), int(delays.min())
    # Each line loses in one pass what the decay time asks of its length.
    gains = 10.0 ** (-3.0 * delays / (decay_seconds * sample_rate))[:, None]
    pole = float(np.exp(-2.0 * np.pi * highs_above_hz / sample_rate))
    damping_state = np.zeros((_LINES, 1))
    history = np.zeros((_LINES, longest + block_frames))
    answer = np.zeros_like(samples)
    ahead = round(delay_ms * sample_rate / 1_000.0)
    for start in range(ahead, samples.shape[0], block_frames):
        frames = min(block_frames, samples.shape[0] - start)
        out = np.stack(
            [
                line[longest - delay : longest - delay + frames]
                for line, delay in zip(history, delays, strict=True)
            ]
        )
        answer[start : start + frames] = 0.5 * np.stack(
            [out[0::2].sum(axis=0), out[1::2].sum(axis=0)], axis=1
        )
        damped, damping_state = lfilter([1.0 - pole], [1.0, -pole], out * gains, zi=damping_state)
        # Even lines take the left channel and odd ones the right, so the room keeps its sides.
        sent = 0.5 * np.tile(samples[start - ahead : start - ahead + frames].T, (_LINES // 2, 1))
        history[:, longest : longest + frames] = _MIXING @ damped + sent
        history[:, :longest] = history[:, frames : longest + frames].copy()
    return answer
