"""Where a walk may jump, and what it takes."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.features.settings import Features
from audiosynth_gui.generation.jumps import CHOICES, FREE_CHOICES, Jumps
from audiosynth_gui.generation.likeness import Place, Region
from audiosynth_gui.generation.terrain import survey
from tests.generation.melodies import FIRST, SECOND, SETTINGS

EVERYWHERE = [Region(0, 0, len(FIRST) - 40), Region(1, 0, len(SECOND) - 40)]
HEARD = np.zeros(0, np.float32)
HERE = Place(0, 400)


class FixedForeteller:
    """Stands for the plan network: says of every stretch what `judge` says of its first row."""

    scored_frames = 24

    def __init__(self, favourite: NDArray[np.float32], gain: float = 50.0) -> None:
        self.favourite = favourite
        self.gain = gain
        self.asked: list[Sequence[Features]] = []

    def fits(
        self, _heard: NDArray[np.float32], stretches: Sequence[Features]
    ) -> NDArray[np.float64]:
        """High for the favourite row, 0 for others."""
        self.asked.append(stretches)
        return np.array([self.gain * np.array_equal(part[0], self.favourite) for part in stretches])


def jumps_with(foreteller: FixedForeteller | None) -> Jumps:
    return Jumps(survey([FIRST, SECOND], SETTINGS), EVERYWHERE, foreteller)  # type: ignore[arg-type]


def drawn(
    jumps: Jumps, freedom: float, must_jump: bool = False, times: int = 40
) -> list[Place | None]:
    random = np.random.default_rng(1)
    results = [jumps.choose(HERE, must_jump, (), HEARD, freedom, random) for _ in range(times)]
    assert all(is_alike for is_alike, _ in results)
    return [target for _, target in results]


def test_without_freedom_the_network_is_not_asked() -> None:
    foreteller = FixedForeteller(FIRST[HERE.frame + 1])
    with_network = drawn(jumps_with(foreteller), 0.0)
    assert foreteller.asked == []
    assert with_network == drawn(jumps_with(None), 0.0)
    assert None not in with_network


def test_freedom_offers_more_moments() -> None:
    close, free = (set(drawn(jumps_with(None), freedom, times=300)) for freedom in (0.0, 1.0))
    assert len(close) <= CHOICES
    assert CHOICES < len(free) <= FREE_CHOICES


def test_going_on_is_a_choice_where_the_network_says_so() -> None:
    foreteller = FixedForeteller(FIRST[HERE.frame + 1])
    assert set(drawn(jumps_with(foreteller), 1.0)) == {None}
    assert len(foreteller.asked[0][-1]) == foreteller.scored_frames
    assert None not in drawn(jumps_with(foreteller), 1.0, must_jump=True)


def test_a_free_walk_takes_what_the_network_likes() -> None:
    target = next(place for place in drawn(jumps_with(None), 1.0) if place is not None)
    recordings = (FIRST, SECOND)
    foreteller = FixedForeteller(recordings[target.recording][target.frame])
    assert set(drawn(jumps_with(foreteller), 1.0)) == {target}
    mild = FixedForeteller(foreteller.favourite, gain=1.0)
    often = [drawn(jumps_with(mild), freedom, times=300).count(target) for freedom in (0.3, 1.0)]
    assert 0 < often[0] < often[1] < 300


def test_where_it_has_been_is_refused_while_there_is_anything_else() -> None:
    jumps, random = jumps_with(None), np.random.default_rng(2)
    visited = Region(0, 0, len(FIRST))
    for _ in range(30):
        is_alike, target = jumps.choose(HERE, False, (visited,), HEARD, 1.0, random)
        assert is_alike
        assert target is not None
        assert target.recording == 1
    everything = (visited, Region(1, 0, len(SECOND)))
    assert jumps.choose(HERE, False, everything, HEARD, 1.0, random) == (False, None)
    is_alike, target = jumps.choose(HERE, True, everything, HEARD, 1.0, random)
    assert is_alike
    assert target is not None


def test_nothing_alike_goes_on_unless_it_must_jump() -> None:
    strange = FIRST.copy()
    strange[380:420] += 1000.0
    jumps = Jumps(survey([strange], SETTINGS), [Region(0, 0, 300)], None)
    random = np.random.default_rng(1)
    assert jumps.choose(HERE, False, (), HEARD, 0.0, random) == (False, None)
    is_alike, target = jumps.choose(HERE, True, (), HEARD, 0.0, random)
    assert is_alike
    assert target is not None


@pytest.mark.parametrize("start", [0, 30])
def test_with_nothing_to_choose_from_it_begins_again(start: int) -> None:
    jumps = Jumps(survey([FIRST[:50]], SETTINGS), [Region(0, start, 50)], None)
    is_alike, target = jumps.choose(Place(0, 49), True, (), HEARD, 0.5, np.random.default_rng(1))
    assert (is_alike, target) == (True, Place(0, start + 1))
