"""The walk: endless, inside the recordings, with jumps between moments that sound alike."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.jumps import NEAR_SECONDS
from audiosynth_gui.generation.likeness import Likeness, Place, Region
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import (
    BLEND_FRAMES,
    REMEMBERED_SHARE,
    SHORTEST_STAY_SECONDS,
    Walk,
)
from tests.generation.melodies import FIRST, FRAMES_A_SECOND, SECOND, SETTINGS, jumps
from tests.networks.plan_examples import small_plan


def places_of(walk: Walk, count: int) -> tuple[Place, ...]:
    return tuple(step.place for step in walk.steps(count))


def test_goes_on_from_where_it_stands_and_never_ends() -> None:
    places = places_of(Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 100), seed=1), 20_000)
    assert places[0] == Place(0, 100)
    stays = np.diff(jumps(places))
    assert len(stays) > 20
    assert stays.min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)
    assert {place.recording for place in places} == {0, 1}


def test_jumps_are_to_moments_alike_and_not_near() -> None:
    places = places_of(Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 0), seed=3), 8_000)
    likeness = Likeness([FIRST, SECOND], SETTINGS)
    recordings = (FIRST, SECOND)
    gaps = []
    for index in jumps(places):
        old, new = places[index - 1], places[index]
        if old.recording == new.recording:
            assert abs(new.frame - old.frame) >= NEAR_SECONDS * FRAMES_A_SECOND - 2
        before = recordings[old.recording][max(0, old.frame - 6) : old.frame + 1, 1:14]
        after = recordings[new.recording][max(0, new.frame - 7) : new.frame, 1:14]
        gaps.append(np.linalg.norm(before.mean(axis=0) - after.mean(axis=0)))
    random = np.random.default_rng(1).integers(10, len(FIRST), (2, 500))
    usual = np.median(
        [np.linalg.norm(FIRST[a - 6 : a, 1:14].mean(0) - FIRST[b - 6 : b, 1:14].mean(0))
         for a, b in random.T]
    )  # fmt: skip
    assert np.median(gaps) < 0.6 * usual
    assert likeness.usual_distance > 0


def test_after_a_jump_it_leaves_step_by_step() -> None:
    steps = Walk(survey([FIRST], SETTINGS), Place(0, 50), seed=2).steps(3000)
    cut = jumps(tuple(step.place for step in steps))[0]
    assert all(step.leaving is None and step.weight == 1.0 for step in steps[:cut])
    fading = steps[cut : cut + BLEND_FRAMES]
    left = steps[cut - 1].place.frame
    assert [step.leaving for step in fading] == [
        Place(0, left + 1 + index) for index in range(BLEND_FRAMES)
    ]
    weights = [step.weight for step in fading]
    assert weights == sorted(weights)
    assert 0.0 < weights[0] < weights[-1] < 1.0
    assert steps[cut + BLEND_FRAMES].leaving is None


def test_cutting_into_blocks_changes_nothing() -> None:
    whole = Walk(survey([FIRST, SECOND], SETTINGS), None, seed=9).steps(500)
    parts = Walk(survey([FIRST, SECOND], SETTINGS), None, seed=9)
    assert sum((parts.steps(count) for count in (1, 99, 250, 150)), ()) == whole


def test_the_seed_draws_the_start() -> None:
    starts = {Walk(survey([FIRST, SECOND], SETTINGS), None, seed).place for seed in range(10)}
    assert len(starts) > 5


@pytest.mark.parametrize("frames", [8, 40])
def test_very_short_recordings_are_walked_too(frames: int) -> None:
    steps = Walk(survey([FIRST[:frames]], SETTINGS), Place(0, 0), seed=1).steps(500)
    reached = [step.place.frame for step in steps]
    left = [step.leaving.frame for step in steps if step.leaving is not None]
    assert max(reached) < frames
    assert max(left) < frames


@pytest.mark.recordings
def test_walks_over_real_music(recordings_path: Path) -> None:
    import soundfile

    sound, rate = soundfile.read(recordings_path / "vibe-ace.ogg", dtype="float32")
    settings = FeatureSettings(sample_rate=rate, hop_frames=512, channels=2)
    features = FeatureExtractor(settings).extract(sound)
    places = places_of(Walk(survey([features], settings), Place(0, 500), seed=4), 86 * 120)
    stays = np.diff([0, *jumps(places)]) * 512 / rate
    assert 5 < len(stays) < 120
    assert stays[1:].min() >= 0.49


def test_the_freer_the_sooner_it_jumps_but_never_at_once() -> None:
    counts = []
    for freedom in (0.0, 0.5, 1.0):
        places = places_of(Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 0), 3, freedom), 12_000)
        counts.append(len(jumps(places)))
        stays = np.diff(jumps(places))
        assert stays.min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)
    assert counts[0] * 2 < counts[1]
    assert counts[1] * 2 < counts[2]


def test_a_free_walk_does_not_turn_in_circles() -> None:
    places = places_of(Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 0), 5, 1.0), 12_000)
    cuts = jumps(places)
    recent = round(REMEMBERED_SHARE / 2 * (len(FIRST) + len(SECOND)))
    repeats = [places[cut] in places[max(0, cut - recent) : cut] for cut in cuts]
    assert len(cuts) > 100
    assert np.mean(repeats) < 0.05
    seen = {(place.recording, place.frame // 62) for place in places}
    assert len(seen) > 0.6 * (len(FIRST) + len(SECOND)) / 62


START = Place(0, 100)


def free_walk(start: Place | None = START, freedom: float = 0.8) -> Walk:
    return Walk(survey([FIRST, SECOND], SETTINGS), start, 4, freedom, Foreteller(small_plan()))


def test_with_a_plan_network_it_stays_in_the_recordings_and_is_cut_anywhere() -> None:
    whole = free_walk().steps(4000)
    parts = free_walk()
    assert sum((parts.steps(count) for count in (1, 999, 3000)), ()) == whole
    places = tuple(step.place for step in whole)
    assert all(0 <= place.frame < (len(FIRST), len(SECOND))[place.recording] for place in places)
    cuts = jumps(places)
    assert len(cuts) > 15
    assert np.diff(cuts).min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)


def test_without_freedom_a_plan_network_changes_nothing() -> None:
    plain = Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 100), seed=4).steps(4000)
    assert free_walk(freedom=0.0).steps(4000) == plain


def test_freedom_may_be_set_on_the_way() -> None:
    walk, calm = free_walk(freedom=0.0), free_walk(freedom=0.0)
    assert walk.steps(300) == calm.steps(300)
    walk.freedom = 1.0
    freer = len(jumps(places_of(walk, 3000)))
    assert freer > 2 * len(jumps(places_of(calm, 3000)))


def test_a_state_goes_on_as_if_nothing_had_been() -> None:
    walk = free_walk(None)
    walk.steps(1003)
    state = walk.state()
    first = walk.steps(2000)
    assert state.place == first[0].place
    walk.restore(state)
    assert walk.steps(2000) == first
    other = free_walk(Place(1, 7))
    other.restore(state)
    assert other.steps(2000) == first


def test_it_keeps_to_what_is_allowed() -> None:
    allowed = [Region(0, 200, 500), Region(1, 100, 300)]
    walk = Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 210), 2, 0.4, allowed=allowed)
    steps = walk.steps(6000)
    for step in steps:
        for place in (step.place, step.leaving or step.place):
            assert any(
                place.recording == region.recording
                and region.start_frame <= place.frame < region.stop_frame
                for region in allowed
            )
    assert {step.place.recording for step in steps} == {0, 1}
    cuts = jumps(tuple(step.place for step in steps))
    assert np.diff(cuts).min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)


def test_from_outside_it_jumps_to_what_is_allowed() -> None:
    allowed = [Region(1, 100, 300)]
    places = places_of(Walk(survey([FIRST, SECOND], SETTINGS), Place(0, 5), 2, allowed=allowed), 50)
    assert places[0] == Place(0, 5)
    assert all(place.recording == 1 for place in places[1:])
    for seed in range(9):
        drawn = Walk(survey([FIRST, SECOND], SETTINGS), None, seed, allowed=allowed).place
        assert drawn.recording == 1
        assert 100 <= drawn.frame < 300
