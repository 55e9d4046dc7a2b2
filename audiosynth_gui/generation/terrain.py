"""What walks go over: the recordings' features, and what is known of every moment of them."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.likeness import Likeness
from audiosynth_gui.generation.loudness_range import LoudnessRange


@dataclass(frozen=True, eq=False)
class Terrain:
    """Recordings that walks go over; any number of walks, in any thread.

    Attributes:
        features: raw features of each recording, float32 (frames, features).
        settings: what they are.
        likeness: which moments sound alike.
        loudness: how loud the recordings ever are for a while.
        ahead_db: how loud it is in the seconds after every described moment.
    """

    features: tuple[Features, ...]
    settings: FeatureSettings
    likeness: Likeness
    loudness: LoudnessRange
    ahead_db: NDArray[np.float64]


def survey(features: Sequence[Features], settings: FeatureSettings) -> Terrain:
    """Describe every moment; an hour takes some tenths of a second. Any thread.

    Args:
        features: raw features of each recording, float32 (frames, features); at least one
            recording of a second or more.
        settings: what they are.
    """
    likeness = Likeness(features, settings)
    loudness = LoudnessRange(features, settings)
    ahead_db = loudness.ahead_db(*likeness.moments)
    return Terrain(tuple(features), settings, likeness, loudness, ahead_db)


class Surveys:
    """Keeps the last survey for the next walk over the same recordings: a click shall not wait."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._last: tuple[Hashable, Terrain] | None = None

    def terrain(
        self, key: Hashable, features: Sequence[Features], settings: FeatureSettings
    ) -> Terrain:
        """Survey recordings, unless it was they that were surveyed last. Any thread.

        Args:
            key: differs whenever the features do.
            features, settings: see `survey`.
        """
        last = self._last
        if last is None or last[0] != key:
            last = key, survey(features, settings)
            self._last = last
        return last[1]
