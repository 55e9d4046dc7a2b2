"""What happens while an input is listened to: noted in one thread, told in another."""

import threading
from dataclasses import dataclass
from typing import Literal

import numpy as np

from audiosynth_gui.audio.buffer import Samples

RecordState = Literal["idle", "armed", "counting in", "recording", "keeping"]


@dataclass(frozen=True)
class RecordNews:
    """What happened since the last news.

    Attributes:
        state: what is done now.
        peaks: largest amplitude of each channel.
        blocks: what was recorded, float32 (frames, channels) each.
        recording_number: how many recordings were begun; the blocks are of the last one.
        recorded_frames: length of the recording so far.
        overflows: how often sound was lost since listening began.
        seconds_left: how long the disk lasts; None while that is not known.
        beat: which beat of the count-in sounds, from 1; 0 while nothing is counted.
    """

    state: RecordState
    peaks: tuple[float, ...]
    blocks: tuple[Samples, ...]
    recording_number: int
    recorded_frames: int
    overflows: int
    seconds_left: float | None
    beat: int


class RecordNotes:
    """Notes that become news. Any thread: they are written in one and collected in another."""

    def __init__(self) -> None:
        """Begin armed, with nothing heard."""
        self._lock = threading.Lock()
        self._state: RecordState = "armed"
        self._peaks: tuple[float, ...] = ()
        self._blocks: list[Samples] = []
        self._recording_number = 0
        self._recorded_frames = 0
        self._overflows = 0
        self._seconds_left: float | None = None
        self._beat = 0

    @property
    def state(self) -> RecordState:
        """What is done now."""
        return self._state

    def enter(self, state: RecordState) -> None:
        """Note that something else is done from now on."""
        with self._lock:
            self._state = state

    def hear(self, samples: Samples, overflows: int) -> None:
        """Note what was heard, float32 (frames, channels), and how often sound was lost by now."""
        with self._lock:
            self._overflows = overflows
            if len(samples):
                peaks = np.abs(samples).max(axis=0).tolist()
                before = self._peaks or (0.0,) * len(peaks)
                self._peaks = tuple(map(max, before, peaks))

    def count(self, beat: int) -> None:
        """Note the beat of the count-in, 0 for none."""
        with self._lock:
            self._beat = beat

    def leave_room(self, seconds_left: float) -> None:
        """Note how long the disk lasts."""
        with self._lock:
            self._seconds_left = seconds_left

    def begin_recording(self) -> None:
        """Note that another recording begins; blocks of the one before are no news any more."""
        with self._lock:
            self._blocks, self._recorded_frames = [], 0
            self._recording_number += 1
            self._state = "recording"

    def grow(self, samples: Samples, recorded_frames: int) -> None:
        """Note a block that was recorded, and the length so far."""
        with self._lock:
            self._blocks.append(samples)
            self._recorded_frames = recorded_frames

    def collect(self) -> RecordNews:
        """Give what happened since the last call."""
        with self._lock:
            news = RecordNews(
                self._state, self._peaks, tuple(self._blocks), self._recording_number,
                self._recorded_frames, self._overflows, self._seconds_left, self._beat,
            )  # fmt: skip
            self._peaks, self._blocks = (), []
        return news
