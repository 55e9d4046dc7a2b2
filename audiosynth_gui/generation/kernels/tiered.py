"""The kernel of the tiered renderer: a block of sound from a block of plan, in one call."""

import numpy as np

from audiosynth_gui.compiling import compiled, inlined
from audiosynth_gui.generation.kernels.arithmetic import add, fill, gru_turn, multiply_add, rectify
from audiosynth_gui.generation.kernels.head import (
    LINEAR_GAIN,
    choose_value,
    remember,
)
from audiosynth_gui.generation.kernels.structures import DRAW, LISTEN
from audiosynth_gui.generation.kernels.synthesis import move_on, synthesise
from audiosynth_gui.networks.head import LOWER_STREAMS


@inlined
def _slow_turn(weights, scratch, hidden, numbers, start, turn):
    entering = scratch.slow_entering
    fill(entering, weights.plan_to_slow_bias[turn])
    multiply_add(weights.plan_to_slow[turn], scratch.plan_seen, 0, entering)
    multiply_add(weights.values_to_slow, numbers, start, entering)
    rectify(entering)
    wide = 3 * hidden.shape[0]
    gru_turn(
        weights.slow_in, weights.slow_in_bias, weights.slow_back, weights.slow_back_bias,
        entering, hidden, scratch.gates[:wide], scratch.back[:wide],
    )  # fmt: skip
    fill(scratch.slow_for_middle, weights.slow_to_middle_bias)
    multiply_add(weights.slow_to_middle, hidden, 0, scratch.slow_for_middle)
    add(scratch.slow_for_middle, scratch.plan_for_middle)


@inlined
def _middle_turn(weights, scratch, hidden, numbers, start, guide, at):
    entering = scratch.middle_entering
    fill(entering, scratch.slow_for_middle)
    multiply_add(weights.values_to_middle, numbers, start, entering)
    if guide.shape[1] > 0:
        streams = guide.shape[1]
        for place in range(scratch.guide.shape[0]):
            scratch.guide[place] = LINEAR_GAIN * guide[at + place // streams, place % streams]
        multiply_add(weights.guide_to_middle, scratch.guide, 0, entering)
    rectify(entering)
    wide = 3 * hidden.shape[0]
    gru_turn(
        weights.middle_in, weights.middle_in_bias, weights.middle_back, weights.middle_back_bias,
        entering, hidden, scratch.gates[:wide], scratch.back[:wide],
    )  # fmt: skip


@inlined
def _read_plan(weights, scratch, flat_plan, start):
    """Fill what the plan says for a whole feature frame."""
    fill(scratch.plan_read, weights.plan_reader_bias)
    multiply_add(weights.plan_reader, flat_plan, start, scratch.plan_read)
    rectify(scratch.plan_read)
    fill(scratch.plan_seen, weights.plan_thinker_bias)
    multiply_add(weights.plan_thinker, scratch.plan_read, 0, scratch.plan_seen)
    rectify(scratch.plan_seen)
    scratch.plan_for_middle[:] = np.float32(0.0)
    multiply_add(weights.plan_to_middle, scratch.plan_seen, 0, scratch.plan_for_middle)
    for stream in range(scratch.planned.shape[0]):
        fill(scratch.planned[stream], weights.sample_bias[stream])
        multiply_add(weights.plan_to_sample[stream], scratch.plan_seen, 0, scratch.planned[stream])


@inlined
def _sample_hidden(weights, head, scratch, head_scratch, state, row, stream, hints):
    """Fill `head_scratch.hidden` for one stream of the step at `row`."""
    first, entering = scratch.first, scratch.entering
    width = head.embedding.shape[1] + 1
    lower = LOWER_STREAMS * width
    hinted = hints.shape[1]
    taps = entering.shape[0] - lower - hinted
    own = state.vectors[stream, row * width - taps : row * width]
    for index in range(taps):
        entering[index] = own[index]
    below = state.current[stream * width : stream * width + lower]
    for index in range(lower):
        entering[taps + index] = below[index]
    for index in range(hinted):
        entering[taps + lower + index] = hints[stream, index]
    planned = scratch.planned[stream]
    for unit in range(first.shape[0]):
        first[unit] = scratch.common[unit] + planned[unit]
    multiply_add(weights.entering[stream], entering, 0, first)
    rectify(first)
    fill(head_scratch.hidden, weights.sample_out_bias[stream])
    multiply_add(weights.sample_weight[stream], first, 0, head_scratch.hidden)
    rectify(head_scratch.hidden)


@inlined
def _make_step(weights, head, scratch, head_scratch, state, row, orders, given, codes, nats, hints):
    """Make, or hear, the values of all streams at `row`."""
    streams = state.vectors.shape[0]
    step = state.step[0] + row
    for stream in range(streams):
        value = given[stream]
        if orders.mode != LISTEN:
            _sample_hidden(weights, head, scratch, head_scratch, state, row, stream, hints)
            drawn, loss = choose_value(head, head_scratch, stream, orders, step, codes[stream])
            nats[stream] = loss
            if orders.mode == DRAW:
                value = drawn
        remember(head, state, row, stream, streams, value)


@compiled
def render_tiered(
    weights, head, scratch, head_scratch, state, orders, matrix, told, given, codes, nats, out
):
    """Make whole feature frames of sound.

    Args:
        weights, head, scratch, head_scratch, state, orders, told: see `structures`.
        matrix: of the filter bank's synthesis, see `synthesise`.
        given: float32 (frames · N, S): companded values to hear; one unread row when drawing.
        codes: int32, same shape: their codes, for `SCORE`.
        nats: float32, same shape: written with minus the log-chance of each value.
        out: float32 (frames · hop, channels): written.
    """
    plan = told.features
    streams = state.vectors.shape[0]
    turns, slow_units, _ = weights.plan_to_slow.shape
    middle_steps = weights.middle_to_sample.shape[0]
    features = plan.shape[1]
    context = weights.plan_reader.shape[1] // features
    frames = plan.shape[0] - context + 1
    slow_steps = weights.values_to_slow.shape[1] // (2 * streams)
    steps = slow_steps * turns
    past = state.numbers.shape[0] // (2 * streams) - steps
    window = weights.values_to_middle.shape[1]
    slow, middle = state.recurrent[:slow_units], state.recurrent[slow_units:]
    flat_plan, guide = plan.ravel(), told.guide
    reach = (guide.shape[0] - frames * steps) // 2
    for frame in range(frames):
        _read_plan(weights, scratch, flat_plan, frame * features)
        for step in range(steps):
            row = past + step
            if step % slow_steps == 0:
                start = (row - slow_steps) * 2 * streams
                turn = step // slow_steps
                _slow_turn(weights, scratch, slow, state.numbers, start, turn)
            phase = step % middle_steps
            if phase == 0:
                start = row * 2 * streams - window
                at = frame * steps + step + reach
                _middle_turn(weights, scratch, middle, state.numbers, start, guide, at)
            if orders.mode != LISTEN:
                fill(scratch.common, weights.middle_to_sample_bias[phase])
                multiply_add(weights.middle_to_sample[phase], middle, 0, scratch.common)
            at = frame * steps + step
            heard = 0 if orders.mode == DRAW else at
            hints = told.hints[min(at, told.hints.shape[0] - 1)]
            _make_step(
                weights, head, scratch, head_scratch, state, row, orders,
                given[heard], codes[heard], nats[heard], hints,
            )  # fmt: skip
        synthesise(state, past, steps, told.scales, frame * steps, matrix, out, orders.mode == DRAW)
        move_on(state, past, steps, streams)
