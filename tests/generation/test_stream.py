"""Planner and sampler together: blocks without seams, whatever happens to the network."""

import itertools

import numpy as np
import torch

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.generation.kernels.structures import State
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
    # an untrained network plays nothing of its plan: the guard would never be content
    return Stream(Sampler(model, seed=2), planner, behind, Controls(), is_guarded=False)


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


class LosingSampler(Sampler):
    """Plays noise from a block on, until it is brought back."""

    lost_from_block = 40
    blocks = 0
    returns = 0

    def render(self, plan: Plan, controls: Controls) -> Samples:
        made = super().render(plan, controls)
        self.blocks += 1
        if self.blocks >= self.lost_from_block:
            random = np.random.default_rng(self.blocks)
            made = random.uniform(-1.0, 1.0, made.shape).astype(np.float32)
        return made

    def return_to(self, state: State) -> None:
        super().return_to(state)
        self.returns += 1
        self.lost_from_block = 10_000


def losing_stream(is_guarded: bool) -> tuple[Stream, LosingSampler]:
    torch.manual_seed(1)
    model = untrained_model(small_config())
    planner, behind = planner_and_behind(model.card.network)
    sampler = LosingSampler(model, seed=2)
    return Stream(sampler, planner, behind, Controls(), is_guarded), sampler


def test_a_sampler_that_has_lost_its_way_is_brought_back() -> None:
    stream, sampler = losing_stream(is_guarded=True)
    blocks = list(itertools.islice(stream, 80))
    assert sampler.returns >= 1
    assert stream.alarms
    assert np.abs(blocks[-1].samples).mean() < 0.3


def test_without_the_guard_it_stays_lost() -> None:
    stream, sampler = losing_stream(is_guarded=False)
    blocks = list(itertools.islice(stream, 80))
    assert sampler.returns == 0
    assert not stream.alarms
    assert np.abs(blocks[-1].samples).mean() > 0.4


def test_a_return_takes_up_the_state_but_not_the_random_numbers() -> None:
    torch.manual_seed(1)
    model = untrained_model(small_config())
    planner, behind = planner_and_behind(model.card.network)
    plan = joined([behind, planner.next_frames(6).plan])
    sampler = Sampler(model, seed=2)
    state = sampler.fork()
    first = sampler.render(plan, Controls())
    sampler.return_to(state)
    assert int(sampler.state.step[0]) > int(state.step[0])
    assert not np.array_equal(sampler.render(plan, Controls()), first)
