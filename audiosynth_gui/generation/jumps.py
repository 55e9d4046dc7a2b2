"""Where a walk may jump to, and which of these moments it takes."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.likeness import Place, Region
from audiosynth_gui.generation.terrain import Terrain

NEAR_SECONDS = 2.0
"""A jump to less than this away would sound like a stutter."""

LIKE_ENOUGH, FREE_LIKE_ENOUGH = 0.45, 0.75
"""A moment is alike if it is nearer than this share of the usual distance."""

CHOICES, FREE_CHOICES = 6, 16
DECISIVENESS = 1.5
"""How much likelier a moment is taken in a free walk for every nat a reduced frame that it fits
better, as an exponent."""


class Jumps:
    """Weighs moments against each other. Keeps no state; one thread at a time.

    At freedom 0 the nearest moments are weighed by how alike they are. The freer, the more moments
    are looked at, and the more it counts how well each fits, as the plan network says, what was
    played; and going on where the walk is becomes a choice like the others.
    """

    def __init__(
        self,
        terrain: Terrain,
        targets: Sequence[Region],
        foreteller: Foreteller | None,
    ) -> None:
        """Be ready to weigh.

        Args:
            terrain: the recordings.
            targets: where a jump may lead; at least one region of a frame or more.
            foreteller: asks the plan network; without one likeness alone chooses.
        """
        self._features = terrain.features
        self._targets = targets
        self._foreteller = foreteller
        self._likeness, self._range = terrain.likeness, terrain.loudness
        self._ahead_db = terrain.ahead_db
        rate = terrain.settings.sample_rate / terrain.settings.hop_frames
        self._near_frames = max(1, round(NEAR_SECONDS * rate))

    def is_out_of_range(self, runs: Sequence[Region]) -> bool:
        """Whether the walk has been too quiet, or too loud, for too long."""
        return self._range.wish(runs) != 0

    def choose(
        self,
        place: Place,
        must_jump: bool,
        refused: Sequence[Region],
        heard: NDArray[np.float32],
        freedom: float,
        random: np.random.Generator,
    ) -> tuple[bool, Place | None]:
        """Decide what follows a place.

        Args:
            place: where the walk stands.
            must_jump: it cannot go on.
            refused: where it has just been, the newest last; it returns there only where it must
                jump and nothing else is alike, or it would be stuck in a loop.
            heard: the foreteller's state; unused without one.
            freedom: 0 … 1.
            random: draws once where there is anything to choose from.

        Returns:
            Whether anything was alike, and the frame to jump to; None to go on.
        """
        leading_out = self._wished(place, self._range.wish(refused), refused)
        near = leading_out or self._near(place, must_jump, refused, freedom)
        if not near:
            return False, None
        limit = self._limit(freedom)
        distances = np.array([distance for distance, _ in near])
        weights = -(distances - distances.min()) / max(0.25 * limit, 1e-9)
        choices: list[Place | None] = [
            Place(found.recording, min(found.frame + 1, len(self._features[found.recording]) - 1))
            for _, found in near
        ]
        if self._foreteller is not None and freedom > 0.0:
            if not must_jump and not leading_out:
                choices.append(None)
                weights = np.append(weights, 0.0)
            weights = self._weighed(place, choices, weights, heard, freedom)
        chances = np.exp(weights - weights.max())
        return True, choices[int(random.choice(len(choices), p=chances / chances.sum()))]

    def _limit(self, freedom: float) -> float:
        share = LIKE_ENOUGH + freedom * (FREE_LIKE_ENOUGH - LIKE_ENOUGH)
        return share * self._likeness.usual_distance

    def _wished(
        self, place: Place, wish: int, refused: Sequence[Region]
    ) -> list[tuple[float, Place]]:
        """Distances and moments that lead out of what is too quiet, or too loud, for too long."""
        if wish == 0:
            return []
        allowed = self._likeness.mask(self._targets, (self._around(place), *refused))
        allowed &= self._range.grants(wish, self._ahead_db)
        return self._likeness.alike(place, allowed, CHOICES)

    def _around(self, place: Place) -> Region:
        around = self._near_frames
        return Region(place.recording, place.frame - around + 1, place.frame + around)

    def _near(
        self, place: Place, must_jump: bool, refused: Sequence[Region], freedom: float
    ) -> list[tuple[float, Place]]:
        """Distances and moments that are alike; where it must jump, any will do."""
        count = CHOICES + round(freedom * (FREE_CHOICES - CHOICES))
        limit = self._limit(freedom)
        here = self._around(place)
        found: list[tuple[float, Place]] = []
        for kept_out in ((here, *refused), (here,)) if must_jump else ((here, *refused),):
            allowed = self._likeness.mask(self._targets, kept_out)
            found = self._likeness.alike(place, allowed, count)
            near = [entry for entry in found if entry[0] < limit]
            if near:
                return near
        if not must_jump:
            return []
        first = next(
            (part for part in self._targets if part.recording == place.recording), self._targets[0]
        )
        return found or [(0.0, Place(first.recording, first.start_frame))]

    def _weighed(
        self,
        place: Place,
        choices: Sequence[Place | None],
        alike: NDArray[np.float64],
        heard: NDArray[np.float32],
        freedom: float,
    ) -> NDArray[np.float64]:
        """Between the weights by likeness and those by what the network says, all logarithms."""
        assert self._foreteller is not None
        stretches = []
        for choice in choices:
            start = choice or Place(place.recording, place.frame + 1)
            part = self._features[start.recording]
            stretches.append(part[start.frame : start.frame + self._foreteller.scored_frames])
        fits = self._foreteller.fits(heard, stretches)
        weights = (1.0 - freedom) * alike + freedom * DECISIVENESS * (fits - fits.max())
        if choices[-1] is None:
            # a walk without freedom never goes on where it can jump
            weights[-1] += math.log(freedom)
        made: NDArray[np.float64] = weights
        return made
