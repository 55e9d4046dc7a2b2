"""The kernels of the article's two networks: one turn of every layer for each step."""

from audiosynth_gui.compiling import compiled, inlined
from audiosynth_gui.generation.kernels.arithmetic import (
    fill,
    lstm_turn,
    multiply_add,
    rectify,
    tanh,
)
from audiosynth_gui.generation.kernels.head import (
    add_lower,
    choose_value,
    remember,
)
from audiosynth_gui.generation.kernels.structures import DRAW, LISTEN
from audiosynth_gui.generation.kernels.synthesis import move_on, synthesise


@inlined
def _rnn_turn(weights, scratch, state):
    hidden = state.recurrent
    multiply_add(weights.first_back, hidden, 0, scratch.entering)
    tanh(scratch.entering, hidden.shape[0])
    fill(hidden, scratch.entering)
    fill(scratch.common, hidden)


@inlined
def _lstm_turn(weights, scratch, state):
    units = weights.first_back.shape[1]
    first, first_cell = state.recurrent[:units], state.recurrent[units : 2 * units]
    second, second_cell = state.recurrent[2 * units : 3 * units], state.recurrent[3 * units :]
    lstm_turn(weights.first_back, scratch.entering, first, first_cell, scratch.gates)
    fill(scratch.entering, weights.second_bias)
    multiply_add(weights.second_in, first, 0, scratch.entering)
    lstm_turn(weights.second_back, scratch.entering, second, second_cell, scratch.gates)
    fill(scratch.common, weights.dense_bias)
    multiply_add(weights.dense, second, 0, scratch.common)
    tanh(scratch.common, scratch.common.shape[0])


@inlined
def _choose(head, scratch, head_scratch, state, row, orders, given, codes, nats):
    streams = state.vectors.shape[0]
    step = state.step[0] + row
    for stream in range(streams):
        value = given[stream]
        if orders.mode != LISTEN:
            fill(head_scratch.hidden, scratch.common)
            add_lower(head, state, stream, head_scratch.hidden)
            drawn, loss = choose_value(head, head_scratch, stream, orders, step, codes[stream])
            nats[stream] = loss
            if orders.mode == DRAW:
                value = drawn
        remember(head, state, row, stream, streams, value)


@compiled
def render_classic(
    weights, head, scratch, head_scratch, state, orders, matrix, told, given, codes, nats, out
):
    """Make whole feature frames of sound; arguments as in `tiered.render_tiered`."""
    streams = state.vectors.shape[0]
    is_lstm = weights.second_back.shape[0] > 0
    plan = told.features
    features = plan.shape[1]
    context = weights.plan_reader.shape[1] // features
    frames = plan.shape[0] - context + 1
    window = weights.values_to_first.shape[1]
    bands = matrix.shape[0]
    steps = state.bands.shape[1] // bands - (matrix.shape[1] // bands - 1)
    past = state.numbers.shape[0] // (2 * streams) - steps
    flat_plan = plan.ravel()
    for frame in range(frames):
        fill(scratch.plan_seen, weights.plan_reader_bias)
        multiply_add(weights.plan_reader, flat_plan, frame * features, scratch.plan_seen)
        rectify(scratch.plan_seen)
        fill(scratch.planned, weights.first_bias)
        multiply_add(weights.plan_to_first, scratch.plan_seen, 0, scratch.planned)
        for step in range(steps):
            row = past + step
            fill(scratch.entering, scratch.planned)
            start = row * 2 * streams - window
            multiply_add(weights.values_to_first, state.numbers, start, scratch.entering)
            if is_lstm:
                _lstm_turn(weights, scratch, state)
            else:
                _rnn_turn(weights, scratch, state)
            at = 0 if orders.mode == DRAW else frame * steps + step
            _choose(
                head, scratch, head_scratch, state, row, orders,
                given[at], codes[at], nats[at],
            )  # fmt: skip
        synthesise(state, past, steps, told.scales, frame * steps, matrix, out, orders.mode == DRAW)
        move_on(state, past, steps, streams)
