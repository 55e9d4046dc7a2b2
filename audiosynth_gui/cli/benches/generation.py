"""How fast one core plays a network: the kernels, without plan and sound card."""

import time
from collections.abc import Iterator
from typing import Literal

import numpy as np

from audiosynth_gui.cli.benches.arithmetic import streams_rate
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.generation.sampler import Sampler
from audiosynth_gui.generation.speed import plan_of_tones, realtime_factor
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.config import PLAN_CONTEXT_FRAMES, NetworkConfig
from audiosynth_gui.networks.cost import multiply_adds_a_second
from audiosynth_gui.project.prompt import HEARD_SECONDS
from audiosynth_gui.training.presets import CLASSIC_SAMPLE_RATE, PRESETS, network_config

FACTOR = "× real time"


def measure() -> Iterator[Measurement]:
    """Yield for every preset how many seconds of sound a second of one core makes.

    The networks are untrained: what they play does not change how long it takes. Time is that of
    the thread, so that other programs disturb little. The arithmetic's share is how long the same
    multiply-adds take in plain matrix products of the renderer's own size, just before.
    """
    for preset in PRESETS:
        if preset.is_classic:
            config = network_config(preset, CLASSIC_SAMPLE_RATE, 1, "mulaw8")
            yield Measurement(f"{preset.title}, 16 kHz 8-bit mono", realtime_factor(config), FACTOR)
            continue
        channels: Literal[1, 2]
        for channels, name in ((1, "mono"), (2, "stereo")):
            config = network_config(preset, 44100, channels, "linear16")
            title = f"{preset.title}, 44.1 kHz 16-bit {name}"
            rate = streams_rate(config.streams, config.sample_units, config.sample_units)
            factor = realtime_factor(config)
            yield Measurement(title, factor, FACTOR)
            cost = multiply_adds_a_second(config)
            yield Measurement(f"{title}, a sample", cost / config.sample_rate, "multiply-adds")
            yield Measurement(f"{title}, arithmetic", 100 * factor * cost / rate, "% of its time")
    standard = network_config(PRESETS[0], 44100, 2, "linear16")
    yield _prompt_milliseconds(standard)


def _prompt_milliseconds(config: NetworkConfig) -> Measurement:
    hop_frames = config.features.hop_frames
    frames = round(HEARD_SECONDS * config.sample_rate / hop_frames)
    plan = plan_of_tones(config, frames)
    sound = np.zeros((frames * hop_frames, config.channels), dtype=np.float32)
    sampler = Sampler(untrained_model(config), seed=0)
    sampler.listen(sound[:hop_frames], plan.part(0, PLAN_CONTEXT_FRAMES))
    started = time.thread_time()
    sampler.listen(sound, plan)
    milliseconds = 1000 * (time.thread_time() - started)
    name = f"Standard, stereo: hearing the last {HEARD_SECONDS:g} s of a prompt"
    return Measurement(name, milliseconds, "ms")
