"""Likelihood without a network: linear prediction with a logistic residual."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_expit

from audiosynth_gui.features.quantization import MULAW8, expand

ORDER = 16
FOLLOWED_SAMPLES = 32
"""The following scale is that of this many last residuals."""

_SMALLEST_SCALE = 1e-6
_FITTED_SAMPLES = 1 << 20
"""At most this many samples, from the start, are used to fit."""

_PRECISION = {"xatol": 1e-2, "fatol": 1e-4}
"""Of the logarithms of the scales, and of the bits: finer than any figure that is told."""

_Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class LinearPredictor:
    """A linear predictor fitted to some music.

    The residual has a logistic distribution; a code's likelihood is the part of it that falls
    between the code's two edges (as in PixelCNN++, arXiv 1701.05517).

    Attributes:
        coefficients: float64 (ORDER,), the oldest sample's first.
        fixed_scale: of the residual, full scale is 1.
        following: the scale that follows is the first of these times the mean size of the last
            residuals, plus the second.
    """

    coefficients: NDArray[np.float64]
    fixed_scale: float
    following: tuple[float, float]

    def bits(self, codes: NDArray[np.int64], follows: bool) -> NDArray[np.float64]:
        """Return what each code costs, in bits, from the codes before it alone.

        Args:
            codes: µ-law codes in 0 … 255, shape (samples,), more than ORDER.
            follows: whether the scale follows the last residuals.

        Returns:
            float64 (samples − ORDER,): the first ORDER codes are only heard.
        """
        predicted, residual = _predict(codes, self.coefficients)
        scales: _Floats | float = self.fixed_scale
        if follows:
            scales = self.following[0] * _mean_size(residual) + self.following[1]
        return _costs(codes[ORDER:], predicted, scales)


def fit_linear_predictor(codes: NDArray[np.int64]) -> LinearPredictor:
    """Fit the coefficients by least squares, then the scales by likelihood.

    Args:
        codes: µ-law codes in 0 … 255 of the music to learn from, shape (samples,).
    """
    codes = codes[:_FITTED_SAMPLES]
    windows, targets = _windows(codes)
    gram = windows.T @ windows
    # a touch of noise keeps silence and pure tones solvable
    gram += np.eye(ORDER) * max(1e-9 * float(np.trace(gram)), 1e-12)
    coefficients = np.asarray(np.linalg.solve(gram, windows.T @ targets), np.float64)
    predicted, residual = _predict(codes, coefficients)
    size = max(float(np.abs(residual).mean()), _SMALLEST_SCALE)
    followed = _mean_size(residual)

    def fixed_cost(logarithms: _Floats) -> float:
        return float(_costs(codes[ORDER:], predicted, np.exp(logarithms[0])).mean())

    def following_cost(logarithms: _Floats) -> float:
        gain, floor = np.exp(logarithms)
        return float(_costs(codes[ORDER:], predicted, gain * followed + floor).mean())

    fixed = minimize(fixed_cost, [np.log(size)], method="Nelder-Mead", options=_PRECISION)
    start = np.log([0.5, 0.01 * size])
    following = minimize(following_cost, start, method="Nelder-Mead", options=_PRECISION)
    gain, floor = np.exp(following.x)
    return LinearPredictor(coefficients, float(np.exp(fixed.x[0])), (float(gain), float(floor)))


def _windows(codes: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The ORDER values before every value from the ORDER-th on, and those values."""
    values = _edges_and_values()[1][codes]
    return np.lib.stride_tricks.sliding_window_view(values, ORDER)[:-1], values[ORDER:]


def _predict(
    codes: NDArray[np.int64], coefficients: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    windows, targets = _windows(codes)
    predicted = windows @ coefficients
    return predicted, targets - predicted


def _mean_size(residual: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mean size of the last residuals before each; of all that there are at the start."""
    sums = np.concatenate([[0.0], np.cumsum(np.abs(residual))])
    ends = np.arange(len(residual))
    starts = np.maximum(ends - FOLLOWED_SAMPLES, 0)
    sizes: NDArray[np.float64] = (sums[ends] - sums[starts]) / np.maximum(ends - starts, 1)
    sizes[0] = 1.0  # nothing is known yet
    return np.maximum(sizes, 0.0)


def _edges_and_values() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Linear edges between the codes, (257,), the outermost infinite, and the codes' values."""
    companded = np.linspace(-1.0, 1.0, MULAW8.levels + 1, dtype=np.float32)
    edges = expand(companded).astype(np.float64)
    edges[0], edges[-1] = -np.inf, np.inf
    values = expand(MULAW8.decode(np.arange(MULAW8.levels, dtype=np.int32)))
    return edges, values.astype(np.float64)


def _costs(
    codes: NDArray[np.int64], predicted: NDArray[np.float64], scales: _Floats | float
) -> NDArray[np.float64]:
    """Bits of each code under a logistic distribution around its prediction."""
    edges = _edges_and_values()[0]
    wide = np.maximum(scales, _SMALLEST_SCALE)
    low, high = (edges[codes] - predicted) / wide, (edges[codes + 1] - predicted) / wide
    # σ(high) − σ(low) = σ(high) σ(−low) (1 − e^(low − high)), exact in the tails too
    inside = np.log(-np.expm1(low - high))
    bits = -(log_expit(high) + log_expit(-low) + inside) / np.log(2.0)
    return np.asarray(bits, np.float64)
