"""The planner: what comes next, taken from the recordings where the walk stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.walk_data import blended_row


@dataclass(frozen=True, eq=False)
class PlannedFrames:
    """A stretch of plan: plain data that others may rewrite before it is played.

    Attributes:
        features: raw features, float32 (frames, features).
        places: where each frame was taken from.
    """

    features: NDArray[np.float32]
    places: tuple[Place, ...]


class Planner:
    """Reads the recordings along a walk. One thread at a time."""

    def __init__(self, walk: Walk, features: Sequence[NDArray[np.float32]]) -> None:
        """Begin where the walk stands.

        Args:
            walk: over these recordings.
            features: raw features of each, float32 (frames, features).
        """
        self._walk = walk
        self._features = features

    def next_frames(self, count: int) -> PlannedFrames:
        """Walk on by `count` feature frames."""
        steps = self._walk.steps(count)
        rows = np.stack([blended_row(self._features, step) for step in steps])
        return PlannedFrames(rows.astype(np.float32), tuple(step.place for step in steps))
