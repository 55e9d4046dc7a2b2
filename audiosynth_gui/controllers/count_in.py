"""Counting in: clicks at a tempo, and the moment at which the music begins."""

from dataclasses import dataclass

import numpy as np

from audiosynth_gui.audio.clicks import BEATS_IN_BAR, count_in_seconds, count_in_sound
from audiosynth_gui.controllers.play_thread import OpenOutput
from audiosynth_gui.playback.devices import OutputDevice

MOST_BARS = 2

_CLICK_RATE = 44_100
_REST_SECONDS = 0.3
"""Silence behind the clicks: the output does not run dry at the moment that is waited for."""


@dataclass(frozen=True)
class CountIn:
    """What is counted before a recording begins.

    Attributes:
        bars: of four beats, 0 to `MOST_BARS`.
        beats_per_minute: tempo.
    """

    bars: int = 0
    beats_per_minute: float = 120.0


class CountInClicks:
    """A count-in that sounds. One thread at a time."""

    def __init__(
        self, open_output: OpenOutput, device: OutputDevice | None, count_in: CountIn
    ) -> None:
        """Open an output and let it sound."""
        self._count_in = count_in
        rest = np.zeros((round(_REST_SECONDS * _CLICK_RATE), 1), np.float32)
        clicks = count_in_sound(count_in.bars, count_in.beats_per_minute, _CLICK_RATE)
        sound = np.concatenate([clicks, rest])
        # The ring holds all of it, so that writing does not wait.
        self._output = open_output(device, _CLICK_RATE, 1, len(sound) / _CLICK_RATE)
        self._output.write(sound)

    @property
    def beat(self) -> int:
        """Which beat of the bar is heard, from 1."""
        beat = int(self._heard_seconds * self._count_in.beats_per_minute / 60.0)
        return 1 + min(beat, self._count_in.bars * BEATS_IN_BAR - 1) % BEATS_IN_BAR

    @property
    def is_over(self) -> bool:
        """Whether the last beat has passed: now the music begins."""
        count_in = self._count_in
        whole_seconds = count_in_seconds(count_in.bars, count_in.beats_per_minute)
        return self._heard_seconds >= whole_seconds

    def close(self) -> None:
        """Be silent and let go of the output; takes about 0.1 s."""
        self._output.stop()
        self._output.close()

    @property
    def _heard_seconds(self) -> float:
        return self._output.played_frames / _CLICK_RATE
