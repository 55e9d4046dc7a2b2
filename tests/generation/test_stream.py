"""Planner and sampler together: blocks without seams, whatever happens to the network."""

import itertools

import numpy as np
import torch

from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.planner import Planner
from audiosynth_gui.generation.sampler import Controls, Sampler
from audiosynth_gui.generation.stream import Stream
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import TrainedModel
from tests.networks.examples import small_config
from tests.training.examples import plucked_notes


def stream_of(model: TrainedModel) -> Stream:
    settings = model.card.network.features
    features = FeatureExtractor(settings).extract(plucked_notes(5.0, 16000, 2))
    planner = Planner(Walk([features], settings, Place(0, 100), seed=1), [features])
    return Stream(Sampler(model, seed=2), planner, features[99:100], Controls())


def test_blocks_are_one_long_rendering() -> None:
    torch.manual_seed(1)
    model = untrained_model(small_config())
    settings = model.card.network.features
    blocks = list(itertools.islice(stream_of(model), 20))
    count = len(blocks[0].samples) // settings.hop_frames * 20
    features = FeatureExtractor(settings).extract(plucked_notes(5.0, 16000, 2))
    planner = Planner(Walk([features], settings, Place(0, 100), seed=1), [features])
    plan = np.concatenate([features[99:100], planner.next_frames(count + 2).features])
    whole = Sampler(model, seed=2).render(plan, Controls())
    streamed = np.concatenate([block.samples for block in blocks])
    np.testing.assert_array_equal(streamed, np.clip(whole, -1, 1))
    assert blocks[0].place == Place(0, 100)


def test_memory_does_not_grow() -> None:
    stream = stream_of(untrained_model(small_config()))
    blocks = iter(stream)
    for _ in range(50):
        next(blocks)
    sizes = [value for value in vars(stream).values() if hasattr(value, "__len__")]
    before = [len(value) for value in sizes]
    for _ in range(50):
        next(blocks)
    after = [len(value) for value in vars(stream).values() if hasattr(value, "__len__")]
    assert after == before


def test_a_network_gone_mad_sends_only_numbers_in_range() -> None:
    model = untrained_model(small_config())
    with torch.no_grad():
        for parameter in model.network.parameters():
            parameter.fill_(float("nan"))
    for block in itertools.islice(stream_of(model), 5):
        assert np.isfinite(block.samples).all()
        assert np.abs(block.samples).max() <= 1.0
