"""What a network costs: multiply-adds for a second of sound."""

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.networks.checkpoint import network_without_values
from audiosynth_gui.networks.config import NetworkConfig

_PER_FRAME = ("plan_reader", "plan_thinker", "plan_to_slow", "plan_to_middle", "plan_to_sample")
_PER_SLOW_TURN = ("values_to_slow", "slow", "slow_to_middle")
_PER_MIDDLE_TURN = ("values_to_middle", "guide_to_middle", "middle", "middle_to_sample")
_LOOKED_UP = ("encoder", "chain.codes", "chain.told")
"""Tables: what they say is read, not multiplied, when playing."""


def multiply_adds_a_second(config: NetworkConfig) -> float:
    """Multiply-adds that playing a second takes: all matrices, and the filter bank's synthesis."""
    steps_a_second = config.sample_rate / config.bands
    total = 0.0
    for name, value in network_without_values(config).named_parameters():
        if value.dim() < 2 or "bias" in name or name.startswith(_LOOKED_UP):
            continue
        total += value.numel() * steps_a_second / _steps_between(name.split(".")[0], config)
    taps = filterbank(config.bands).taps
    return total + taps * config.sample_rate * config.channels


def _steps_between(layer: str, config: NetworkConfig) -> int:
    """How many steps pass from one use of a layer to the next."""
    if layer in _PER_FRAME:
        return config.frame_steps
    if layer in _PER_SLOW_TURN:
        return config.slow_steps
    return config.middle_steps if layer in _PER_MIDDLE_TURN else 1
