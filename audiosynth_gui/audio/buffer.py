"""A stretch of sound in memory."""

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
