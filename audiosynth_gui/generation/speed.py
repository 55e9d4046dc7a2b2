"""How fast one core plays a network."""

import time

import numpy as np

from audiosynth_gui.features.plan import Plan, empty_plan
from audiosynth_gui.features.tones import SIZE, TURN
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, NetworkConfig

RENDER_SECONDS = 1.0
ATTEMPTS = 3
TONES_SOUNDING = 24


def realtime_factor(config: NetworkConfig) -> float:
    """Seconds of sound that a second of one core makes, the best of some attempts. Any thread.

    The network is untrained: what it plays does not change how long it takes. Time is that of
    the thread, so that other programs disturb little.
    """
    hop_seconds = config.features.hop_frames / config.sample_rate
    frames = max(1, round(RENDER_SECONDS / hop_seconds))
    plan = plan_of_tones(config, frames)
    sampler = Sampler(untrained_model(config), seed=0)
    sampler.render(plan.part(0, PLAN_CONTEXT_FRAMES), Controls())
    seconds = []
    for _ in range(ATTEMPTS):
        started = time.thread_time()
        sampler.render(plan, Controls())
        seconds.append(time.thread_time() - started)
    return frames * hop_seconds / min(seconds)


def plan_of_tones(config: NetworkConfig, frames: int) -> Plan:
    """A plan as full of tones as that of music."""
    plan = empty_plan(frames + PLAN_CONTEXT_FRAMES - 1, config.features.count, config.streams)
    plan.tones[:, :TONES_SOUNDING, SIZE] = 0.01
    plan.tones[:, :, TURN] = np.linspace(0.01, 0.5, plan.tones.shape[1])
    return plan
