"""From torch's parameters to the plain arrays of the kernels."""

from collections.abc import Sequence

import numpy as np
from torch import Tensor, nn

from audiosynth_gui.generation.kernels.structures import (
    ClassicScratch,
    ClassicWeights,
    Floats,
    HeadScratch,
    HeadWeights,
    TieredScratch,
    TieredWeights,
)
from audiosynth_gui.networks.classics import ClassicLstm, ClassicRnn
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.head import EMBEDDING_UNITS, LINEAR_GAIN, VALUE_UNITS
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.networks.renderer import TieredRenderer


def _array(tensor: Tensor) -> Floats:
    return np.ascontiguousarray(tensor.detach().cpu().numpy().astype(np.float32))


def _room(*shape: int) -> Floats:
    return np.zeros(shape, dtype=np.float32)


def head_weights(network: Network, stream_scales: Sequence[float]) -> HeadWeights:
    """Lay out the look-ups and the chain; embeddings are multiplied out into tables."""
    lower: nn.Parameter = network.lower.weight
    streams, _, units = lower.shape
    masked = (lower * network.lower.mask).view(streams, streams, VALUE_UNITS, units)
    embedding = network.encoder.embedding.weight
    tables = embedding @ masked[:, :, :EMBEDDING_UNITS]
    chain = network.chain
    rows = [weight.transpose(1, 2) for weight in chain.weights]
    told = list(chain.told)
    joined = np.concatenate([_array(table) for table in told], axis=1) if told else _room(streams, 0, units)
    return HeadWeights(
        lower_tables=_array(tables),
        lower_linear=_array(LINEAR_GAIN * masked[:, :, EMBEDDING_UNITS]),
        chain_weights=np.concatenate([_array(row) for row in rows], axis=1),
        chain_biases=np.concatenate([_array(bias) for bias in chain.biases], axis=1),
        told=joined,
        stage_bits=np.array(chain.stage_bits, dtype=np.int32),
        stream_scales=np.array(stream_scales, dtype=np.float32),
    )


def head_scratch(config: NetworkConfig) -> HeadScratch:
    """Room for the head of a network of that shape."""
    stage_bits = config.quantizer.stage_bits
    widest = 1 << max(stage_bits)
    return HeadScratch(
        hidden=_room(config.sample_units),
        seen=_room(config.sample_units),
        chances=_room(widest),
        whole=np.zeros(widest, dtype=np.int32),
        parts=np.zeros(len(stage_bits), dtype=np.int32),
    )


def tiered_weights(network: TieredRenderer) -> TieredWeights:
    """Lay out the tiers, rows first; the taps' embeddings are multiplied out into tables."""
    config = network.config
    units = config.sample_units
    turns = config.frame_steps // config.slow_steps
    taps = network.tap_weight.view(config.streams, config.taps, VALUE_UNITS, units)
    embedding = network.encoder.embedding.weight
    reader = network.plan_reader.weight.permute(0, 2, 1).reshape(config.plan_units, -1)
    slow, middle = network.slow, network.middle
    return TieredWeights(
        plan_reader=_array(reader),
        plan_reader_bias=_array(network.plan_reader.bias),
        plan_to_slow=_array(network.plan_to_slow.weight.view(turns, config.slow_units, -1)),
        plan_to_slow_bias=_array(network.plan_to_slow.bias.view(turns, -1)),
        values_to_slow=_array(network.values_to_slow.weight),
        noise_to_slow=_array(network.noise_to_slow.weight[:, 0]),
        slow_in=_array(slow.weight_ih_l0),
        slow_in_bias=_array(slow.bias_ih_l0),
        slow_back=_array(slow.weight_hh_l0),
        slow_back_bias=_array(slow.bias_hh_l0),
        slow_to_middle=_array(network.slow_to_middle.weight),
        slow_to_middle_bias=_array(network.slow_to_middle.bias),
        plan_to_middle=_array(network.plan_to_middle.weight),
        values_to_middle=_array(network.values_to_middle.weight),
        middle_in=_array(middle.weight_ih_l0),
        middle_in_bias=_array(middle.bias_ih_l0),
        middle_back=_array(middle.weight_hh_l0),
        middle_back_bias=_array(middle.bias_hh_l0),
        middle_to_sample=_array(network.middle_to_sample.weight.view(config.middle_steps, units, -1)),
        middle_to_sample_bias=_array(network.middle_to_sample.bias.view(config.middle_steps, -1)),
        noise_to_sample=_array(network.noise_to_sample.weight[:, 0]),
        tap_tables=_array(embedding @ taps[:, :, :EMBEDDING_UNITS]),
        tap_linear=_array(LINEAR_GAIN * taps[:, :, EMBEDDING_UNITS].transpose(1, 2)),
        sample_bias=_array(network.sample_bias),
        sample_weight=_array(network.sample_weight.transpose(1, 2)),
        sample_out_bias=_array(network.sample_out_bias),
    )


def tiered_scratch(config: NetworkConfig) -> TieredScratch:
    """Room for the tiers of a network of that shape."""
    wide = 3 * max(config.slow_units, config.middle_units)
    return TieredScratch(
        plan_seen=_room(config.plan_units),
        plan_for_middle=_room(config.middle_units),
        slow_entering=_room(config.slow_units),
        slow_for_middle=_room(config.middle_units),
        middle_entering=_room(config.middle_units),
        gates=_room(wide),
        back=_room(wide),
        whole=np.zeros(wide, dtype=np.int32),
        common=_room(config.sample_units),
        first=_room(config.sample_units),
        tap_values=_room(config.taps),
    )


def classic_weights(network: ClassicRnn | ClassicLstm) -> ClassicWeights:
    """Lay out a classic; what enters the first layer is split by where it comes from."""
    config = network.config
    reader = network.plan_reader.weight.permute(0, 2, 1).reshape(config.plan_units, -1)
    layer = network.recurrence if isinstance(network, ClassicRnn) else network.first
    entering = layer.weight_ih_l0
    values = slice(config.plan_units, entering.shape[1] - 1)
    nothing = _room(0, 0)
    second_in, second_bias, second_back = nothing, _room(0), nothing
    dense, dense_bias = nothing, _room(0)
    if isinstance(network, ClassicLstm):
        second = network.second
        second_in, second_back = _array(second.weight_ih_l0), _array(second.weight_hh_l0)
        second_bias = _array(second.bias_ih_l0 + second.bias_hh_l0)
        dense, dense_bias = _array(network.dense.weight), _array(network.dense.bias)
    return ClassicWeights(
        plan_reader=_array(reader),
        plan_reader_bias=_array(network.plan_reader.bias),
        plan_to_first=_array(entering[:, : config.plan_units]),
        values_to_first=_array(entering[:, values]),
        noise_to_first=_array(entering[:, -1]),
        first_bias=_array(layer.bias_ih_l0 + layer.bias_hh_l0),
        first_back=_array(layer.weight_hh_l0),
        second_in=second_in,
        second_bias=second_bias,
        second_back=second_back,
        dense=dense,
        dense_bias=dense_bias,
    )


def classic_scratch(weights: ClassicWeights) -> ClassicScratch:
    """Room for a classic with those weights."""
    gates, units = weights.first_back.shape
    common = weights.dense.shape[0] or units
    return ClassicScratch(
        plan_seen=_room(weights.plan_reader.shape[0]),
        planned=_room(gates),
        entering=_room(gates),
        gates=_room(gates),
        whole=np.zeros(max(gates, common), dtype=np.int32),
        common=_room(common),
    )
