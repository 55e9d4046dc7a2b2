"""The spectrogram of a take while it is made: columns are added as it sounds."""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.spectrogram_kinds import KindSettings, SpectrogramKind, kind_columns
from audiosynth_gui.controllers.spectrogram_tiles import SpectrogramPicture
from audiosynth_gui.controllers.time_span import TimeSpan

COLUMN_FRAMES = 1024
MOST_BACKLOG_COLUMNS = 8
"""Columns of sound played before that are drawn at a time, to leave the window answering."""

_FIRST_COLUMNS = 1024


class LivePictures:
    """All columns of one kind; after a change of kind, those of what is still remembered.

    GUI thread. A column is there when its windows have sound on both sides of their middle.
    An hour of 44.1 kHz takes about 40 MB.
    """

    def __init__(self, sample_rate: int, read: Callable[[int, int], Samples]) -> None:
        """Begin with nothing, as mel; `read` gives frames that are remembered."""
        self._read = read
        self._settings = KindSettings("mel", sample_rate)
        self._first = self._last = 0
        self._begin_anew(0)

    def show_kind(self, kind: SpectrogramKind, frames: int) -> None:
        """Draw another kind, of a take that has `frames` now: the newest sound first."""
        if kind != self._settings.kind:
            self._settings = KindSettings(kind, self._settings.sample_rate)
            self._begin_anew(self._ready(frames))

    def grow(self, frames: int, remembered_frame: int) -> None:
        """Draw what was played since, and some of what came before a change of kind.

        Args:
            frames: length of the take now.
            remembered_frame: what begins before it cannot be read any more.
        """
        ready = self._ready(frames)
        if ready > self._last:
            self._make_room(ready)
            self._draw(self._last, ready)
            self._last = ready
        oldest = max(0, math.ceil(remembered_frame / COLUMN_FRAMES))
        first = max(oldest, self._first - MOST_BACKLOG_COLUMNS)
        if first < self._first:
            self._draw(first, self._first)
            self._first = first

    def picture(self, span: TimeSpan) -> SpectrogramPicture | None:
        """Give what there is of `span`, or None where that is nothing."""
        column_seconds = COLUMN_FRAMES / self._settings.sample_rate
        first = max(self._first, int(span.start_seconds / column_seconds))
        last = min(self._last, math.ceil(span.stop_seconds / column_seconds))
        if last <= first:
            return None
        drawn = TimeSpan(first * column_seconds, last * column_seconds)
        return SpectrogramPicture(drawn, self._pixels[:, first:last], self._settings)

    def _begin_anew(self, column: int) -> None:
        self._first = self._last = column
        self._pixels: NDArray[np.uint8] = np.zeros((self._settings.rows, _FIRST_COLUMNS), np.uint8)
        self._make_room(column)

    def _make_room(self, columns: int) -> None:
        while columns > self._pixels.shape[1]:
            self._pixels = np.hstack([self._pixels, np.zeros_like(self._pixels)])

    def _draw(self, first: int, last: int) -> None:
        self._pixels[:, first:last] = kind_columns(
            self._read, first * COLUMN_FRAMES, last * COLUMN_FRAMES, last - first, self._settings
        )

    def _ready(self, frames: int) -> int:
        return max(0, frames - self._settings.window_frames // 2) // COLUMN_FRAMES
