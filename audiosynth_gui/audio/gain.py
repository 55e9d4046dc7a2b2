"""How much louder a sound is made than it is stored."""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavSource

LIMIT = 1.0
"""What gets louder than full scale is cut there, as a sound card would."""


def made_louder(values: NDArray[np.float32], gain_db: float) -> NDArray[np.float32]:
    """Make samples louder, or anything else that grows with them (peaks, RMS). Any thread.

    Args:
        values: float32 of any shape; NaN stays NaN.
        gain_db: negative for quieter. At 0 `values` itself comes back, however loud.

    Returns:
        float32 of the same shape, within ±1.
    """
    if gain_db == 0.0:
        return values
    factor = np.float32(10.0 ** (gain_db / 20.0))
    louder: NDArray[np.float32] = np.clip(values * factor, -LIMIT, LIMIT)
    return louder


class LouderSource:
    """A sound file that is read louder or quieter than it is stored. Any thread.

    Attributes:
        sample_rate: frames a second.
        channels: number of channels.
        frames: length in frames.
    """

    def __init__(self, source: WavSource, gain_db: float) -> None:
        """Read `source`, which `close` closes."""
        self.sample_rate = source.sample_rate
        self.channels = source.channels
        self.frames = source.frames
        self._source = source
        self._gain_db = gain_db

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give the samples, float32 (frames, channels); see `made_louder` and `WavSource.read`."""
        return made_louder(self._source.read(start_frame, stop_frame), self._gain_db)

    def close(self) -> None:
        """Close the file."""
        self._source.close()
