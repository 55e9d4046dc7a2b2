"""The walk: which moment of the recordings comes next, endlessly.

It goes on from where the prompt ended, and now and then jumps to a moment that sounds alike, so
that it never ends, never leaves the recordings' sound and keeps their form over seconds (as audio
texture by Schwarz 2007 and "Infinite Jukebox" by Lamere 2012 do with the sound itself; here only
the plan jumps, and the network plays over the seam).

How far it strays is one knob, its freedom: at 0 it stays for six seconds or so, at 1 for less than
one; `jumps` says what else it does.
"""

import copy
from collections.abc import Sequence

import numpy as np

from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.jumps import Jumps
from audiosynth_gui.generation.likeness import Place, Region
from audiosynth_gui.generation.terrain import Terrain
from audiosynth_gui.generation.walk_data import WalkState, WalkStep, blended_row

SHORTEST_STAY_SECONDS = 0.5
USUAL_STAY_SECONDS, FREE_STAY_SECONDS = 6.0, 0.7
RETRY_SECONDS = 0.1
REMEMBERED_SECONDS, REMEMBERED_SHARE = 15.0, 0.25
"""A walk does not return to where it was in this time, or it would be stuck in a loop; of little
music it remembers no more than this share."""

BLEND_FRAMES = 6


class Walk:
    """A walk over recordings. Deterministic for a seed; one thread at a time.

    Attributes:
        freedom: 0 keeps close to the recordings, 1 is free; may be set between two steps.
        place: the frame that comes next.
    """

    def __init__(
        self,
        terrain: Terrain,
        start: Place | None,
        seed: int,
        freedom: float = 0.0,
        foreteller: Foreteller | None = None,
        allowed: Sequence[Region] | None = None,
    ) -> None:
        """Stand at the start.

        Args:
            terrain: the recordings.
            start: where the walk begins; None for a moment drawn with the seed. From outside the
                allowed regions it jumps into them at once.
            seed: of the jumps.
            freedom: see above.
            foreteller: asks the plan network; without one likeness alone chooses.
            allowed: where it may go, at least one region of a frame or more; everywhere by
                default. Regions of a second and more let every stay last at least half of one.
        """
        self.freedom = freedom
        features, settings = terrain.features, terrain.settings
        self._features = features
        self._frames_a_second = settings.sample_rate / settings.hop_frames
        whole_frames = sum(len(part) for part in features)
        self._remembered = min(
            self._frames(REMEMBERED_SECONDS), round(REMEMBERED_SHARE * whole_frames)
        )
        self._foreteller = foreteller
        self._random = np.random.default_rng(seed)
        whole = [Region(index, 0, len(part)) for index, part in enumerate(features)]
        self._regions = list(whole if allowed is None else allowed)
        self._targets = [self._target(region) for region in self._regions]
        self._jumps = Jumps(terrain, self._targets, foreteller)
        self.place = start or self._draw_start()
        self._stayed, self._not_before = 0, 0
        self._patience = self._draw_patience()
        self._leaving: Place | None = None
        self._faded = 0
        self._run_start = self.place.frame
        self._runs: tuple[Region, ...] = ()
        self._heard = np.zeros(0, np.float32)
        if foreteller is not None:
            before = None if start is None else features[start.recording][: start.frame]
            self._heard = foreteller.first_state(before)

    def steps(self, count: int) -> tuple[WalkStep, ...]:
        """Walk on by `count` feature frames."""
        made = []
        for _ in range(count):
            step = self._here()
            if self._foreteller is not None:
                self._foreteller.hear(self._heard, blended_row(self._features, step))
            made.append(step)
            self._go_on()
        return tuple(made)

    def state(self) -> WalkState:
        """All that the walk remembers; `restore` goes on from it."""
        random = copy.deepcopy(dict(self._random.bit_generator.state))
        return WalkState(
            self.place, self._stayed, self._patience, self._not_before, self._leaving,
            self._faded, self._run_start, self._runs, random, self._heard.copy(),
        )  # fmt: skip

    def restore(self, state: WalkState) -> None:
        """Go on from a state of a walk over the same recordings with the same network."""
        self.place = state.place
        self._stayed, self._patience = state.stayed, state.patience
        self._not_before = state.not_before
        self._leaving, self._faded = state.leaving, state.faded
        self._run_start, self._runs = state.run_start, state.runs
        self._random.bit_generator.state = copy.deepcopy(state.random)
        self._heard = state.heard.copy()

    def _here(self) -> WalkStep:
        """This frame; just after a jump with the one that the walk would be at without it."""
        if self._leaving is None:
            return WalkStep(self.place, None, 1.0)
        recording, frame = self._leaving.recording, self._leaving.frame
        last = self._stop_frame(Place(recording, frame - 1)) - 1
        leaving = Place(recording, min(frame + self._faded, last))
        self._faded += 1
        weight = self._faded / (BLEND_FRAMES + 1)
        if self._faded == BLEND_FRAMES:
            self._leaving = None
        return WalkStep(self.place, leaving, weight)

    def _go_on(self) -> None:
        self._stayed += 1
        ahead = Place(self.place.recording, self.place.frame + 1)
        at_end = not any(_lies_in(ahead, region) for region in self._regions)
        target = self._decide(at_end) if at_end or self._is_due() else None
        if target is None:
            self.place = ahead
            return
        self._runs = self._recent_runs()
        self._leaving, self._faded = ahead, 0
        self.place, self._run_start = target, target.frame

    def _is_due(self) -> bool:
        """Whether the walk has stayed long enough; its freedom may have changed meanwhile."""
        usual = USUAL_STAY_SECONDS * (FREE_STAY_SECONDS / USUAL_STAY_SECONDS) ** self.freedom
        longer = self._patience * (usual - SHORTEST_STAY_SECONDS)
        stay = max(self._frames(SHORTEST_STAY_SECONDS + longer), self._not_before)
        # the network foretells whole reduced frames: a few feature frames are waited for
        asked = self._foreteller if self.freedom > 0.0 else None
        if asked is not None and not asked.is_between(self._heard):
            return False
        if self._stayed >= stay:
            return True
        is_long = self._stayed >= max(self._frames(SHORTEST_STAY_SECONDS), self._not_before)
        return is_long and self._jumps.is_out_of_range(self._recent_runs())

    def _decide(self, must_jump: bool) -> Place | None:
        """The frame to jump to; None to go on."""
        is_alike, target = self._jumps.choose(
            self.place, must_jump, self._recent_runs(), self._heard, self.freedom, self._random
        )
        if is_alike:
            self._stayed, self._not_before = 0, 0
            self._patience = self._draw_patience()
        else:
            self._not_before = self._stayed + self._frames(RETRY_SECONDS)
        return target

    def _recent_runs(self) -> tuple[Region, ...]:
        """Where the walk has been lately, this run included."""
        lead = self._frames(SHORTEST_STAY_SECONDS)
        run = Region(self.place.recording, self._run_start - lead, self.place.frame + 1)
        runs = (*self._runs, run)
        left = self._remembered
        kept = []
        for recent in reversed(runs):
            if left <= 0:
                break
            start = max(recent.start_frame, recent.stop_frame - left)
            kept.append(recent._replace(start_frame=start))
            left -= recent.stop_frame - start
        return tuple(reversed(kept))

    def _stop_frame(self, place: Place) -> int:
        """Where the stretch ends in which a place lies."""
        return next(
            (region.stop_frame for region in self._regions if _lies_in(place, region)),
            len(self._features[place.recording]),
        )

    def _target(self, region: Region) -> Region:
        """Where in a region a jump may lead: not so near its end that it would soon be left."""
        last = region.stop_frame - 1 - self._frames(SHORTEST_STAY_SECONDS)
        return region._replace(stop_frame=max(region.start_frame, last) + 1)

    def _frames(self, seconds: float) -> int:
        return max(1, round(seconds * self._frames_a_second))

    def _draw_patience(self) -> float:
        return float(self._random.standard_exponential())

    def _draw_start(self) -> Place:
        lengths = [region.stop_frame - region.start_frame for region in self._regions]
        shares = np.array(lengths, dtype=float)
        index = int(self._random.choice(len(lengths), p=shares / shares.sum()))
        target = self._targets[index]
        frame = int(self._random.integers(target.start_frame, target.stop_frame))
        return Place(target.recording, frame)


def _lies_in(place: Place, region: Region) -> bool:
    inside = region.start_frame <= place.frame < region.stop_frame
    return place.recording == region.recording and inside
