"""Where fingerprints come back."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.features import fingerprint_matches
from audiosynth_gui.features.fingerprint_matches import Match, matches
from audiosynth_gui.features.fingerprints import Fingerprints

SHORTEST = 125


def random_steps(count: int, seed: int) -> Fingerprints:
    """Fingerprints that never come back but by chance."""
    return np.random.default_rng(seed).integers(1, 2**32, count, np.uint32)


def flipped(steps: Fingerprints, share: float) -> Fingerprints:
    """The same with a share of their bits wrong."""
    generator = np.random.default_rng(9)
    wrong = generator.random((len(steps), 32)) < share
    mask: Fingerprints = np.packbits(wrong, axis=1).view(">u4")[:, 0].astype(np.uint32)
    return steps ^ mask


def found_in(steps: Fingerprints, first: int = 0) -> list[Match]:
    """All that is found, without the pauses."""
    return [one for one in matches(steps, first, SHORTEST) if one is not None]


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 400), st.integers(900, 1500), st.integers(200, 500), st.integers(0, 99))
def test_a_planted_copy_is_found_where_it_lies(start: int, at: int, length: int, seed: int) -> None:
    steps = random_steps(2000, seed)
    steps[at : at + length] = flipped(steps[start : start + length], 0.03)
    [found] = found_in(steps)
    assert found.lag == at - start
    assert found.start == pytest.approx(at, abs=35)
    assert found.stop == pytest.approx(at + length, abs=35)


@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=10)
def test_nothing_is_found_in_what_never_comes_back(seed: int) -> None:
    assert found_in(random_steps(5000, seed)) == []


def test_a_loop_is_found_from_its_second_time_on() -> None:
    steps = np.tile(random_steps(200, 0), 10)
    found = found_in(steps)
    assert sum(one.stop - one.start for one in found) >= 1700
    assert all(one.lag % 200 == 0 for one in found)


def test_what_repeats_itself_for_hours_takes_no_more_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = np.tile(random_steps(200, 0), 10)
    everything, _ = fingerprint_matches._pairs(steps, 0, SHORTEST)
    monkeypatch.setattr(fingerprint_matches, "_MOST_PAIRS", 1000)
    laters, _ = fingerprint_matches._pairs(steps, 0, SHORTEST)
    assert 1000 <= len(laters) < 1000 + len(steps) < len(everything)
    found = found_in(steps)
    assert sum(one.stop - one.start for one in found) >= 1700


def test_candidates_that_come_to_nothing_are_places_to_pause() -> None:
    few = random_steps(40, 0)[np.random.default_rng(1).integers(0, 40, 3000)]
    search = matches(few, 0, SHORTEST)
    assert [next(search) for _ in range(3)] == [None] * 3


def test_a_long_copy_is_followed_to_its_ends() -> None:
    half = random_steps(6000, 0)
    assert found_in(np.concatenate((half, half))) == [Match(6000, 12_000, 6000)]


def test_only_the_later_part_is_searched() -> None:
    first, second = random_steps(1000, 0), random_steps(500, 1)
    steps = np.concatenate((first, first, second, first[:400]))
    found = found_in(steps, 2000)
    assert [one.start >= 2000 for one in found] == [True]


@pytest.mark.parametrize("count", [0, 1, 5, 60])
def test_short_sounds_hold_no_repeat(count: int) -> None:
    assert found_in(np.full(count, 77, np.uint32)) == []


def test_a_note_held_for_ever_is_no_repeat() -> None:
    assert found_in(np.full(20_000, 77, np.uint32)) == []
