"""The level of what is heard now, though it was measured when it was made."""

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, only_numbers

_PIECE_SECONDS = 0.01


class Level(NamedTuple):
    """How loud a stretch of sound is.

    Attributes:
        peak: largest amplitude of each channel; full scale is 1, and more than that is clipped.
        rms: root of the mean square of each channel.
    """

    peak: tuple[float, ...]
    rms: tuple[float, ...]


@dataclass
class _Piece:
    end_frame: int
    frames: int
    peak: NDArray[np.float32]
    square_sum: NDArray[np.float64]


class LevelMeter:
    """Remembers the level of what was sent until it is heard.

    Its owner holds a lock: sound is added by the feeding thread, levels are asked for by another.
    """

    def __init__(self, sample_rate: int, channels: int, span_seconds: float) -> None:
        """Start with silence.

        Args:
            sample_rate: in hertz.
            channels: 1 or more.
            span_seconds: the longest way between being sent and being heard; levels of older
                sound are forgotten, so that memory stays small where nobody asks.
        """
        self._channels = channels
        self._piece_frames = max(1, round(_PIECE_SECONDS * sample_rate))
        self._pieces: deque[_Piece] = deque(maxlen=2 + round(span_seconds / _PIECE_SECONDS))
        self._sent_frames = 0
        self._last = self.silence

    @property
    def silence(self) -> Level:
        """The level of no sound."""
        zeros = (0.0,) * self._channels
        return Level(zeros, zeros)

    def add(self, samples: Samples) -> None:
        """Measure sound that goes out after all that was added before.

        Args:
            samples: float32, shape (frames, channels), may be empty.
        """
        for start in range(0, len(samples), self._piece_frames):
            self._add_piece(samples[start : start + self._piece_frames])

    def level_until(self, frame: int) -> Level:
        """Give the level of what was heard since the last call; the last one if that is nothing.

        Args:
            frame: the frame heard now, counted from the first one added.
        """
        heard = []
        while self._pieces and self._pieces[0].end_frame <= frame:
            heard.append(self._pieces.popleft())
        if self._pieces and self._pieces[0].end_frame - self._pieces[0].frames < frame:
            heard.append(self._pieces[0])
        if heard:
            peak = np.max([piece.peak for piece in heard], axis=0)
            square_sum = np.sum([piece.square_sum for piece in heard], axis=0)
            rms = np.sqrt(square_sum / sum(piece.frames for piece in heard))
            self._last = Level(tuple(peak.tolist()), tuple(rms.tolist()))
        return self._last

    def _add_piece(self, samples: Samples) -> None:
        amplitudes = np.abs(only_numbers(samples)[0])
        peak = amplitudes.max(axis=0)
        square_sum = np.square(amplitudes, dtype=np.float64).sum(axis=0)
        self._sent_frames += len(samples)
        last = self._pieces[-1] if self._pieces else None
        if last is not None and last.frames + len(samples) <= self._piece_frames:
            # Short blocks share a piece, so that the number of pieces is bounded in time.
            last.end_frame = self._sent_frames
            last.frames += len(samples)
            last.peak = np.maximum(last.peak, peak)
            last.square_sum = last.square_sum + square_sum
        else:
            self._pieces.append(_Piece(self._sent_frames, len(samples), peak, square_sum))
