"""Planner and sampler together: blocks without seams, whatever happens to the network."""

import itertools

import numpy as np
import torch

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Plan, joined
from audiosynth_gui.generation.kernels.structures import State
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import PlannedFrames, Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.stream import Stream
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from audiosynth_gui.networks.config import PLAN_BEHIND_FRAMES, NetworkConfig
from tests.features.plans import plan_of
from tests.networks.examples import small_config
from tests.training.examples import plucked_notes


def planner_and_behind(config: NetworkConfig) -> tuple[Planner, Plan]:
    recorded = plan_of(plucked_notes(5.0, 16000, 2), config.features, config.bands)
    walk = Walk(survey([recorded.features], config.features), Place(0, 100), seed=1)
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


LOST_FRAME = 8 * 16000
SOUND = plucked_notes(20.0, 16000, 2)


class StraightPlanner(Planner):
    """Reads a recording from its start to its end."""

    def __init__(self, recorded: Plan) -> None:
        self._recording, self._next = recorded, 0

    def next_frames(self, count: int) -> PlannedFrames:
        places = tuple(Place(0, self._next + index) for index in range(count))
        self._next += count
        return PlannedFrames(self._recording.part(self._next - count, self._next), places)


class LosingSampler(Sampler):
    """Plays what is planned, and from a moment on slowly turns to noise.

    Whoever returns it to a state from before that moment cures it.
    """

    def __init__(self, model: TrainedModel) -> None:
        super().__init__(model, seed=2)
        late = np.zeros((filterbank(model.card.network.bands).delay_frames, 2), np.float32)
        self._sound = np.concatenate([late, SOUND])
        self._played = self._last_frames = 0
        self._is_cured = False
        self.returned_to_frames: list[int] = []

    def render(self, plan: Plan, controls: Controls) -> Samples:
        made = super().render(plan, controls)
        first = self._played
        self._played += len(made)
        self._last_frames = len(made)
        music = self._sound[first : first + len(made)]
        lost = 0.0 if self._is_cured else np.clip((first - LOST_FRAME) / 48000, 0.0, 1.0)
        noise = np.random.default_rng(first).uniform(-0.3, 0.3, made.shape)
        return ((1 - lost) * music + lost * noise).astype(np.float32)

    def return_to(self, state: State) -> None:
        frame = int(state.step[0]) * self.config.bands
        self.returned_to_frames.append(frame)
        self._is_cured = frame <= LOST_FRAME
        self._played -= self._last_frames  # what was made last is made once more
        super().return_to(state)


def losing_stream(is_guarded: bool) -> tuple[Stream, LosingSampler]:
    torch.manual_seed(1)
    model = untrained_model(small_config())
    config = model.card.network
    recorded = plan_of(SOUND, config.features, config.bands)
    behind = recorded.rows(np.arange(-PLAN_BEHIND_FRAMES, 0))
    sampler = LosingSampler(model)
    return Stream(sampler, StraightPlanner(recorded), behind, Controls(), is_guarded), sampler


def played(stream: Stream, seconds: float) -> Samples:
    frames = stream.block_feature_frames * small_config().features.hop_frames
    count = round(seconds * 16000 / frames)
    return np.concatenate([block.samples for block in itertools.islice(stream, count)])


def test_a_sampler_that_slowly_loses_its_way_is_brought_back_to_before() -> None:
    stream, sampler = losing_stream(is_guarded=True)
    made = played(stream, 16.0)
    assert len(sampler.returned_to_frames) == stream.alarms == 1
    assert LOST_FRAME - 32000 < sampler.returned_to_frames[0] <= LOST_FRAME
    assert stream.last_alarm is not None
    assert stream.last_alarm.name == "unlike its plan"
    np.testing.assert_allclose(made[-16000:], SOUND[len(made) - 16000 : len(made)], atol=1e-6)


def test_without_the_guard_it_stays_lost() -> None:
    stream, sampler = losing_stream(is_guarded=False)
    made = played(stream, 16.0)
    assert sampler.returned_to_frames == []
    assert stream.alarms == 0
    assert stream.last_alarm is None
    assert np.abs(made[-16000:] - SOUND[len(made) - 16000 : len(made)]).mean() > 0.1


def test_a_guarded_stream_remembers_no_more_and_no_more() -> None:
    stream, _ = losing_stream(is_guarded=True)
    guard = stream._guard
    assert guard is not None

    def lengths() -> list[int]:
        parts = (*vars(stream).values(), *vars(guard).values())
        return [len(part) for part in parts if hasattr(part, "__len__")]

    played(stream, 3.0)
    before = lengths()
    played(stream, 3.0)
    assert len(before) >= 5
    assert lengths() == before


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
