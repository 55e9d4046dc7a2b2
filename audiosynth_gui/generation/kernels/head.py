"""From a hidden vector to a drawn value: the chain of softmaxes, and the value's way back."""

import math

import numpy as np

from audiosynth_gui.compiling import inlined
from audiosynth_gui.generation.kernels.arithmetic import (
    add,
    exponential,
    exponential_of,
    fill,
    multiply_add,
    rectify,
)
from audiosynth_gui.generation.kernels.structures import DRAW
from audiosynth_gui.networks import head as networks_head

LINEAR_GAIN = np.float32(networks_head.LINEAR_GAIN)

TAIL = np.float32(0.002)
"""Chances below this are not drawn: a floor of noise does harm, a cut tail does not."""

_LOG_256 = np.float32(5.545177444479562)


@inlined
def uniform(seed, step, place):
    """A random number in 0 … 1 that hangs on its place alone (SplitMix64, Steele et al. 2014)."""
    mixed = np.uint64(seed) * np.uint64(0xD1342543DE82EF95)
    mixed += np.uint64(step) * np.uint64(0x9E3779B97F4A7C15)
    mixed += np.uint64(place + 1) * np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inlined
def to_chances(values, count, temperature):
    """Replace logits by exp((logit − largest) / temperature); return their sum."""
    largest = values[0]
    for index in range(1, count):
        largest = max(largest, values[index])
    scale = np.float32(1.0) / np.float32(max(temperature, 1e-3))
    for index in range(count):
        values[index] = (values[index] - largest) * scale
    exponential(values, count)
    total = np.float32(0.0)
    for index in range(count):
        total += values[index]
    return total


@inlined
def cut_below(values, count, floor):
    """Set what lies below the floor to 0; return the sum of the rest."""
    total = np.float32(0.0)
    for index in range(count):
        if values[index] < floor:
            values[index] = np.float32(0.0)
        total += values[index]
    return total


@inlined
def nucleus_floor(values, count, wanted):
    """The highest floor above which the chances still sum to `wanted` (top-p, 1904.09751)."""
    low, high = np.float32(0.0), np.float32(1.0)
    for _ in range(16):
        middle = np.float32(0.5) * (low + high)
        total = np.float32(0.0)
        for index in range(count):
            if values[index] >= middle:
                total += values[index]
        if total >= wanted:
            low = middle
        else:
            high = middle
    return low


@inlined
def draw(values, count, total, chance):
    """The index at which the running sum of values passes chance × total."""
    wanted, passed, last = np.float32(chance) * total, np.float32(0.0), 0
    for index in range(count):
        if values[index] > np.float32(0.0):
            last = index
            passed += values[index]
            if passed > wanted:
                return index
    return last


@inlined
def choose_value(head, scratch, stream, orders, step, given):
    """Run the chain for one stream on `scratch.hidden`.

    Returns the companded value of the code, and minus the natural logarithm of its chance before
    temperature and cuts (0 when drawing). When not drawing, the code is `given`.
    """
    stages = head.stage_bits.shape[0]
    units = scratch.hidden.shape[0]
    total_bits = 0
    for stage in range(stages):
        total_bits += head.stage_bits[stage]
    left = total_bits
    code, row, told_row, nats = 0, 0, 0, 0.0
    seen, chances = scratch.seen, scratch.chances
    for stage in range(stages):
        bits = head.stage_bits[stage]
        count = 1 << bits
        left -= bits
        fill(seen, scratch.hidden)
        if stage > 0:
            for earlier in range(stage):
                add(seen, head.told[stream, told_row + scratch.parts[earlier]])
                told_row += 1 << head.stage_bits[earlier]
            rectify(seen)
        weights = head.chain_weights[stream]
        for index in range(count):
            total = head.chain_biases[stream, row + index]
            for unit in range(units):
                total += weights[row + index, unit] * seen[unit]
            chances[index] = total
        if orders.mode == DRAW:
            total = to_chances(chances, count, orders.temperature)
            total = cut_below(chances, count, min(TAIL * total, np.float32(1.0)))
            if orders.top_p < 1.0:
                floor = nucleus_floor(chances, count, np.float32(orders.top_p) * total)
                total = cut_below(chances, count, floor)
            part = draw(chances, count, total, uniform(orders.seed, step, stream * 8 + stage))
        else:
            part = (given >> left) & (count - 1)
            largest = chances[0]
            for index in range(count):
                largest = max(largest, chances[index])
            logit = chances[part] - largest
            total = to_chances(chances, count, 1.0)
            nats += math.log(total) - logit
        scratch.parts[stage] = part
        code = (code << bits) | part
        row += count
    place = 0.5
    if head.spread[0] != 0 and orders.mode == DRAW:
        place = uniform(orders.seed, step, stream * 8 + 7)
    return np.float32((code + place) * (2.0 / (1 << total_bits)) - 1.0), nats


@inlined
def linear_of(companded):
    """Undo the µ-law."""
    size = (exponential_of(abs(companded) * _LOG_256) - np.float32(1.0)) / np.float32(255.0)
    return size if companded >= 0 else -size


@inlined
def remember(head, state, row, stream, streams, companded):
    """Write a value into the buffers of the state at that row."""
    linear = linear_of(companded)
    place = (row * streams + stream) * 2
    state.numbers[place] = linear
    state.numbers[place + 1] = companded
    code = int((companded + np.float32(1.0)) * np.float32(128.0))
    looked_up = head.embedding[min(max(code, 0), 255)]
    width = looked_up.shape[0] + 1
    vector = state.vectors[stream, row * width : (row + 1) * width]
    for index in range(width - 1):
        vector[index] = looked_up[index]
    vector[width - 1] = LINEAR_GAIN * linear
    first = state.current.shape[0] - streams * width
    for index in range(width):
        state.current[first + stream * width + index] = vector[index]


@inlined
def add_lower(head, state, stream, out):
    """Add what the streams just made in this step tell this one."""
    width = head.embedding.shape[1] + 1
    multiply_add(head.lower[stream], state.current, stream * width, out)
