"""How fast a network is played."""

from audiosynth_gui.features.tones import SIZE
from audiosynth_gui.generation.speed import TONES_SOUNDING, plan_of_tones, realtime_factor
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES
from tests.networks.examples import small_config


def test_a_small_network_is_faster_than_real_time() -> None:
    assert realtime_factor(small_config()) > 1.0


def test_the_plan_is_full_of_tones() -> None:
    plan = plan_of_tones(small_config(), 7)
    assert len(plan) == 7 + PLAN_CONTEXT_FRAMES - 1
    assert ((plan.tones[:, :, SIZE] > 0).sum(axis=1) == TONES_SOUNDING).all()
