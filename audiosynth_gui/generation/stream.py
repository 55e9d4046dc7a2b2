"""The stream: plan frames in, blocks of sound out, for as long as they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES, PLAN_CONTEXT_FRAMES

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
        behind: Plan,
        controls: Controls,
    ) -> None:
        """Begin where the sampler and the planner stand.

        Args:
            sampler: has heard the prompt.
            planner: stands at the first frame after it.
            behind: the `PLAN_BEHIND_FRAMES` feature frames before.
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
        self._plan = joined([behind, ahead.plan])
        self._places = list(ahead.places)
        # the filter bank is late: what it gives first is still the prompt's end
        self._pending = self._render()[filterbank(sampler.config.bands).delay_frames :]

    def __iter__(self) -> Iterator[StreamBlock]:
        """Yield blocks of `block_feature_frames` each, endlessly."""
        frames = self.block_feature_frames * self._sampler.config.features.hop_frames
        while True:
            place = self._places[0]
            while len(self._pending) < frames:
                self._pending = np.concatenate([self._pending, self._render()])
            samples, self._pending = self._pending[:frames], self._pending[frames:]
            del self._places[: self.block_feature_frames]
            yield StreamBlock(samples, place)

    def _render(self) -> Samples:
        """Make the sound of the next `block_feature_frames` frames of plan."""
        count = self.block_feature_frames
        fresh = self._planner.next_frames(count)
        plan = joined([self._plan, fresh.plan])
        samples = self._sampler.render(plan, self.controls)
        # a network that has lost its way must not send what is no number to the loudspeakers
        np.nan_to_num(samples, copy=False)
        np.clip(samples, -1.0, 1.0, out=samples)
        self._plan = plan.part(len(plan) - PLAN_CONTEXT_FRAMES + 1, len(plan))
        self._places.extend(fresh.places)
        return samples
