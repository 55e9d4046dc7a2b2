"""A stretch of sound in memory, and what is asked of samples before they are used."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]
"""Sound: float32, shape (frames, channels), full scale is ±1."""


@dataclass(frozen=True)
class AudioBuffer:
    """Sound with its sample rate.

    Attributes:
        samples: float32, shape (frames, channels), full scale is ±1.
        sample_rate: frames a second, in hertz.
    """

    samples: Samples
    sample_rate: int

    @property
    def frames(self) -> int:
        """Length in frames (one frame holds one sample of every channel)."""
        return int(self.samples.shape[0])

    @property
    def channels(self) -> int:
        """Number of channels."""
        return int(self.samples.shape[1])

    @property
    def duration_seconds(self) -> float:
        """Length in seconds."""
        return self.frames / self.sample_rate


def check_shape(samples: Samples, channels: int) -> None:
    """Refuse what is not a block of sound with so many channels.

    Raises:
        ValueError: another shape than (frames, channels).
    """
    if samples.ndim != 2 or samples.shape[1] != channels:
        raise ValueError(f"expected (frames, {channels}), got {samples.shape}")


def only_numbers(samples: Samples) -> tuple[Samples, int]:
    """Turn NaN and infinite samples into silence: filters and sums would spread them.

    Returns:
        The samples, the given ones where all are numbers; and how many were replaced.
    """
    finite = np.isfinite(samples)
    replaced_samples = finite.size - int(np.count_nonzero(finite))
    if replaced_samples:
        samples = np.where(finite, samples, np.float32(0.0))
    return samples, replaced_samples


def padded_part(samples: Samples, start: int, stop: int) -> Samples:
    """Copy the samples from a start to a stop frame; outside the sound there is silence.

    Args:
        samples: float32 (frames, channels).
        start: may lie before the sound.
        stop: not below `start`; may lie behind the sound.

    Returns:
        float32 (stop − start, channels).
    """
    part = np.zeros((stop - start, samples.shape[1]), dtype=np.float32)
    inside = samples[max(start, 0) : max(stop, 0)]
    begin = max(-start, 0)
    part[begin : begin + len(inside)] = inside
    return part
