"""How fast one core multiplies matrices with vectors: the limit of everything the sampler does."""

import time
from collections.abc import Iterator

import numba
import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.cli.benches.measurement import Measurement

SHAPES = ((64, 64), (576, 192), (1536, 512))
"""Rows and columns: a small layer, a gate of a middle tier, a gate of a slow tier."""
ATTEMPT_SECONDS = 0.2
ATTEMPTS = 5
STREAMS_WORK = 1e9
"""Multiply-adds of one attempt."""


def measure() -> Iterator[Measurement]:
    """Yield the best rate for each shape, in thousand million multiply-adds a second."""
    generator = np.random.default_rng(0)
    for rows, columns in SHAPES:
        matrix = generator.standard_normal((rows, columns)).astype(np.float32)
        vector = generator.standard_normal(columns).astype(np.float32)
        out = np.zeros(rows, np.float32)
        _multiply(matrix, vector, out, 1)
        repeats = _repeats_for(matrix, vector, out)
        best_seconds = min(_timed(matrix, vector, out, repeats) for _ in range(ATTEMPTS))
        rate = rows * columns * repeats / best_seconds / 1e9
        yield Measurement(f"matrix {rows} × {columns} by vector, one core", rate, "GMAC/s")


def streams_rate(streams: int, rows: int, columns: int) -> float:
    """Multiply-adds a second of one core where every stream has a matrix of its own.

    All of them together lie in the cache where a network's do.
    """
    generator = np.random.default_rng(0)
    matrices = generator.standard_normal((streams, rows, columns)).astype(np.float32)
    vector = generator.standard_normal(columns).astype(np.float32)
    out = np.zeros(rows, np.float32)
    _multiply_each(matrices, vector, out, 1)
    repeats = max(1, int(STREAMS_WORK / matrices.size))
    seconds = []
    for _ in range(ATTEMPTS):
        started = time.thread_time()
        _multiply_each(matrices, vector, out, repeats)
        seconds.append(time.thread_time() - started)
    return matrices.size * repeats / min(seconds)


def _repeats_for(
    matrix: NDArray[np.float32], vector: NDArray[np.float32], out: NDArray[np.float32]
) -> int:
    """How many products take about one attempt's time."""
    repeats = 1
    while (seconds := _timed(matrix, vector, out, repeats)) < ATTEMPT_SECONDS / 10:
        repeats *= 2
    return max(1, round(repeats * ATTEMPT_SECONDS / seconds))


def _timed(
    matrix: NDArray[np.float32],
    vector: NDArray[np.float32],
    out: NDArray[np.float32],
    repeats: int,
) -> float:
    started = time.perf_counter()
    _multiply(matrix, vector, out, repeats)
    return time.perf_counter() - started


@numba.njit(nogil=True, fastmath=True)
def _multiply(
    matrix: NDArray[np.float32],
    vector: NDArray[np.float32],
    out: NDArray[np.float32],
    repeats: int,
) -> None:
    """Set `out` to `matrix` · `vector`, many times."""
    for _ in range(repeats):
        _product(matrix, vector, out)


@numba.njit(nogil=True, fastmath=True)
def _multiply_each(
    matrices: NDArray[np.float32],
    vector: NDArray[np.float32],
    out: NDArray[np.float32],
    repeats: int,
) -> None:
    """Set `out` to every matrix · `vector` in turn, many times."""
    for _ in range(repeats):
        for index in range(matrices.shape[0]):
            _product(matrices[index], vector, out)


@numba.njit(nogil=True, fastmath=True)
def _product(
    matrix: NDArray[np.float32], vector: NDArray[np.float32], out: NDArray[np.float32]
) -> None:
    for row in range(matrix.shape[0]):
        total = np.float32(0.0)
        for column in range(matrix.shape[1]):
            total += matrix[row, column] * vector[column]
        out[row] = total
    # Each product needs the one before, as in a recurrent network, so none can be left out.
    vector[0] = out[0] * np.float32(1e-30)
