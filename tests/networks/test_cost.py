"""Multiply-adds are counted as the kernels do them."""

import pytest

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.networks.cost import multiply_adds_a_second
from tests.networks.examples import small_config


def test_a_classic_is_counted_by_hand() -> None:
    config = small_config("classic-rnn", 1, 1, "mulaw8")
    entering = config.plan_units + 2 * config.taps + 1
    units = config.sample_units
    a_step = entering * units + units * units  # the recurrence
    a_step += units * 6 * 5  # what lower streams tell
    a_step += units * 256  # the softmax
    a_frame = config.features.count * 5 * config.plan_units
    expected = 16000 * (a_step + a_frame / config.frame_steps) + 16000
    assert multiply_adds_a_second(config) == pytest.approx(expected)


def test_slower_tiers_cost_less() -> None:
    often = small_config()
    seldom = often.model_copy(update={"middle_steps": 8})
    assert multiply_adds_a_second(seldom) < multiply_adds_a_second(often)
    assert multiply_adds_a_second(often) > filterbank(4).taps * 16000 * 2
