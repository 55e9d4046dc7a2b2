"""How fast one core plays a network: the kernels, without plan and sound card."""

import time
from collections.abc import Iterator
from typing import Literal

import numpy as np

from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.features.plan import empty_plan
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, NetworkConfig
from audiosynth_gui.training.presets import CLASSIC_SAMPLE_RATE, PRESETS, network_config

RENDER_SECONDS = 2.0
PROMPT_SECONDS = 4.0
ATTEMPTS = 3


def measure() -> Iterator[Measurement]:
    """Yield for every preset how many seconds of sound a second of one core makes.

    The networks are untrained: what they play does not change how long it takes. Time is that of
    the thread, so that other programs disturb little.
    """
    for preset in PRESETS:
        if preset.is_classic:
            config = network_config(preset, CLASSIC_SAMPLE_RATE, 1, "mulaw8")
            yield _factor(f"{preset.title}, 16 kHz 8-bit mono", config)
            continue
        channels: Literal[1, 2]
        for channels, name in ((1, "mono"), (2, "stereo")):
            config = network_config(preset, 44100, channels, "linear16")
            yield _factor(f"{preset.title}, 44.1 kHz 16-bit {name}", config)
    standard = network_config(PRESETS[0], 44100, 2, "linear16")
    yield _prompt_milliseconds(standard)


def _factor(name: str, config: NetworkConfig) -> Measurement:
    hop_seconds = config.features.hop_frames / config.sample_rate
    frames = max(1, round(RENDER_SECONDS / hop_seconds))
    plan = empty_plan(frames + PLAN_CONTEXT_FRAMES - 1, config.features.count, config.streams)
    sampler = Sampler(untrained_model(config), seed=0)
    sampler.render(plan.part(0, PLAN_CONTEXT_FRAMES), Controls())
    seconds = []
    for _ in range(ATTEMPTS):
        started = time.thread_time()
        sampler.render(plan, Controls())
        seconds.append(time.thread_time() - started)
    return Measurement(name, frames * hop_seconds / min(seconds), "× real time")


def _prompt_milliseconds(config: NetworkConfig) -> Measurement:
    hop_frames = config.features.hop_frames
    frames = round(PROMPT_SECONDS * config.sample_rate / hop_frames)
    plan = empty_plan(frames + PLAN_CONTEXT_FRAMES - 1, config.features.count, config.streams)
    sound = np.zeros((frames * hop_frames, config.channels), dtype=np.float32)
    sampler = Sampler(untrained_model(config), seed=0)
    sampler.listen(sound[:hop_frames], plan.part(0, PLAN_CONTEXT_FRAMES))
    started = time.thread_time()
    sampler.listen(sound, plan)
    milliseconds = 1000 * (time.thread_time() - started)
    return Measurement("Standard, stereo: hearing a 4 s prompt", milliseconds, "ms")
