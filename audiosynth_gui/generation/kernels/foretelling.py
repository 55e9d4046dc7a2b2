"""The plan network's turns: hear reduced frames, and say how likely others would be after them."""

from typing import NamedTuple

import numpy as np

from audiosynth_gui.compiling import compiled, inlined
from audiosynth_gui.generation.kernels.arithmetic import (
    exponential,
    fill,
    gru_turn,
    multiply_add,
)
from audiosynth_gui.generation.kernels.structures import Floats


class PlanWeights(NamedTuple):
    """Weights of a plan network: U units, K components, I inputs.

    Attributes:
        entering: (3 U, I); entering_bias: (3 U,).
        back: (3 U, U); back_bias: (3 U,).
        kept: (I,): share of the present frame in the means of the next.
        outer: (K + 2 K I, U): rows of the components' weights, means and log-deviations.
        outer_bias: (K + 2 K I,).
        log_limits: (2,): least and most log-deviation.
    """

    entering: Floats
    entering_bias: Floats
    back: Floats
    back_bias: Floats
    kept: Floats
    outer: Floats
    outer_bias: Floats
    log_limits: Floats


class PlanScratch(NamedTuple):
    """Room for a turn.

    Attributes:
        hidden: (U,); last: (I,): where a score has got to.
        gates, back: (3 U,).
        foretold: (K + 2 K I,).
        precisions: (K I,).
    """

    hidden: Floats
    last: Floats
    gates: Floats
    back: Floats
    foretold: Floats
    precisions: Floats


HALF_LOG_TWO_PI = np.float32(0.5 * np.log(2.0 * np.pi))


@inlined
def _turn(weights, scratch, frame, hidden, last):
    gru_turn(
        weights.entering, weights.entering_bias, weights.back, weights.back_bias,
        frame, hidden, scratch.gates, scratch.back,
    )  # fmt: skip
    fill(last, frame)


@inlined
def _log_likelihood(weights, scratch, frame, hidden, last):
    """How likely a frame is after those heard, in nats."""
    foretold, precisions = scratch.foretold, scratch.precisions
    inputs = frame.shape[0]
    wide = precisions.shape[0]
    components = wide // inputs
    fill(foretold, weights.outer_bias)
    multiply_add(weights.outer, hidden, 0, foretold)
    means = foretold[components : components + wide]
    logs = foretold[components + wide :]
    for index in range(wide):
        logs[index] = min(max(logs[index], weights.log_limits[0]), weights.log_limits[1])
        precisions[index] = -logs[index]
    exponential(precisions, wide)
    highest = np.float32(-1e30)
    normal = np.float32(0.0)
    for component in range(components):
        normal += np.exp(foretold[component])
        total = foretold[component] - inputs * HALF_LOG_TWO_PI
        first = component * inputs
        for index in range(inputs):
            mean = means[first + index] + weights.kept[index] * last[index]
            gap = (frame[index] - mean) * precisions[first + index]
            total -= np.float32(0.5) * gap * gap + logs[first + index]
        foretold[component] = total
        highest = max(highest, total)
    likelihood = np.float32(0.0)
    for component in range(components):
        likelihood += np.exp(foretold[component] - highest)
    return highest + np.log(likelihood) - np.log(normal)


@compiled
def hear(weights, scratch, frames, hidden, last):
    """Hear standardised reduced frames (frames, I); `hidden` (U,) and `last` (I,) move on."""
    for index in range(frames.shape[0]):
        _turn(weights, scratch, frames[index], hidden, last)


@compiled
def score(weights, scratch, stretches, lengths, hidden, last, skipped, out):
    """Say how likely each stretch would be next, in nats.

    Args:
        weights, scratch: `PlanWeights`, `PlanScratch`.
        stretches: float32 (stretches, frames, I), standardised.
        lengths: int32 (stretches,): frames of each that are there.
        hidden, last: of what was heard; they stay as they are.
        skipped: so many frames at the start of each are heard, but do not count.
        out: float32 (stretches,); replaced.
    """
    for stretch in range(stretches.shape[0]):
        fill(scratch.hidden, hidden)
        fill(scratch.last, last)
        total = np.float32(0.0)
        for index in range(lengths[stretch]):
            frame = stretches[stretch, index]
            if index >= skipped:
                total += _log_likelihood(weights, scratch, frame, scratch.hidden, scratch.last)
            _turn(weights, scratch, frame, scratch.hidden, scratch.last)
        out[stretch] = total
