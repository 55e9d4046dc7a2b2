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
        means = np.asarray(self.feature_means, dtype=np.float32)
        deviations = np.asarray(self.feature_deviations, dtype=np.float32)
        standard = (features - means) / deviations
        made: NDArray[np.float32] = np.clip(standard, -FEATURE_LIMIT, FEATURE_LIMIT)
        return np.nan_to_num(made, copy=False)
