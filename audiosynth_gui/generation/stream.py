"""The stream: plan frames in, blocks of sound out, for as long as they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES, PLAN_BEHIND_FRAMES

BLOCK_SECONDS = 0.023


@dataclass(frozen=True, eq=False)
class StreamBlock:
    """Sound that was made, and where its plan was taken from.

    Attributes:
        samples: float32 (frames, channels), in ±1.
        place: of the block's first feature frame.
    """

    samples: Samples
    place: Place


class Stream:
    """Joins a planner and a sampler. One thread at a time, never the sound thread.

    Attributes:
        controls: may be replaced between two blocks.
    """

    def __init__(
        self,
        sampler: Sampler,
        planner: Planner,
        behind: NDArray[np.float32],
        controls: Controls,
    ) -> None:
        """Begin where the sampler and the planner stand.

        Args:
            sampler: has heard the prompt.
            planner: stands at the first frame after it.
            behind: raw features of the frames before, float32 (`PLAN_BEHIND_FRAMES`, features).
            controls: until they are replaced.
        """
        self.controls = controls
        self._sampler = sampler
        self._planner = planner
        features = sampler.config.features
        self.block_feature_frames = max(
            1, round(BLOCK_SECONDS * features.sample_rate / features.hop_frames)
        )
        ahead = planner.next_frames(PLAN_AHEAD_FRAMES)
        self._rows = np.concatenate([behind, ahead.features])
        self._places = list(ahead.places)

    def __iter__(self) -> Iterator[StreamBlock]:
        """Yield blocks of `block_feature_frames` each, endlessly."""
        count = self.block_feature_frames
        while True:
            fresh = self._planner.next_frames(count)
            plan = np.concatenate([self._rows, fresh.features])
            self._places.extend(fresh.places)
            samples = self._sampler.render(plan, self.controls)
            # a network that has lost its way must not send what is no number to the loudspeakers
            np.nan_to_num(samples, copy=False)
            np.clip(samples, -1.0, 1.0, out=samples)
            place = self._places[0]
            self._rows = plan[-(PLAN_BEHIND_FRAMES + PLAN_AHEAD_FRAMES) :]
            del self._places[:count]
            yield StreamBlock(samples, place)
