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
    """The exponential of one value (float32), to 4e-6 of it; beyond ±87 that of ±87.

    The power of two goes straight into the exponent's bits, so that loops over it are spread over
    a register.
    """
    scaled = min(max(value * _LOG2_E, -_HIGHEST), _HIGHEST)
    floor = np.float32(np.floor(scaled))
    bits = np.int32((np.int32(floor) + np.int32(127)) << np.int32(23))
    return power_of_two(scaled - floor) * bits.view(np.float32)


@inlined
def exponential(values, count):
    """Replace the first `count` values by their exponentials."""
    for index in range(count):
        values[index] = exponential_of(values[index])


@inlined
def sigmoid(values, count):
    """Replace the first `count` values by 1 / (1 + exp(−value))."""
    for index in range(count):
        values[index] = -values[index]
    exponential(values, count)
    for index in range(count):
        values[index] = np.float32(1.0) / (np.float32(1.0) + values[index])


@inlined
def tanh(values, count):
    """Replace the first `count` values by their hyperbolic tangents."""
    for index in range(count):
        values[index] = np.float32(2.0) * values[index]
    sigmoid(values, count)
    for index in range(count):
        values[index] = np.float32(2.0) * values[index] - np.float32(1.0)


@inlined
def gru_turn(weights_in, biases_in, weights_back, biases_back, entering, hidden, gates, back):
    """Turn a GRU cell once, as torch.nn.GRU defines it.

    Args:
        weights_in: (3 units, inputs); biases_in: (3 units,).
        weights_back: (3 units, units); biases_back: (3 units,).
        entering: (inputs,).
        hidden: (units,); replaced by the new state.
        gates, back: scratch (3 units,).
    """
    units = hidden.shape[0]
    fill(gates, biases_in)
    multiply_add(weights_in, entering, 0, gates)
    fill(back, biases_back)
    multiply_add(weights_back, hidden, 0, back)
    for index in range(2 * units):
        gates[index] += back[index]
    sigmoid(gates, 2 * units)
    fresh = gates[2 * units :]
    fresh_back, kept = back[2 * units :], gates[units : 2 * units]
    for index in range(units):
        fresh[index] += gates[index] * fresh_back[index]
    tanh(fresh, units)
    for index in range(units):
        hidden[index] = fresh[index] + kept[index] * (hidden[index] - fresh[index])


@inlined
def lstm_turn(weights_back, entering, hidden, cell, gates):
    """Turn an LSTM cell once, as torch.nn.LSTM defines it.

    Args:
        weights_back: (4 units, units).
        entering: (4 units,): biases and what comes from the input, already multiplied.
        hidden, cell: (units,); replaced by the new state.
        gates: scratch (4 units,).
    """
    units = hidden.shape[0]
    fill(gates, entering)
    multiply_add(weights_back, hidden, 0, gates)
    sigmoid(gates, 2 * units)
    sigmoid(gates[3 * units :], units)
    kept, fresh, shown = gates[units:], gates[2 * units : 3 * units], gates[3 * units :]
    tanh(fresh, units)
    for index in range(units):
        cell[index] = kept[index] * cell[index] + gates[index] * fresh[index]
        hidden[index] = cell[index]
    tanh(hidden, units)
    for index in range(units):
        hidden[index] *= shown[index]
