"""What a walk gives and what it remembers: plain data, for others to read, keep and write."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.generation.likeness import Place, Region


@dataclass(frozen=True)
class WalkStep:
    """One feature frame of the walk.

    Attributes:
        place: where it stands.
        leaving: just after a jump, where it would stand without it; else None.
        weight: share of `place`, 0 … 1; what is left is that of `leaving`.
    """

    place: Place
    leaving: Place | None
    weight: float


@dataclass(frozen=True, eq=False)
class WalkState:
    """All that a walk remembers, as plain data that shares nothing with it.

    Attributes:
        place: the frame that comes next.
        stayed: frames since the last decision.
        patience: how long it stays until the next, in units of what is usual; drawn.
        not_before: it does not decide again before having stayed so many frames.
        leaving: just after a jump, the frame that would have come next; else None.
        faded: frames since then.
        run_start: first frame since the last jump.
        runs: where it was before that, oldest first.
        random: state of the numpy bit generator that draws.
        heard: of the plan network, float32; empty without one.
    """

    place: Place
    stayed: int
    patience: float
    not_before: int
    leaving: Place | None
    faded: int
    run_start: int
    runs: tuple[Region, ...]
    random: dict[str, Any]
    heard: NDArray[np.float32]


def blended_row(parts: Sequence[NDArray[np.float32]], step: WalkStep) -> NDArray[np.float32]:
    """What stands at a step, just after a jump mixed with where the walk came from.

    Args:
        parts: of each recording, float32 (frames, anything).
        step: where.
    """
    row: NDArray[np.float32] = parts[step.place.recording][step.place.frame]
    if step.leaving is None:
        return row
    old = parts[step.leaving.recording][step.leaving.frame]
    mixed: NDArray[np.float32] = (1.0 - step.weight) * old + step.weight * row
    return mixed
