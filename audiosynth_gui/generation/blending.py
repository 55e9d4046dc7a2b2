"""Seams of a plan: frames between two frames, and tones that go on from frame to frame."""

import numpy as np

from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.tones import PHASE, SIZE, TURN, Tones

NEAR_RATIO = 2.0 ** (1.0 / 24.0)
"""Tones of two neighbouring frames nearer than this (half a semitone) are one tone that goes on."""


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
