"""The last layers: the chain of softmaxes, and what streams are told."""

import pytest
import torch

from audiosynth_gui.features import quantization
from audiosynth_gui.networks.head import (
    LOWER_STREAMS,
    VALUE_UNITS,
    LowerStreams,
    SoftmaxChain,
    ValueEncoder,
    expand,
)


def test_expands_as_the_quantizer_does() -> None:
    companded = torch.linspace(-1, 1, 101)
    expected = quantization.expand(companded.numpy())
    assert torch.allclose(expand(companded), torch.from_numpy(expected), atol=1e-6)


def test_values_at_the_ends_of_the_range_have_codes() -> None:
    vectors = ValueEncoder()(torch.tensor([-1.0, 0.0, 1.0]))
    assert vectors.shape == (3, VALUE_UNITS)
    assert vectors[:, -1].tolist() == pytest.approx([-4.0, 0.0, 4.0], abs=1e-5)


@torch.no_grad()
def test_a_stream_is_told_of_those_made_just_before_it_only() -> None:
    torch.manual_seed(1)
    streams, layer = LOWER_STREAMS + 3, LowerStreams(LOWER_STREAMS + 3, 4)
    vectors = torch.randn(streams, 1, VALUE_UNITS)
    before = layer(vectors)
    vectors[1] += 1.0
    changed = (layer(vectors) != before).any(-1).any(-1).tolist()
    assert changed == [2 <= stream <= 1 + LOWER_STREAMS for stream in range(streams)]


@torch.no_grad()
def test_a_stage_is_told_what_earlier_ones_chose_and_no_more() -> None:
    torch.manual_seed(1)
    chain = SoftmaxChain(2, 8, (3, 2, 2))
    hidden = torch.randn(1, 5, 2, 8)
    codes = torch.randint(0, 1 << 7, (1, 5, 2))
    before = chain(hidden, codes)
    assert [part.shape[-1] for part in before] == [8, 4, 4]
    fine = chain(hidden, codes ^ 0b1)
    assert all(torch.equal(one, other) for one, other in zip(before, fine, strict=True))
    coarse = chain(hidden, codes ^ 0b1000000)
    equal = [torch.equal(one, other) for one, other in zip(before, coarse, strict=True)]
    assert equal == [True, False, False]
