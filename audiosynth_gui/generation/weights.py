"""From torch's parameters to the plain arrays of the kernels."""

import numpy as np

from audiosynth_gui.generation.kernels.structures import (
    ClassicScratch,
    ClassicWeights,
    Floats,
    HeadScratch,
    HeadWeights,
    TieredScratch,
    TieredWeights,
)
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.interface import Network
from audiosynth_gui.networks.normalisation import SMALLEST_VARIANCE

Named = dict[str, Floats]
"""A network's parameters by torch's names, float32."""


def named_weights(network: Network) -> Named:
    """Copy all parameters of a network to numpy."""
    return {
        name: value.detach().cpu().numpy().astype(np.float32)
        for name, value in network.state_dict().items()
    }


def _rows(array: Floats) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)


def _room(*shape: int) -> Floats:
    return np.zeros(shape, dtype=np.float32)


def _whole_room(count: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.zeros(count, dtype=np.int32)


def head_weights(named: Named, config: NetworkConfig) -> HeadWeights:
    """Lay out the encoder, what lower streams tell, and the chain."""
    stage_bits = config.quantizer.stage_bits
    stages = range(len(stage_bits))
    told = [
        named[f"chain.codes.{index}"] @ named[f"chain.told.{index}"] for index in range(sum(stages))
    ]
    return HeadWeights(
        embedding=named["encoder.embedding.weight"],
        lower=_rows(named["lower.weight"].transpose(0, 2, 1)),
        chain_weights=np.concatenate(
            [_rows(named[f"chain.weights.{stage}"].transpose(0, 2, 1)) for stage in stages], axis=1
        ),
        chain_biases=np.concatenate([named[f"chain.biases.{stage}"] for stage in stages], axis=1),
        told=np.concatenate([_room(config.streams, 0, config.sample_units), *told], axis=1),
        stage_bits=np.array(stage_bits, dtype=np.int32),
        spread=np.array([config.quantizer.is_spread], dtype=np.int32),
    )


def head_scratch(config: NetworkConfig) -> HeadScratch:
    """Room for the head of a network of that shape."""
    stage_bits = config.quantizer.stage_bits
    widest = 1 << max(stage_bits)
    return HeadScratch(
        hidden=_room(config.sample_units),
        seen=_room(config.sample_units),
        chances=_room(widest),
        parts=_whole_room(len(stage_bits)),
    )


def _reader(named: Named) -> Floats:
    """The plan's convolution as rows over (context, features) laid end to end."""
    weight = named["plan_reader.weight"]
    return _rows(weight.transpose(0, 2, 1).reshape(weight.shape[0], -1))


def _after_norm(named: Named, weight: Floats, bias: Floats) -> tuple[Floats, Floats]:
    """A layer that follows the plan's normalisation, with that normalisation multiplied in."""
    if "plan_norm.weight" not in named:
        return weight, bias
    gain = named["plan_norm.weight"] / np.sqrt(named["plan_norm.variance"] + SMALLEST_VARIANCE)
    shift = named["plan_norm.bias"] - gain * named["plan_norm.mean"]
    return _rows(weight * gain), bias + weight @ shift


def tiered_weights(named: Named, config: NetworkConfig) -> TieredWeights:
    """Lay out the tiers, rows first."""
    units = config.sample_units
    turns = config.frame_steps // config.slow_steps
    entering = [named["tap_weight"], named["lower.weight"]]
    if config.has_guide:
        entering.append(named["guide_reader.weight"])
    thinker, thinker_bias = _after_norm(
        named, named["plan_thinker.weight"], named["plan_thinker.bias"]
    )
    return TieredWeights(
        plan_reader=_reader(named),
        plan_reader_bias=named["plan_reader.bias"],
        plan_thinker=thinker,
        plan_thinker_bias=thinker_bias,
        plan_to_slow=named["plan_to_slow.weight"].reshape(turns, config.slow_units, -1),
        plan_to_slow_bias=named["plan_to_slow.bias"].reshape(turns, -1),
        values_to_slow=named["values_to_slow.weight"],
        slow_in=named["slow.weight_ih_l0"],
        slow_in_bias=named["slow.bias_ih_l0"],
        slow_back=named["slow.weight_hh_l0"],
        slow_back_bias=named["slow.bias_hh_l0"],
        slow_to_middle=named["slow_to_middle.weight"],
        slow_to_middle_bias=named["slow_to_middle.bias"],
        plan_to_middle=named["plan_to_middle.weight"],
        values_to_middle=named["values_to_middle.weight"],
        middle_in=named["middle.weight_ih_l0"],
        middle_in_bias=named["middle.bias_ih_l0"],
        middle_back=named["middle.weight_hh_l0"],
        middle_back_bias=named["middle.bias_hh_l0"],
        middle_to_sample=named["middle_to_sample.weight"].reshape(config.middle_steps, units, -1),
        middle_to_sample_bias=named["middle_to_sample.bias"].reshape(config.middle_steps, -1),
        plan_to_sample=named["plan_to_sample.weight"].reshape(config.streams, units, -1),
        guide_to_middle=named.get("guide_to_middle.weight", _room(0, 0)),
        entering=_rows(np.concatenate(entering, axis=1).transpose(0, 2, 1)),
        sample_bias=named["sample_bias"],
        sample_weight=_rows(named["sample_weight"].transpose(0, 2, 1)),
        sample_out_bias=named["sample_out_bias"],
    )


def tiered_scratch(config: NetworkConfig, weights: TieredWeights) -> TieredScratch:
    """Room for the tiers of a network of that shape."""
    wide = 3 * max(config.slow_units, config.middle_units)
    return TieredScratch(
        plan_read=_room(config.plan_units),
        plan_seen=_room(config.plan_units),
        entering=_room(weights.entering.shape[2]),
        guide=_room(weights.guide_to_middle.shape[1]),
        plan_for_middle=_room(config.middle_units),
        slow_entering=_room(config.slow_units),
        slow_for_middle=_room(config.middle_units),
        middle_entering=_room(config.middle_units),
        gates=_room(wide),
        back=_room(wide),
        common=_room(config.sample_units),
        planned=_room(config.streams, config.sample_units),
        first=_room(config.sample_units),
    )


def classic_weights(named: Named, config: NetworkConfig) -> ClassicWeights:
    """Lay out a classic; what enters the first layer is split by where it comes from."""
    is_lstm = config.architecture == "classic-lstm"
    layer = "first" if is_lstm else "recurrence"
    entering = named[f"{layer}.weight_ih_l0"]
    nothing, none = _room(0, 0), _room(0)
    planned, bias = _after_norm(
        named,
        entering[:, : config.plan_units],
        named[f"{layer}.bias_ih_l0"] + named[f"{layer}.bias_hh_l0"],
    )
    return ClassicWeights(
        plan_reader=_reader(named),
        plan_reader_bias=named["plan_reader.bias"],
        plan_to_first=_rows(planned),
        values_to_first=_rows(entering[:, config.plan_units : -1]),
        first_bias=bias,
        first_back=named[f"{layer}.weight_hh_l0"],
        second_in=named["second.weight_ih_l0"] if is_lstm else nothing,
        second_bias=named["second.bias_ih_l0"] + named["second.bias_hh_l0"] if is_lstm else none,
        second_back=named["second.weight_hh_l0"] if is_lstm else nothing,
        dense=named["dense.weight"] if is_lstm else nothing,
        dense_bias=named["dense.bias"] if is_lstm else none,
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
        common=_room(common),
    )
