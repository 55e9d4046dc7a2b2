"""How loud the recordings ever are for a while, so that a walk does not linger where it is quieter.

A piece that fades out has many moments alike at its end. A walk that jumps among them would stay
in what the piece passes through.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.likeness import Region

SPAN_SECONDS = 10.0
"""Or as long as the longest recording, where that is shorter."""
MARGIN_DB, WIDE_MARGIN_DB = 1.0, 3.0
"""So far beyond its range a walk may go; of less than twice the span the range is hardly known."""


class LoudnessRange:
    """The range of the recordings' own loudness over ten seconds. Keeps no state: any thread.

    Attributes:
        is_known: whether loudness is among the features.
    """

    def __init__(self, features: Sequence[Features], settings: FeatureSettings) -> None:
        """Measure all recordings.

        Args:
            features: raw features of each, float32 (frames, features).
            settings: what they are.
        """
        rate = settings.sample_rate / settings.hop_frames
        longest = max(len(part) for part in features)
        self._span = max(2, min(round(SPAN_SECONDS * rate), longest))
        self._ahead = self._span // 2
        column = settings.slices["loudness"].start if "loudness" in settings.slices else None
        self._sums: list[NDArray[np.float64]] = []
        means: list[float] = []
        for part in features if column is not None else ():
            power = 10.0 ** (part[:, column].astype(np.float64) / 10.0)
            sums = np.concatenate([[0.0], np.cumsum(power)])
            self._sums.append(sums)
            if len(part) >= self._span:
                spans = (sums[self._span :] - sums[: -self._span]) / self._span
                means += [float(spans.min()), float(spans.max())]
        self.is_known = bool(means)
        margin_db = MARGIN_DB if longest >= 2 * self._span else WIDE_MARGIN_DB
        self._lowest_db = _db(min(means, default=1.0)) - margin_db
        self._highest_db = _db(max(means, default=1.0)) + margin_db

    def wish(self, runs: Sequence[Region]) -> int:
        """What is to follow a walk: 1 something louder, −1 something quieter, 0 anything.

        It is judged by the ten seconds of which the walk has just made the first half, if it went
        on for the other: a piece played straight through is left alone until its very end.

        Args:
            runs: where it has been, the newest last. What the recording has before the first counts
                as walked too: a walk begins where a prompt ended.
        """
        if not self.is_known or not runs:
            return 0
        sums = self._sums[runs[-1].recording]
        now = min(runs[-1].stop_frame, len(sums) - 1)
        then = min(now + self._ahead, len(sums) - 1)
        power, left = float(sums[then] - sums[now]), self._span - self._ahead
        first = runs[0]._replace(start_frame=0)
        for run in (*reversed(runs[1:]), first):
            sums = self._sums[run.recording]
            stop = min(run.stop_frame, len(sums) - 1)
            start = min(max(run.start_frame, stop - left, 0), stop)
            power += float(sums[stop] - sums[start])
            left -= stop - start
        walked = self._span - self._ahead - left
        if walked < self._ahead // 2:
            return 0  # it has not been going for long
        level_db = _db(power / (walked + then - now))
        return int(level_db < self._lowest_db) - int(level_db > self._highest_db)

    def grants(self, wish: int, levels_db: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which levels lead well back into the range: beyond its middle."""
        middle_db = 0.5 * (self._lowest_db + self._highest_db)
        return levels_db > middle_db if wish > 0 else levels_db < middle_db

    def ahead_db(
        self, recordings: NDArray[np.int64], frames: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Loudness of the seconds that follow moments, in dB."""
        levels = np.zeros(len(frames))
        for recording, sums in enumerate(self._sums):
            here = recordings == recording
            start = np.minimum(frames[here], len(sums) - 2)
            stop = np.minimum(start + self._ahead, len(sums) - 1)
            levels[here] = 10 * np.log10((sums[stop] - sums[start]) / (stop - start) + 1e-12)
        return levels


def _db(power: float) -> float:
    return float(10 * np.log10(power + 1e-12))
