"""The plan network's kernel: equal to torch."""

import numpy as np
import pytest
import torch

from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.kernels.foretelling import hear, score
from audiosynth_gui.generation.kernels.structures import Floats
from audiosynth_gui.networks.plan_network import log_likelihood
from tests.networks.plan_examples import small_plan


def frames_of(count: int, inputs: int) -> Floats:
    return np.random.default_rng(1).standard_normal((count, inputs)).astype(np.float32)


@pytest.mark.parametrize("heard_frames", [1, 40])
def test_what_it_foretells_is_what_torch_does(heard_frames: int) -> None:
    plan = small_plan(seed=5)
    foreteller = Foreteller(plan)
    inputs, units = plan.card.network.inputs, plan.card.network.units
    frames = frames_of(heard_frames + 6, inputs)
    hidden, last = np.zeros(units, np.float32), np.zeros(inputs, np.float32)
    hear(foreteller._weights, foreteller._scratch, frames[:heard_frames], hidden, last)
    kept = hidden.copy(), last.copy()
    stretches = np.stack([frames[heard_frames:]] * 2)
    lengths = np.array([6, 2], np.int32)
    whole, skipping = np.zeros((2, 2), np.float32)
    given = foreteller._weights, foreteller._scratch, stretches, lengths, hidden, last
    score(*given, 0, whole)
    score(*given, 1, skipping)
    heard = torch.from_numpy(frames)[None]
    with torch.no_grad():
        foretold, _ = plan.network(heard[:, :-1], plan.network.first_state(1))
        nats = log_likelihood(foretold, heard[:, 1:])[0, heard_frames - 1 :]
    np.testing.assert_allclose(whole, [nats[:6].sum(), nats[:2].sum()], rtol=1e-4)
    np.testing.assert_allclose(skipping, [nats[1:6].sum(), nats[1]], rtol=1e-4)
    np.testing.assert_array_equal(hidden, kept[0])
    np.testing.assert_array_equal(last, kept[1])
