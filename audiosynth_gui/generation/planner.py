"""The planner: what comes next, taken from the recordings where the walk stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.features.tones import Tones
from audiosynth_gui.generation.blending import blended, continued
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.walk_data import WalkStep


@dataclass(frozen=True, eq=False)
class PlannedFrames:
    """A stretch of plan: plain data that others may rewrite before it is played.

    Attributes:
        plan: feature frames.
        places: where each frame was taken from.
    """

    plan: Plan
    places: tuple[Place, ...]


class Planner:
    """Reads the recordings along a walk. One thread at a time.

    Tones keep the strength and pitch that they have in the recording, but not its phases: each
    goes on from the tone before it, across jumps too, so that no seam is heard.
    """

    def __init__(
        self, walk: Walk, recorded: Sequence[Plan], before: Tones, hop_frames: int
    ) -> None:
        """Begin where the walk stands.

        Args:
            walk: over these recordings.
            recorded: the plan of each.
            before: the tones of the feature frame before, (TONES, TONE_NUMBERS).
            hop_frames: audio frames in a feature frame.
        """
        self._walk = walk
        self._recorded = recorded
        self._before = before
        self._hop_frames = hop_frames

    def next_frames(self, count: int) -> PlannedFrames:
        """Walk on by `count` feature frames."""
        steps = self._walk.steps(count)
        plans = []
        for step in steps:
            plan = self._at(step)
            self._before = continued(self._before, plan.tones[0], self._hop_frames)
            plans.append(Plan(plan.features, plan.levels, self._before[np.newaxis]))
        return PlannedFrames(joined(plans), tuple(step.place for step in steps))

    def _at(self, step: WalkStep) -> Plan:
        """What stands at a step, just after a jump mixed with where the walk came from."""
        here = self._row(step.place)
        if step.leaving is None:
            return here
        return blended(self._row(step.leaving), here, step.weight)

    def _row(self, place: Place) -> Plan:
        return self._recorded[place.recording].part(place.frame, place.frame + 1)
