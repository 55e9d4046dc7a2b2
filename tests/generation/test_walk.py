"""The walk: endless, inside the recordings, with jumps between moments that sound alike."""

from pathlib import Path

import numpy as np
import pytest

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.likeness import Likeness, Place
from audiosynth_gui.generation.walk import (
    BLEND_FRAMES,
    NEAR_SECONDS,
    SHORTEST_STAY_SECONDS,
    Walk,
)
from tests.generation.melodies import FIRST, FRAMES_A_SECOND, SECOND, SETTINGS, jumps


def places_of(walk: Walk, count: int) -> tuple[Place, ...]:
    return tuple(step.place for step in walk.steps(count))


def test_goes_on_from_where_it_stands_and_never_ends() -> None:
    places = places_of(Walk([FIRST, SECOND], SETTINGS, Place(0, 100), seed=1), 20_000)
    assert places[0] == Place(0, 100)
    stays = np.diff(jumps(places))
    assert len(stays) > 20
    assert stays.min() >= round(SHORTEST_STAY_SECONDS * FRAMES_A_SECOND)
    assert {place.recording for place in places} == {0, 1}


def test_jumps_are_to_moments_alike_and_not_near() -> None:
    places = places_of(Walk([FIRST, SECOND], SETTINGS, Place(0, 0), seed=3), 8_000)
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
    steps = Walk([FIRST], SETTINGS, Place(0, 50), seed=2).steps(3000)
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
    whole = Walk([FIRST, SECOND], SETTINGS, None, seed=9).steps(500)
    parts = Walk([FIRST, SECOND], SETTINGS, None, seed=9)
    assert sum((parts.steps(count) for count in (1, 99, 250, 150)), ()) == whole


def test_the_seed_draws_the_start() -> None:
    starts = {Walk([FIRST, SECOND], SETTINGS, None, seed).place for seed in range(10)}
    assert len(starts) > 5


@pytest.mark.parametrize("frames", [8, 40])
def test_very_short_recordings_are_walked_too(frames: int) -> None:
    steps = Walk([FIRST[:frames]], SETTINGS, Place(0, 0), seed=1).steps(500)
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
    places = places_of(Walk([features], settings, Place(0, 500), seed=4), 86 * 120)
    stays = np.diff([0, *jumps(places)]) * 512 / rate
    assert 5 < len(stays) < 120
    assert stays[1:].min() >= 0.49
