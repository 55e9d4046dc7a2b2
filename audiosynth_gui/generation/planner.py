"""The planner: what comes next, taken from the recordings where the walk stands."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.features.tones import PHASE, SIZE, TURN, Tones
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.walk import Walk, WalkStep

NEAR_RATIO = 2.0 ** (1.0 / 24.0)
"""Tones of two neighbouring frames nearer than this (half a semitone) are one tone that goes on."""


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


def blended(old: Plan, new: Plan, weight: float) -> Plan:
    """One feature frame between two.

    Args:
        old: one feature frame.
        new: another one.
        weight: share of the new one, 0 … 1.
    """
    share = np.float32(weight)
    return Plan(
        (1 - share) * old.features + share * new.features,
        (1 - share) * old.levels + share * new.levels,
        _mixed(old.tones[0], new.tones[0], share)[np.newaxis],
    )


def _mixed(old: Tones, new: Tones, share: np.float32) -> Tones:
    """The strongest of both frames' tones; what both have is one tone between the two."""
    made = new[new[:, SIZE] > 0].copy()
    made[:, SIZE] *= share
    others = old[old[:, SIZE] > 0].copy()
    others[:, SIZE] *= 1 - share
    nearest, is_near = _matches(others, made)
    # several old tones may lie near one new one: the last of them counts
    target = nearest[is_near]
    made[target, TURN] = (1 - share) * others[is_near, TURN] + share * made[target, TURN]
    made[target, SIZE] += others[is_near, SIZE]
    every = np.concatenate([made, others[~is_near]])
    strongest = np.argsort(-every[:, SIZE], kind="stable")[: len(new)]
    kept = every[np.sort(strongest)]
    kept = kept[np.argsort(kept[:, TURN], kind="stable")]
    mixed: Tones = np.zeros_like(new)
    mixed[: len(kept)] = kept
    return mixed


def continued(before: Tones, tones: Tones, hop_frames: int) -> Tones:
    """Give a frame's tones the phases that follow from the frame before.

    A tone near one of the frame before turns on from it at the mean of both frequencies (McAulay
    and Quatieri 1986). A new tone keeps its recorded phase, so that what begins together keeps the
    shape of its attack.

    Args:
        before: float32 (TONES, TONE_NUMBERS).
        tones: the same; not changed.
        hop_frames: audio frames between the two.
    """
    made: Tones = np.array(tones, dtype=np.float32)
    sounding = np.flatnonzero(made[:, SIZE] > 0)
    earlier = before[before[:, SIZE] > 0]
    nearest, is_near = _matches(made[sounding], earlier)
    follower, followed = sounding[is_near], earlier[nearest[is_near]]
    turn = 0.5 * (followed[:, TURN].astype(np.float64) + made[follower, TURN])
    made[follower, PHASE] = np.mod(followed[:, PHASE] + turn * hop_frames, 2 * np.pi)
    return made


def _matches(
    tones: Tones, others: Tones
) -> tuple[np.ndarray[tuple[int], np.dtype[np.intp]], np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """For each tone the index of the other one nearest in pitch, and whether it is near."""
    if len(tones) == 0 or len(others) == 0:
        return np.zeros(len(tones), dtype=np.intp), np.zeros(len(tones), dtype=np.bool_)
    pitches, other_pitches = np.log(tones[:, TURN]), np.log(others[:, TURN])
    gaps = np.abs(pitches[:, np.newaxis] - other_pitches[np.newaxis])
    nearest = gaps.argmin(axis=1)
    return nearest, gaps.min(axis=1) < np.log(NEAR_RATIO)
