"""An input's ring without a device."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples


class ScriptedInputRing:
    """An `InputRing` of one channel that gives what a test puts into it.

    Attributes:
        waiting: what the next `pull` gives.
        is_abandoned: it was let go of as a dead device is.
    """

    sample_rate = 8_000
    latency_seconds = 0.01

    def __init__(self) -> None:
        self.is_alive = True
        self.overflows = 0
        self.waiting: list[Samples] = []
        self.is_abandoned = False

    def pull(self) -> Samples:
        waiting, self.waiting = self.waiting, []
        return np.concatenate([np.zeros((0, 1), np.float32), *waiting])

    def close(self) -> None:
        return

    def abandon(self) -> None:
        self.is_abandoned = True
