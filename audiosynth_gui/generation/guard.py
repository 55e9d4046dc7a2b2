"""The drift guard: notices when what is played is no longer what was planned.

A network that hears its own past can lose its way: into noise, silence, a sound that does not move
on, or another loudness. All of these show in the same place, the spectrum of what is played beside
the one that was planned.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import mid_side
from audiosynth_gui.features.mel import loudness_db, short_window
from audiosynth_gui.features.settings import Features, FeatureSettings

GAP_MEMORY_SECONDS = 0.5
FIRST_USUAL_DB = 4.0
USUAL_MEMORY_SECONDS = 60.0
LIMIT_RATIO = 2.5
LIMITS_DB = (4.0, 10.0)
"""A network that has learnt well is 1 dB from its plan, mean over the mel bands, one that has
learnt for a minute 5 dB. So the limit follows what is usual for it, within these two."""

LEVEL_MEMORY_SECONDS = 2.0
LEVEL_LIMIT_DB = 6.0

SIDE_LIMIT_DB = 12.0
SIDE_FLOOR_DB = -30.0
"""A side signal so far below the mid signal is not missed."""

CONTENT_SHARE = 0.6
"""Of every limit: within it, what is played is well enough to come back to."""

RANGE_DB = 50.0
"""What lies further below the loudest band of its frame is not compared."""

QUIET_DB = -60.0
"""Frames that are planned quieter than this are not judged."""


@dataclass(frozen=True)
class Alarm:
    """What the guard found: a name for it, and how far it went, in dB."""

    name: str
    value_db: float


class Guard:
    """Listens beside the plan. One thread at a time.

    It needs the loudness and the MFCC of the plan; without them it never raises an alarm. Where the
    plan has the stereo width too, it hears whether the side signal is as loud as planned.
    """

    def __init__(self, settings: FeatureSettings, delay_frames: int) -> None:
        """Begin to listen.

        Args:
            settings: what the plan's features are.
            delay_frames: by so many audio frames what is played is later than its plan.
        """
        self._settings = settings
        self._is_able = {"loudness", "mfcc"} <= set(settings.groups)
        # the first window that is heard begins where the window of feature frame 0 does
        first = settings.hop_frames // 2 + delay_frames - settings.mel_window_frames // 2
        self._hears_side = self._is_able and "width" in settings.groups
        heard = 2 if self._hears_side else 1
        self._sound = np.zeros((max(0, -first), heard), dtype=np.float32)
        self._skipped = max(0, first)
        self._planned: deque[NDArray[np.float32]] = deque()
        rate = settings.sample_rate / settings.hop_frames
        self._gap_share = 1.0 / (GAP_MEMORY_SECONDS * rate)
        self._level_share = 1.0 / (LEVEL_MEMORY_SECONDS * rate)
        self._usual_db = FIRST_USUAL_DB
        self._usual_share = 1.0 / (USUAL_MEMORY_SECONDS * rate)
        self._judged_frames = round(LEVEL_MEMORY_SECONDS * rate)
        self.forgive()

    def forgive(self) -> None:
        """Forget how far it was off: called when it has been brought back."""
        self._gap_db = 0.0
        self._level_db = 0.0
        self._side_db = 0.0

    @property
    def gap_db(self) -> float:
        """How far the last half second was from its plan: mean over the mel bands, in dB."""
        return self._gap_db

    @property
    def limit_db(self) -> float:
        """How far it may be."""
        return float(np.clip(LIMIT_RATIO * self._usual_db, *LIMITS_DB))

    @property
    def is_content(self) -> bool:
        """Whether all is well, by a margin."""
        return (
            self._gap_db < CONTENT_SHARE * self.limit_db
            and abs(self._level_db) < CONTENT_SHARE * LEVEL_LIMIT_DB
            and abs(self._side_db) < CONTENT_SHARE * SIDE_LIMIT_DB
        )

    def hear(self, samples: Samples, planned: Features) -> Alarm | None:
        """Take in a block of sound and its plan.

        Args:
            samples: float32 (frames × hop, channels).
            planned: raw features of its feature frames, float32 (frames, features).

        Returns:
            what is wrong; None while all is well.
        """
        if not self._is_able:
            return None
        mono = samples.mean(axis=1, keepdims=True, dtype=np.float32)
        self._sound = np.concatenate([self._sound, mid_side(samples) if self._hears_side else mono])
        cut = min(self._skipped, len(self._sound))
        self._sound, self._skipped = self._sound[cut:], self._skipped - cut
        self._planned.extend(planned)
        window, hop = self._settings.mel_window_frames, self._settings.hop_frames
        count = min(max(0, (len(self._sound) - window) // hop + 1), len(self._planned))
        if count == 0:
            return None
        windows = np.lib.stride_tricks.sliding_window_view(self._sound, window, axis=0)
        heard = np.ascontiguousarray(windows[::hop][:count].transpose(1, 0, 2))
        rows = np.stack([self._planned.popleft() for _ in range(count)])
        self._compare(heard, rows)
        self._sound = self._sound[count * hop :]
        return self._judged()

    def _compare(self, windows: NDArray[np.float32], planned: Features) -> None:
        """Take in windows of the mid signal, and of the side signal: (1 or 2, frames, window)."""
        slices, short = self._settings.slices, short_window(self._settings)
        powers = [short.power_spectra(part) for part in windows]
        heard = self._mel_db(short.mfcc(powers[0]))
        wanted = self._mel_db(planned[:, slices["mfcc"]])
        floor = np.maximum(wanted.max(axis=1, keepdims=True) - RANGE_DB, QUIET_DB - 20.0)
        gaps = np.abs(np.maximum(heard, floor) - np.maximum(wanted, floor)).mean(axis=1)
        planned_db = planned[:, slices["loudness"].start]
        levels = np.maximum(loudness_db(windows[0]), QUIET_DB) - planned_db
        sides = np.zeros(len(planned))
        if self._hears_side:
            widths = (short.width_db(powers[0], powers[1]), planned[:, slices["width"]])
            played, wished = (np.maximum(part, SIDE_FLOOR_DB).mean(axis=1) for part in widths)
            sides = played - wished
        for gap, level, side, loudness in zip(gaps, levels, sides, planned_db, strict=True):
            if loudness > QUIET_DB:
                self._gap_db += self._gap_share * (float(gap) - self._gap_db)
                self._judged_frames += 1
                share = max(self._usual_share, 1.0 / self._judged_frames)
                self._usual_db += share * (float(gap) - self._usual_db)
                self._level_db += self._level_share * (float(level) - self._level_db)
                self._side_db += self._level_share * (float(side) - self._side_db)

    def _mel_db(self, mfcc: Features) -> Features:
        """The log-mel spectrum that the MFCC tell, (frames, mel bands)."""
        cepstra = np.zeros((len(mfcc), self._settings.mel_bands), dtype=np.float32)
        cepstra[:, : mfcc.shape[1]] = mfcc
        mel: Features = scipy.fft.idct(cepstra, type=2, norm="ortho", axis=-1)
        return mel

    def _judged(self) -> Alarm | None:
        if self._gap_db > self.limit_db:
            return Alarm("unlike its plan", self._gap_db)
        if abs(self._level_db) > LEVEL_LIMIT_DB:
            return Alarm("too loud" if self._level_db > 0 else "too quiet", self._level_db)
        if abs(self._side_db) > SIDE_LIMIT_DB:
            return Alarm("too wide" if self._side_db > 0 else "too narrow", self._side_db)
        return None
