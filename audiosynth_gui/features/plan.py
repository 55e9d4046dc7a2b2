"""Plan frames: what is to be played, feature frame by feature frame, as plain data."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.features.tones import SIZE, TONE_NUMBERS, TONES, Tones

Levels = NDArray[np.float32]
"""Level of every stream in every feature frame, in dB: float32, shape (frames, streams)."""


@dataclass(frozen=True, eq=False)
class Plan:
    """Consecutive feature frames. Anything may write a plan; a network only reads it.

    Attributes:
        features: raw features, float32 (frames, features): what it is to sound like.
        levels: float32 (frames, streams), in dB: how loud each stream is to be.
        tones: float32 (frames, TONES, TONE_NUMBERS): its sines, with their phases.
    """

    features: Features
    levels: Levels
    tones: Tones

    def __len__(self) -> int:
        """Number of feature frames."""
        return len(self.features)

    def part(self, start: int, stop: int) -> "Plan":
        """The frames from `start` up to `stop`, shared, not copied."""
        return Plan(self.features[start:stop], self.levels[start:stop], self.tones[start:stop])

    def rows(self, wanted: NDArray[np.int64]) -> "Plan":
        """Copies of the wanted frames; before the first and after the last those are repeated."""
        inside = np.clip(wanted, 0, len(self) - 1)
        return Plan(
            np.array(self.features[inside]),
            np.array(self.levels[inside]),
            np.array(self.tones[inside]),
        )

    def louder(self, gain_db: float, settings: FeatureSettings) -> "Plan":
        """The plan of the same sound turned up by a gain in dB; negative is quieter."""
        tones = self.tones.copy()
        tones[:, :, SIZE] *= np.float32(10.0 ** (gain_db / 20.0))
        shift = settings.gain_shift(gain_db)
        return Plan(self.features + shift, self.levels + np.float32(gain_db), tones)


def joined(plans: Sequence[Plan]) -> Plan:
    """One plan after the other."""
    return Plan(
        np.concatenate([plan.features for plan in plans]),
        np.concatenate([plan.levels for plan in plans]),
        np.concatenate([plan.tones for plan in plans]),
    )


def empty_plan(frames: int, features: int, streams: int) -> Plan:
    """A plan of that many frames in which every number is 0."""
    return Plan(
        np.zeros((frames, features), dtype=np.float32),
        np.zeros((frames, streams), dtype=np.float32),
        np.zeros((frames, TONES, TONE_NUMBERS), dtype=np.float32),
    )
