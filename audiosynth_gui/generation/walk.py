"""The walk: which moment of the recordings comes next, endlessly.

It goes on from where the prompt ended, and now and then jumps to a moment that sounds alike, so
that it never ends, never leaves the recordings' sound and keeps their form over seconds (as audio
texture by Schwarz 2007 and "Infinite Jukebox" by Lamere 2012 do with the sound itself; here only
the plan jumps, and the network plays over the seam).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.likeness import Likeness, Place

SHORTEST_STAY_SECONDS = 0.5
USUAL_STAY_SECONDS = 6.0
RETRY_SECONDS = 0.1
NEAR_SECONDS = 2.0
"""A jump to less than this away would sound like a stutter."""

LIKE_ENOUGH = 0.45
"""A moment is alike if it is nearer than this share of the usual distance."""

CHOICES = 6
BLEND_FRAMES = 6


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


class Walk:
    """A walk over recordings. Deterministic for a seed; one thread at a time.

    Attributes:
        place: the frame that comes next.
    """

    def __init__(
        self,
        features: Sequence[NDArray[np.float32]],
        settings: FeatureSettings,
        start: Place | None,
        seed: int,
    ) -> None:
        """Stand at the start.

        Args:
            features: raw features of each recording, float32 (frames, features); at least one
                recording of a second or more.
            settings: what they are.
            start: where the walk begins; None for a moment drawn with the seed.
            seed: of the jumps.
        """
        self._lengths = [len(part) for part in features]
        self._frames_a_second = settings.sample_rate / settings.hop_frames
        self._likeness = Likeness(features, settings)
        self._random = np.random.default_rng(seed)
        shortest = self._frames(SHORTEST_STAY_SECONDS)
        self._last_frames = [max(0, length - 1 - shortest) for length in self._lengths]
        self.place = start or self._draw_start()
        self._stay = self._draw_stay()
        self._fading: Place | None = None
        self._faded = 0

    def steps(self, count: int) -> tuple[WalkStep, ...]:
        """Walk on by `count` feature frames."""
        made = []
        for _ in range(count):
            made.append(self._here())
            self._go_on()
        return tuple(made)

    def _here(self) -> WalkStep:
        """This frame; just after a jump with the one that the walk would be at without it."""
        if self._fading is None:
            return WalkStep(self.place, None, 1.0)
        recording = self._fading.recording
        last = self._lengths[recording] - 1
        leaving = Place(recording, min(self._fading.frame + self._faded, last))
        self._faded += 1
        weight = self._faded / (BLEND_FRAMES + 1)
        if self._faded == BLEND_FRAMES:
            self._fading = None
        return WalkStep(self.place, leaving, weight)

    def _go_on(self) -> None:
        self._stay -= 1
        ahead = Place(self.place.recording, self.place.frame + 1)
        at_end = ahead.frame >= self._lengths[ahead.recording]
        if self._stay > 0 and not at_end:
            self.place = ahead
            return
        target = self._jump_target(at_end)
        if target is None:
            self._stay = self._frames(RETRY_SECONDS)
            self.place = ahead
            return
        self._fading, self._faded = ahead, 0
        self.place = target
        self._stay = self._draw_stay()

    def _jump_target(self, at_end: bool) -> Place | None:
        """A moment that sounds like now, drawn among the nearest; at an end any will do."""
        allowed = self._likeness.mask(self.place, self._frames(NEAR_SECONDS), self._last_frames)
        found = self._likeness.alike(self.place, allowed, CHOICES)
        limit = LIKE_ENOUGH * self._likeness.usual_distance
        near = [entry for entry in found if entry[0] < limit]
        if not near:
            if not at_end:
                return None
            near = found[:1] or [(0.0, Place(self.place.recording, 0))]
        distances = np.array([distance for distance, _ in near])
        chances = np.exp(-(distances - distances.min()) / max(0.25 * limit, 1e-9))
        index = int(self._random.choice(len(near), p=chances / chances.sum()))
        chosen = near[index][1]
        return Place(chosen.recording, min(chosen.frame + 1, self._lengths[chosen.recording] - 1))

    def _frames(self, seconds: float) -> int:
        return max(1, round(seconds * self._frames_a_second))

    def _draw_stay(self) -> int:
        longer = self._random.exponential(USUAL_STAY_SECONDS - SHORTEST_STAY_SECONDS)
        return self._frames(SHORTEST_STAY_SECONDS + float(longer))

    def _draw_start(self) -> Place:
        lengths = np.array(self._lengths, dtype=float)
        recording = int(self._random.choice(len(lengths), p=lengths / lengths.sum()))
        return Place(recording, int(self._random.integers(0, self._last_frames[recording] + 1)))
