"""The search for moments that sound alike."""

import numpy as np
import pytest

from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.likeness import STRIDE_FRAMES, Likeness, Place, Region

SETTINGS = FeatureSettings(sample_rate=16000, hop_frames=160, channels=1)


def repeated(times: int, frames: int = 200, seed: int = 1) -> Features:
    """The same stretch of slowly moving features again and again."""
    random = np.random.default_rng(seed)
    walk = np.cumsum(random.standard_normal((frames, SETTINGS.count)), axis=0)
    return np.tile(walk.astype(np.float32), (times, 1))


def everywhere(features: list[Features], place: Place, around_frames: int = 0) -> list[int]:
    index = Likeness(features, SETTINGS)
    everything = [Region(number, 0, len(part)) for number, part in enumerate(features)]
    near = Region(place.recording, place.frame - around_frames + 1, place.frame + around_frames)
    mask = index.mask(everything, [near])
    return [found.frame for _, found in index.alike(place, mask, 4)]


def test_finds_the_same_moment_of_a_repetition() -> None:
    # a long window after the start of each repetition, where the past is the same too
    found = everywhere([repeated(4)], Place(0, 320), around_frames=30)
    assert set(found[:3]) == {120, 520, 720}


def test_finds_it_in_another_recording() -> None:
    features = [repeated(1), repeated(1, seed=2), repeated(1)]
    index = Likeness(features, SETTINGS)
    place = Place(0, 150)
    mask = index.mask([Region(1, 0, 200), Region(2, 0, 200)], [])
    distance, found = index.alike(place, mask, 1)[0]
    assert found == Place(2, 150)
    assert distance == pytest.approx(0.0, abs=1e-2)
    assert index.usual_distance > 1.0


def test_the_mask_keeps_to_regions_and_away_from_others() -> None:
    index = Likeness([repeated(1), repeated(1)], SETTINGS)
    mask = index.mask([Region(0, 0, 181), Region(1, 0, 51)], [Region(0, 81, 120)])
    first, second = np.split(mask, 2)
    frames = np.arange(len(first)) * STRIDE_FRAMES
    np.testing.assert_array_equal(first, (np.abs(frames - 100) >= 20) & (frames <= 180))
    np.testing.assert_array_equal(second, frames <= 50)


def test_regions_may_reach_over_the_ends() -> None:
    index = Likeness([repeated(1), repeated(1)], SETTINGS)
    assert index.mask([Region(0, -5, 900)], []).tolist() == [True] * 100 + [False] * 100
    assert not index.mask([Region(1, -9, -3), Region(1, 300, 400), Region(0, 7, 7)], []).any()


def test_what_is_found_lies_apart() -> None:
    found = sorted(everywhere([repeated(2)], Place(0, 100)))
    assert len(found) == 4
    assert min(np.diff(found)) >= 10


def test_nothing_allowed_finds_nothing() -> None:
    index = Likeness([repeated(1)], SETTINGS)
    assert index.alike(Place(0, 0), np.zeros(100, bool), 3) == []


def test_the_shortest_recording_has_a_place() -> None:
    index = Likeness([repeated(1)[:1]], SETTINGS)
    assert index.usual_distance == 0.0
    (found,) = index.alike(Place(0, 5), np.ones(1, bool), 3)
    assert found[1] == Place(0, 0)


def test_an_hour_is_searched_in_little_memory() -> None:
    hour = np.tile(repeated(1), (1125, 1))
    likeness = Likeness([hour], SETTINGS)
    held = sum(value.nbytes for value in vars(likeness).values() if isinstance(value, np.ndarray))
    assert held < 40_000_000
    found = likeness.alike(Place(0, 700), np.ones(len(likeness._frames), dtype=bool), 5)
    assert found[0][0] == pytest.approx(0.0, abs=1e-2)
