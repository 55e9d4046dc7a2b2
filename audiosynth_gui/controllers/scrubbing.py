"""Scrubbing: short grains of a file at the pointer, as long as it moves."""

from collections.abc import Iterator

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.audio.gain import LouderSource

HOP_SECONDS = 0.03
"""A grain begins this often, and lasts twice as long: neighbours overlap to an even level."""


class LiveScrub:
    """Where the pointer is; written by the window, read by the play thread between grains.

    Each is one reference, so neither side needs a lock.

    Attributes:
        seconds: place in the file.
        is_over: whether the pointer was let go.
    """

    def __init__(self, seconds: float) -> None:
        """Begin at a place."""
        self.seconds = seconds
        self.is_over = False


class ScrubPlayable:
    """Grains of a sound file where the pointer is; silence while it rests."""

    note = ""

    def __init__(self, source: WavSource | LouderSource, scrub: LiveScrub) -> None:
        """Follow `scrub`; `end` closes `source`."""
        self.sample_rate = source.sample_rate
        self.channels = source.channels
        self._source = source
        self._scrub = scrub

    def blocks(self) -> Iterator[Samples]:
        """Give half a grain at a time, until the pointer is let go."""
        hop = max(1, round(HOP_SECONDS * self.sample_rate))
        phase = np.arange(2 * hop, dtype=np.float32) / (2 * hop)
        window = (0.5 - 0.5 * np.cos(2 * np.pi * phase)).astype(np.float32)[:, None]
        tail = np.zeros((hop, self.channels), np.float32)
        before: float | None = None
        while not self._scrub.is_over:
            seconds = self._scrub.seconds
            grain = np.zeros((2 * hop, self.channels), np.float32)
            if seconds != before:
                found = self._read(seconds, 2 * hop)
                grain[: len(found)] = found
                grain *= window
            before = seconds
            yield tail + grain[:hop]
            tail = grain[hop:]
        yield tail

    def end(self) -> None:
        """Close the file."""
        self._source.close()

    def _read(self, seconds: float, frames: int) -> Samples:
        """Read a grain about a place, slid into the file."""
        first = round(seconds * self.sample_rate) - frames // 2
        first = min(max(first, 0), max(0, self._source.frames - frames))
        return self._source.read(first, first + frames)
