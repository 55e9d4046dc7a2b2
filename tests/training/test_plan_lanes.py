"""What the plan network learns from."""

import numpy as np
import pytest

from audiosynth_gui.features.reduction import reduced
from audiosynth_gui.training import plan_lanes
from audiosynth_gui.training.dataset import Stretch
from audiosynth_gui.training.plan_lanes import (
    LANES,
    WINDOW_FRAMES,
    PlanLanes,
    PlanWindow,
    plan_scaling,
    read_standardised,
    usual_changes,
)
from tests.features.plans import plan_of_features
from tests.training.plan_examples import FRAMES_IN_REDUCED, SETTINGS, recording_of, split, whole


@pytest.fixture
def as_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No noise, no other keys, no other gains."""
    for name in ("MOST_NOISE", "TRANSPOSED_SHARE", "GAIN_DEVIATION_DB"):
        monkeypatch.setattr(plan_lanes, name, 0.0)


def windows_of(stretches: list[Stretch], count: int, seed: int = 1) -> list[PlanWindow]:
    lanes = PlanLanes(stretches, plan_scaling(stretches, SETTINGS), SETTINGS, seed)
    return [lanes.next_window() for _ in range(count)]


def test_scaling_is_that_of_reduced_frames() -> None:
    stretch = whole(recording_of(40.0))
    scaling = plan_scaling([stretch], SETTINGS)
    frames = scaling.standardised(reduced(stretch.recording.plan.features, SETTINGS))
    np.testing.assert_allclose(frames.mean(axis=0), 0.0, atol=0.05)
    np.testing.assert_allclose(frames.std(axis=0), 1.0, atol=0.05)
    changes = usual_changes([stretch], SETTINGS, scaling)
    np.testing.assert_allclose(changes, np.sqrt((np.diff(frames, axis=0) ** 2).mean(0)), rtol=0.2)


def test_statistics_of_hours_look_at_little() -> None:
    recording = recording_of(2.0)
    hours = np.lib.stride_tricks.as_strided(
        recording.plan.features, (10**6, SETTINGS.count), (0, recording.plan.features.strides[1])
    )
    long = type(recording)(recording.samples, plan_of_features(hours), SETTINGS)
    scaling = plan_scaling([whole(long)], SETTINGS)
    np.testing.assert_allclose(scaling.deviations, 0.01)


@pytest.mark.usefixtures("as_recorded")
def test_what_follows_is_the_next_frame_and_windows_go_on() -> None:
    first, second = windows_of([whole(recording_of(60.0))], 2)
    assert first.entering.shape == (LANES, WINDOW_FRAMES, 26)
    assert first.restarted.all()
    np.testing.assert_array_equal(first.entering[:, 1:], first.following[:, :-1])
    going_on = ~second.restarted
    assert going_on.any()
    np.testing.assert_array_equal(second.entering[going_on, 0], first.following[going_on, -1])
    counted = first.counted.astype(bool)
    assert counted.mean() > 0.5
    assert not first.following[~counted].any()


@pytest.mark.usefixtures("as_recorded")
def test_only_what_is_to_be_learnt_is_read() -> None:
    learnt, heldout = split(recording_of(30.0))
    learnt.recording.plan.features[heldout.start_frame :] = np.nan
    learnt.recording.plan.features[heldout.start_frame :, 0] = 1e6
    scaling = plan_scaling([learnt], SETTINGS)
    lanes = PlanLanes([learnt], scaling, SETTINGS, seed=2)
    loudest = max(float(lanes.next_window().entering[:, :, 0].max()) for _ in range(20))
    assert loudest < 4.9  # a frame from behind the end would be cut to 5


def test_noise_and_gains_change_what_is_heard_but_not_what_follows() -> None:
    window = windows_of([whole(recording_of(60.0))], 1)[0]
    gaps = np.abs(window.entering[:, 1:] - window.following[:, :-1]).mean(axis=(1, 2))
    assert gaps.max() > 0.1
    assert gaps.min() == 0.0 or gaps.min() < 0.1


@pytest.mark.parametrize("seconds", [0.3, 1.0, 5.0])
def test_short_recordings_are_read_whole(seconds: float) -> None:
    windows = windows_of([whole(recording_of(seconds))], 5)
    for window in windows:
        assert window.counted.sum() > 0
        assert window.restarted.all() or seconds > 4
        assert np.isfinite(window.entering).all()


def test_a_recording_too_short_for_two_frames_is_left_out() -> None:
    tiny, longer = whole(recording_of(0.05)), whole(recording_of(3.0))
    assert tiny.feature_frames < 2 * FRAMES_IN_REDUCED
    (window,) = windows_of([tiny, longer], 1)
    assert (window.counted.sum(axis=1) > 10).all()


def test_the_same_seed_reads_the_same() -> None:
    stretches = [whole(recording_of(20.0)), whole(recording_of(10.0, seed=2))]
    one, same, other = (windows_of(stretches, 3, seed)[-1] for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.entering, same.entering)
    assert not np.array_equal(one.entering, other.entering)


def test_the_start_of_a_stretch_is_read_and_no_more() -> None:
    learnt, heldout = split(recording_of(30.0))
    scaling = plan_scaling([learnt], SETTINGS)
    frames = read_standardised(heldout, 10**6, SETTINGS, scaling)
    assert len(frames) == heldout.feature_frames // FRAMES_IN_REDUCED
    assert len(read_standardised(heldout, 12, SETTINGS, scaling)) == 12 // FRAMES_IN_REDUCED
