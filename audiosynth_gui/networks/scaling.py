"""How a network's inputs are brought to its own range: measured once, stored with the model."""

from typing import Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

FEATURE_LIMIT = 5.0
"""Standardised features are cut here, so that a moment unlike any learnt cannot shout."""

Scale = Annotated[float, Field(ge=1e-20, le=1e20)]
"""Something to divide by: above 0, and a number in float32 too."""


class Scaling(BaseModel):
    """Scales of streams and features.

    Attributes:
        stream_scales: linear value of each stream that counts as full scale.
        feature_means: mean of each raw feature over the training part.
        feature_deviations: standard deviation of each raw feature, never below 0.01.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    stream_scales: tuple[Scale, ...]
    feature_means: tuple[float, ...]
    feature_deviations: tuple[Scale, ...]

    def fits(self, streams: int, features: int) -> bool:
        """Whether it is for that many streams and features."""
        lengths = (len(self.feature_means), len(self.feature_deviations))
        return len(self.stream_scales) == streams and lengths == (features, features)

    def standardised(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring raw features (frames, features) to mean 0 and deviation 1, within ±5.

        What is no number becomes 0, the mean.
        """
        return _standardised(features, self.feature_means, self.feature_deviations)


class PlanScaling(BaseModel):
    """Scales of reduced frames (see `features.reduction`), for the plan network.

    Attributes:
        means: of each feature, over the training part.
        deviations: standard deviation of each, never below 0.01.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)

    means: tuple[float, ...]
    deviations: tuple[Scale, ...]

    def fits(self, inputs: int) -> bool:
        """Whether it is for that many features."""
        return len(self.means) == inputs == len(self.deviations)

    def standardised(self, frames: NDArray[np.float32]) -> NDArray[np.float32]:
        """Bring reduced frames (frames, inputs) to mean 0 and deviation 1; see `Scaling`."""
        return _standardised(frames, self.means, self.deviations)


def _standardised(
    features: NDArray[np.float32], means: tuple[float, ...], deviations: tuple[float, ...]
) -> NDArray[np.float32]:
    standard = (features - np.asarray(means, np.float32)) / np.asarray(deviations, np.float32)
    made: NDArray[np.float32] = np.clip(standard, -FEATURE_LIMIT, FEATURE_LIMIT)
    return np.nan_to_num(made, copy=False)
