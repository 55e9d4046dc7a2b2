"""What a training reads: the music itself, in order, with announced noise."""

from pathlib import Path

import numpy as np

from audiosynth_gui.features.streams import heard_values
from audiosynth_gui.networks.conditions import conditions
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES
from audiosynth_gui.training.lanes import CODE_STEP, Lanes, heldout_windows
from tests.training.examples import SETTINGS, small_training_set


def test_several_readers_read_the_same(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    one, several = (Lanes(training_set, SETTINGS, seed=1, readers=count) for count in (1, 3))
    other = Lanes(training_set, SETTINGS, seed=2)
    for _ in range(5):
        expected, found = one.next_window(4), several.next_window(4)
        for name, value in vars(expected).items():
            np.testing.assert_array_equal(getattr(found, name), value)
        assert not np.array_equal(other.next_window(4).codes, expected.codes)


def test_windows_follow_each_other(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    lanes = Lanes(training_set, SETTINGS, seed=1)
    first, second = lanes.next_window(3), lanes.next_window(3)
    assert first.restarted.all()
    past = training_set.config.history_steps
    going_on = ~second.restarted
    assert going_on.any()
    np.testing.assert_array_equal(second.heard[going_on, :past], first.heard[going_on, -past:])
    steps = 3 * training_set.config.frame_steps
    assert first.codes.shape == (4, steps, 4)
    assert first.heard.shape == (4, past + steps, 4)
    assert first.plan.shape == (4, 3 + PLAN_CONTEXT_FRAMES - 1, training_set.config.features.count)


def test_codes_are_the_music_and_the_noise_is_as_told(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    config = training_set.config
    lanes = Lanes(training_set, SETTINGS, seed=3)
    for _ in range(5):
        window = lanes.next_window(4)
        clean = config.quantizer.decode(window.codes.astype(np.int32))
        heard = window.heard[:, config.history_steps :]
        inside = np.abs(heard) < 0.95
        for lane in range(4):
            noise = (heard - clean)[lane][inside[lane]]
            told = SETTINGS.noise_steps * CODE_STEP * float(window.noise[lane, 0]) ** 2
            # a code's middle is up to half a step from the value
            assert np.std(noise) < 1.2 * told + 0.5 * CODE_STEP
            if told > CODE_STEP:
                assert np.std(noise) > 0.7 * told


def test_some_lanes_are_clean(tmp_path: Path) -> None:
    lanes = Lanes(small_training_set(tmp_path), SETTINGS, seed=3)
    levels = np.concatenate([lanes.next_window(2).noise for _ in range(60)])
    assert 0.05 < np.mean(levels == 0.0) < 0.3


def test_nothing_of_the_heldout_part_is_read(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    lanes = Lanes(training_set, SETTINGS, seed=4)
    for _ in range(100):
        lanes.next_window(4)
        assert max(lanes.state().positions) <= training_set.train[0].stop_frame


def test_a_state_goes_on_the_same(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    one, other = Lanes(training_set, SETTINGS, seed=1), Lanes(training_set, SETTINGS, seed=2)
    one.next_window(4)
    state, history = one.state(), one.history
    expected = one.next_window(4)
    other.restore(type(state).model_validate_json(state.model_dump_json()), history)
    again = other.next_window(4)
    np.testing.assert_array_equal(again.heard, expected.heard)
    np.testing.assert_array_equal(again.plan, expected.plan)
    np.testing.assert_array_equal(again.codes, expected.codes)


def test_heldout_windows_are_the_heldout_music(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    config, stretch = training_set.config, training_set.heldout[0]
    windows = heldout_windows([stretch], training_set, 5)
    assert windows[0].restarted[0]
    assert not any(window.restarted[0] for window in windows[1:])
    joined = np.concatenate([window.codes[0] for window in windows])
    count = len(joined) // config.frame_steps
    values = stretch.values(stretch.start_frame, count, config.bands)
    told = conditions(stretch.plan(stretch.start_frame, count), config, training_set.scaling)
    expected = config.quantizer.encode(heard_values(values, told.scales))
    np.testing.assert_array_equal(joined, expected)
