"""Products and curves that every kernel uses.

Plain loops over rows: at these sizes they beat BLAS, and `fastmath` lets the compiler use the
machine's widest registers. `exponential` is a polynomial because the compiler cannot spread calls
of the C library's `exp` over a register.
"""

import numpy as np

from audiosynth_gui.compiling import inlined

_LOG2_E = np.float32(1.4426950408889634)
_HIGHEST = np.float32(126.0)


@inlined
def multiply_add(matrix, vector, start, out):
    """Add matrix (rows, columns) · vector[start : start + columns] to out (rows,)."""
    rows, columns = matrix.shape
    # a slice, because an index that might be negative keeps the loop from being vectorised
    part = vector[start : start + columns]
    for row in range(rows):
        total = np.float32(0.0)
        for column in range(columns):
            total += matrix[row, column] * part[column]
        out[row] += total


@inlined
def fill(out, values):
    """Copy values over out."""
    for index in range(out.shape[0]):
        out[index] = values[index]


@inlined
def add(out, values):
    """Add values to out."""
    for index in range(out.shape[0]):
        out[index] += values[index]


@inlined
def rectify(values):
    """Replace negative values by 0."""
    for index in range(values.shape[0]):
        values[index] = max(values[index], np.float32(0.0))


@inlined
def power_of_two(rest):
    """2 ** rest for 0 … 1: Taylor of exp(rest ln 2) about the middle, degree 7."""
    x = (rest - np.float32(0.5)) * np.float32(0.6931471805599453)
    series = np.float32(1.0 / 5040.0)
    series = series * x + np.float32(1.0 / 720.0)
    series = series * x + np.float32(1.0 / 120.0)
    series = series * x + np.float32(1.0 / 24.0)
    series = series * x + np.float32(1.0 / 6.0)
    series = series * x + np.float32(0.5)
    series = series * x + np.float32(1.0)
    series = series * x + np.float32(1.0)
    return series * np.float32(1.4142135623730951)


@inlined
def exponential_of(value):
    """The exponential of one value in ±87, to 1e-7 of it; a third of the library's time."""
    scaled = value * _LOG2_E
    floor = np.float32(np.floor(scaled))
    whole = np.int32((np.int32(floor) + np.int32(127)) << np.int32(23))
    return power_of_two(scaled - floor) * whole.view(np.float32)


@inlined
def exponential(values, count, whole):
    """Replace the first `count` values (float32) by their exponentials, to 1e-7 of each.

    Args:
        values: float32; what lies outside ±87 is cut there.
        count: how many.
        whole: int32 scratch, at least as long.
    """
    powers = whole.view(np.float32)
    for index in range(count):
        scaled = values[index] * _LOG2_E
        scaled = min(max(scaled, -_HIGHEST), _HIGHEST)
        floor = np.float32(np.floor(scaled))
        values[index] = power_of_two(scaled - floor)
        whole[index] = (np.int32(floor) + np.int32(127)) << np.int32(23)
    for index in range(count):
        values[index] *= powers[index]


@inlined
def sigmoid(values, count, whole):
    """Replace the first `count` values by 1 / (1 + exp(−value))."""
    for index in range(count):
        values[index] = -values[index]
    exponential(values, count, whole)
    for index in range(count):
        values[index] = np.float32(1.0) / (np.float32(1.0) + values[index])


@inlined
def tanh(values, count, whole):
    """Replace the first `count` values by their hyperbolic tangents."""
    for index in range(count):
        values[index] = np.float32(2.0) * values[index]
    sigmoid(values, count, whole)
    for index in range(count):
        values[index] = np.float32(2.0) * values[index] - np.float32(1.0)


@inlined
def gru_turn(
    weights_in, biases_in, weights_back, biases_back, entering, hidden, gates, back, whole
):
    """Turn a GRU cell once, as torch.nn.GRU defines it.

    Args:
        weights_in: (3 units, inputs); biases_in: (3 units,).
        weights_back: (3 units, units); biases_back: (3 units,).
        entering: (inputs,).
        hidden: (units,); replaced by the new state.
        gates, back: scratch (3 units,); whole: int32 scratch (3 units,).
    """
    units = hidden.shape[0]
    fill(gates, biases_in)
    multiply_add(weights_in, entering, 0, gates)
    fill(back, biases_back)
    multiply_add(weights_back, hidden, 0, back)
    for index in range(2 * units):
        gates[index] += back[index]
    sigmoid(gates, 2 * units, whole)
    fresh = gates[2 * units :]
    fresh_back, kept = back[2 * units :], gates[units : 2 * units]
    for index in range(units):
        fresh[index] += gates[index] * fresh_back[index]
    tanh(fresh, units, whole)
    for index in range(units):
        hidden[index] = fresh[index] + kept[index] * (hidden[index] - fresh[index])


@inlined
def lstm_turn(weights_back, entering, hidden, cell, gates, whole):
    """Turn an LSTM cell once, as torch.nn.LSTM defines it.

    Args:
        weights_back: (4 units, units).
        entering: (4 units,): biases and what comes from the input, already multiplied.
        hidden, cell: (units,); replaced by the new state.
        gates: scratch (4 units,); whole: int32 scratch (4 units,).
    """
    units = hidden.shape[0]
    fill(gates, entering)
    multiply_add(weights_back, hidden, 0, gates)
    sigmoid(gates, 2 * units, whole)
    sigmoid(gates[3 * units :], units, whole)
    kept, fresh, shown = gates[units:], gates[2 * units : 3 * units], gates[3 * units :]
    tanh(fresh, units, whole)
    for index in range(units):
        cell[index] = kept[index] * cell[index] + gates[index] * fresh[index]
        hidden[index] = cell[index]
    tanh(hidden, units, whole)
    for index in range(units):
        hidden[index] *= shown[index]
