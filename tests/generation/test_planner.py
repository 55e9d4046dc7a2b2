"""The walk: endless, inside the recordings, with jumps between moments that sound alike."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.likeness import Likeness, Place
from audiosynth_gui.generation.planner import (
    NEAR_SECONDS,
    SHORTEST_STAY_SECONDS,
    WalkPlanner,
)

SETTINGS = FeatureSettings(
    sample_rate=16000, hop_frames=256, channels=1, groups=("loudness", "mfcc", "chroma")
)
FRAMES_A_SECOND = 16000 / 256


def melody(seed: int, seconds: float = 20.0) -> Features:
    """Features of a melody of few notes, so that many moments are alike."""
    random = np.random.default_rng(seed)
    time = np.arange(int(seconds * 16000)) / 16000
    sound = np.zeros_like(time)
    for index in range(int(seconds * 4)):
        hertz = (220.0, 277.0, 330.0)[random.integers(3)]
        age = time - index / 4
        sound += np.where(age >= 0, np.exp(-6 * np.abs(age)) * np.sin(2 * np.pi * hertz * age), 0)
    return FeatureExtractor(SETTINGS).extract((0.2 * sound)[:, None].astype(np.float32))


FIRST, SECOND = melody(1), melody(2)


def jumps(places: tuple[Place, ...]) -> list[int]:
    return [
        index
        for index in range(1, len(places))
        if places[index] != Place(places[index - 1].recording, places[index - 1].frame + 1)
    ]


def test_goes_on_from_where_it_stands_and_never_ends() -> None:
    planner = WalkPlanner([FIRST, SECOND], SETTINGS, Place(0, 100), seed=1)
    plan = planner.next_frames(20_000)
    assert plan.places[0] == Place(0, 100)
    assert plan.features.shape == (20_000, SETTINGS.count)
    assert np.isfinite(plan.features).all()
    stays = np.diff(jumps(plan.places))
    assert len(stays) > 20
    assert stays.min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)
    assert {place.recording for place in plan.places} == {0, 1}


def test_jumps_are_to_moments_alike_and_not_near() -> None:
    planner = WalkPlanner([FIRST, SECOND], SETTINGS, Place(0, 0), seed=3)
    plan = planner.next_frames(8_000)
    likeness = Likeness([FIRST, SECOND], SETTINGS)
    recordings = (FIRST, SECOND)
    gaps = []
    for index in jumps(plan.places):
        old, new = plan.places[index - 1], plan.places[index]
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


def test_between_jumps_the_plan_is_the_recording() -> None:
    plan = WalkPlanner([FIRST], SETTINGS, Place(0, 50), seed=2).next_frames(600)
    cuts = jumps(plan.places)
    calm = np.ones(600, dtype=bool)
    for cut in cuts:
        calm[cut : cut + 6] = False
    expected = FIRST[[place.frame for place in plan.places]]
    np.testing.assert_array_equal(plan.features[calm], expected[calm])


def test_after_a_jump_it_fades_over() -> None:
    plan = WalkPlanner([FIRST], SETTINGS, Place(0, 50), seed=2).next_frames(3000)
    cut = jumps(plan.places)[0]
    new = FIRST[[place.frame for place in plan.places[cut : cut + 6]]]
    old = FIRST[plan.places[cut - 1].frame + 1 : plan.places[cut - 1].frame + 7]
    to_old = np.abs(plan.features[cut : cut + 6] - old).mean(axis=1)
    to_new = np.abs(plan.features[cut : cut + 6] - new).mean(axis=1)
    assert to_old[0] < to_new[0]
    assert to_new[-1] < to_old[-1]


def test_cutting_into_blocks_changes_nothing() -> None:
    whole = WalkPlanner([FIRST, SECOND], SETTINGS, None, seed=9).next_frames(500)
    parts = WalkPlanner([FIRST, SECOND], SETTINGS, None, seed=9)
    blocks = [parts.next_frames(count) for count in (1, 99, 250, 150)]
    np.testing.assert_array_equal(
        np.concatenate([block.features for block in blocks]), whole.features
    )
    assert tuple(place for block in blocks for place in block.places) == whole.places


def test_the_seed_draws_the_start() -> None:
    starts = {WalkPlanner([FIRST, SECOND], SETTINGS, None, seed).place for seed in range(10)}
    assert len(starts) > 5


@pytest.mark.parametrize("frames", [8, 40])
def test_very_short_recordings_are_walked_too(frames: int) -> None:
    plan = WalkPlanner([FIRST[:frames]], SETTINGS, Place(0, 0), seed=1).next_frames(500)
    assert np.isfinite(plan.features).all()
    assert max(place.frame for place in plan.places) < frames


def test_an_hour_is_searched_in_little_memory() -> None:
    hour = np.tile(FIRST, (180, 1))
    likeness = Likeness([hour], SETTINGS)
    held = sum(value.nbytes for value in vars(likeness).values() if isinstance(value, np.ndarray))
    assert held < 40_000_000
    found = likeness.alike(Place(0, 700), np.ones(len(likeness._frames), dtype=bool), 5)
    assert found[0][0] == pytest.approx(0.0, abs=1e-2)


@pytest.mark.recordings
def test_walks_over_real_music(recordings_path: Path) -> None:
    import soundfile

    sound, rate = soundfile.read(recordings_path / "vibe-ace.ogg", dtype="float32")
    settings = FeatureSettings(sample_rate=rate, hop_frames=512, channels=2)
    features = FeatureExtractor(settings).extract(sound)
    plan = WalkPlanner([features], settings, Place(0, 500), seed=4).next_frames(86 * 120)
    stays = np.diff([0, *jumps(plan.places)]) * 512 / rate
    assert 5 < len(stays) < 120
    assert stays[1:].min() >= 0.49
