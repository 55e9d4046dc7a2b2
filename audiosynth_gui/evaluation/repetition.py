"""How exactly a sound repeats itself: what tells a stuck loop from music with a beat."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HOLD_SECONDS = 6.0
"""How long a repetition must hold on to count."""

PERIOD_SECONDS = (0.2, 4.0)


@dataclass(frozen=True, eq=False)
class Repetition:
    """How far a sound is from repeating itself, at the end of every six seconds.

    Attributes:
        gap_db: smallest mean difference of log-mel, over all periods, between the last six
            seconds and what was a period earlier; float32 (steps,), infinite where too little
            came before.
        period_seconds: the period of each, float32 (steps,).
    """

    gap_db: NDArray[np.float32]
    period_seconds: NDArray[np.float32]


def repetition(mel_db: NDArray[np.float32], step_seconds: float) -> Repetition:
    """Try every period from 0.2 to 4 s. Any thread.

    Args:
        mel_db: log-mel in decibels, float32 (steps, bands).
        step_seconds: between two steps.
    """
    steps = len(mel_db)
    held = max(1, round(HOLD_SECONDS / step_seconds))
    gap = np.full(steps, np.inf, np.float32)
    periods = np.zeros(steps, np.float32)
    shortest, longest = (max(1, round(seconds / step_seconds)) for seconds in PERIOD_SECONDS)
    for lag in range(shortest, min(longest, steps - held) + 1):
        apart = np.abs(mel_db[lag:] - mel_db[:-lag]).mean(axis=1, dtype=np.float64)
        sums = np.concatenate([[0.0], np.cumsum(apart)])
        means = ((sums[held:] - sums[:-held]) / held).astype(np.float32)
        ends = slice(lag + held - 1, None)
        better = means < gap[ends]
        gap[ends][better] = means[better]
        periods[ends][better] = lag * step_seconds
    return Repetition(gap, periods)
