"""The stream: plan frames in, blocks of sound out, for as long as they are asked for."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.generation.guard import Alarm, Guard
from audiosynth_gui.generation.kernels.structures import State
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.networks.config import (
    PLAN_AHEAD_FRAMES,
    PLAN_BEHIND_FRAMES,
    PLAN_CONTEXT_FRAMES,
)

BLOCK_SECONDS = 0.023

SNAPSHOT_SECONDS = 0.25
RETURN_SECONDS = 1.0
"""The guard brings the sampler back to how it was so long before all was last well."""

FADE_SECONDS = 0.02


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
        alarms: how often the guard has spoken.
        last_alarm: what it last said; None while all was well.
    """

    def __init__(
        self,
        sampler: Sampler,
        planner: Planner,
        behind: Plan,
        controls: Controls,
        is_guarded: bool = True,
    ) -> None:
        """Begin where the sampler and the planner stand.

        Args:
            sampler: has heard the prompt.
            planner: stands at the first frame after it.
            behind: the `PLAN_BEHIND_FRAMES` feature frames before.
            controls: until they are replaced.
            is_guarded: whether it is brought back when it has lost its way.
        """
        self.controls = controls
        self.alarms = 0
        self.last_alarm: Alarm | None = None
        self._sampler = sampler
        self._planner = planner
        features = sampler.config.features
        self.block_feature_frames = max(
            1, round(BLOCK_SECONDS * features.sample_rate / features.hop_frames)
        )
        delay_frames = filterbank(sampler.config.bands).delay_frames
        self._guard = Guard(features, delay_frames) if is_guarded else None
        seconds_a_block = self.block_feature_frames * features.hop_frames / features.sample_rate
        self._snapshot_blocks = max(1, round(SNAPSHOT_SECONDS / seconds_a_block))
        self._snapshots_kept = round(RETURN_SECONDS / SNAPSHOT_SECONDS) + 1
        self._snapshots: deque[State] = deque([sampler.fork()], maxlen=self._snapshots_kept)
        self._blocks_made = 0
        self._is_lost = False
        ahead = planner.next_frames(PLAN_AHEAD_FRAMES)
        self._plan = joined([behind, ahead.plan])
        self._places = list(ahead.places)
        # the filter bank is late: what it gives first is still the prompt's end
        self._pending = self._render()[delay_frames:]

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
        samples = self._brought_back(plan) if self._is_lost else self._made(plan)
        self._watch(samples, plan)
        self._plan = plan.part(len(plan) - PLAN_CONTEXT_FRAMES + 1, len(plan))
        self._places.extend(fresh.places)
        return samples

    def _made(self, plan: Plan) -> Samples:
        samples = self._sampler.render(plan, self.controls)
        # a network that has lost its way must not send what is no number to the loudspeakers
        np.nan_to_num(samples, copy=False)
        np.clip(samples, -1.0, 1.0, out=samples)
        return samples

    def _brought_back(self, plan: Plan) -> Samples:
        """Go on from the oldest snapshot, faded over from what would have come."""
        lost = self._made(plan)
        self._sampler.return_to(self._snapshots[0])
        self._snapshots = deque([self._snapshots[0]], maxlen=self._snapshots.maxlen)
        # the guard has to hear for a while before it can be content
        self._blocks_made = -self._snapshots_kept * self._snapshot_blocks
        found = self._made(plan)
        features = self._sampler.config.features
        frames = min(len(found), round(FADE_SECONDS * features.sample_rate))
        share = np.linspace(0.0, 1.0, frames, dtype=np.float32)[:, np.newaxis]
        found[:frames] = share * found[:frames] + (1 - share) * lost[:frames]
        self._is_lost = False
        return found

    def _watch(self, samples: Samples, plan: Plan) -> None:
        """Let the guard listen; keep a snapshot now and then."""
        if self._guard is None:
            return
        planned = plan.part(PLAN_BEHIND_FRAMES, len(plan) - PLAN_AHEAD_FRAMES)
        alarm = self._guard.hear(samples, planned.features)
        if alarm is not None:
            self.alarms += 1
            self.last_alarm = alarm
            self._guard.forgive()
            self._is_lost = True
            return
        self._blocks_made += 1
        is_due = self._blocks_made > 0 and self._blocks_made % self._snapshot_blocks == 0
        if is_due and self._guard.is_content:
            self._snapshots.append(self._sampler.fork())
