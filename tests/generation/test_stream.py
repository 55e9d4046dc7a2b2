"""Planner and sampler together: blocks without seams, whatever happens to the network."""

import itertools

import numpy as np
import torch

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.stream import Stream
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.config import PLAN_BEHIND_FRAMES, NetworkConfig
from tests.features.plans import plan_of
from tests.networks.examples import small_config
from tests.training.examples import plucked_notes


def planner_and_behind(config: NetworkConfig) -> tuple[Planner, Plan]:
    recorded = plan_of(plucked_notes(5.0, 16000, 2), config.features, config.bands)
    walk = Walk([recorded.features], config.features, Place(0, 100), seed=1)
    behind = recorded.part(100 - PLAN_BEHIND_FRAMES, 100)
    return Planner(walk, [recorded], behind.tones[-1], config.features.hop_frames), behind


def stream_of(model: TrainedModel) -> Stream:
    planner, behind = planner_and_behind(model.card.network)
    return Stream(Sampler(model, seed=2), planner, behind, Controls())


def test_blocks_are_one_long_rendering_from_where_the_prompt_ended() -> None:
    torch.manual_seed(1)
    model = untrained_model(small_config())
    config = model.card.network
    blocks = list(itertools.islice(stream_of(model), 20))
    count = len(blocks[0].samples) // config.features.hop_frames * 22
    planner, behind = planner_and_behind(config)
    plan = joined([behind, planner.next_frames(count + 2).plan])
    whole = Sampler(model, seed=2).render(plan, Controls())
    streamed = np.concatenate([block.samples for block in blocks])
    late = filterbank(config.bands).delay_frames
    np.testing.assert_array_equal(streamed, np.clip(whole, -1, 1)[late : late + len(streamed)])
    assert blocks[0].place == Place(0, 100)


def test_memory_does_not_grow() -> None:
    stream = stream_of(untrained_model(small_config()))
    blocks = iter(stream)
    for _ in range(50):
        next(blocks)
    before = [len(value) for value in vars(stream).values() if hasattr(value, "__len__")]
    for _ in range(50):
        next(blocks)
    after = [len(value) for value in vars(stream).values() if hasattr(value, "__len__")]
    assert len(before) >= 3
    assert after == before


def test_a_network_gone_mad_sends_only_numbers_in_range() -> None:
    model = untrained_model(small_config())
    with torch.no_grad():
        for parameter in model.network.parameters():
            parameter.fill_(float("nan"))
    for block in itertools.islice(stream_of(model), 5):
        assert np.isfinite(block.samples).all()
        assert np.abs(block.samples).max() <= 1.0
