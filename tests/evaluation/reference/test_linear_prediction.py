"""Linear prediction with a logistic residual."""

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.evaluation.reference.linear_prediction import ORDER, fit_linear_predictor
from audiosynth_gui.features.quantization import MULAW8, compand


def coded(values: NDArray[np.floating]) -> NDArray[np.int64]:
    return MULAW8.encode(compand(values.astype(np.float32))).astype(np.int64)


def resonance(scales: NDArray[np.float64]) -> NDArray[np.int64]:
    """A resonance driven by logistic noise of these scales."""
    noise = np.random.default_rng(3).logistic(size=len(scales)) * scales
    values = np.zeros(len(scales))
    for index in range(2, len(values)):
        values[index] = 1.6 * values[index - 1] - 0.9 * values[index - 2] + noise[index]
    return coded(np.clip(values, -1, 1))


def test_the_resonance_is_found() -> None:
    codes = resonance(np.full(20000, 0.01))
    predictor = fit_linear_predictor(codes)
    assert predictor.coefficients[-2:] == pytest.approx([-0.9, 1.6], abs=0.15)
    assert predictor.fixed_scale == pytest.approx(0.01, rel=0.2)
    histogram = np.bincount(codes, minlength=256) / len(codes)
    alone = -np.sum(histogram * np.log2(histogram + 1e-12))
    assert predictor.bits(codes, follows=False).mean() < alone - 1.0


def test_a_scale_that_follows_is_better_where_the_size_changes() -> None:
    codes = resonance(np.where(np.arange(20000) // 1000 % 2, 0.03, 0.0005))
    predictor = fit_linear_predictor(codes)
    fixed, following = (predictor.bits(codes, follows).mean() for follows in (False, True))
    assert following < fixed - 0.5


@pytest.mark.parametrize("follows", [False, True])
def test_the_likelihoods_of_all_codes_add_up_to_one(follows: bool) -> None:
    codes = resonance(np.full(4000, 0.01))
    predictor = fit_linear_predictor(codes)
    window = np.repeat(codes[None, : ORDER + 40], 256, axis=0)
    window[:, -1] = np.arange(256)
    costs = [predictor.bits(one, follows)[-1] for one in window]
    assert np.sum(2.0 ** -np.array(costs)) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("follows", [False, True])
def test_costs_know_nothing_of_later_codes(follows: bool) -> None:
    codes = resonance(np.full(4000, 0.01))
    predictor = fit_linear_predictor(codes)
    other = codes.copy()
    other[2000:] = 255 - other[2000:]
    before, after = predictor.bits(codes, follows), predictor.bits(other, follows)
    np.testing.assert_array_equal(before[: 2000 - ORDER], after[: 2000 - ORDER])
    assert before[2000 - ORDER] != after[2000 - ORDER]


def test_silence_is_free_and_finite() -> None:
    codes = np.full(4000, 128)
    predictor = fit_linear_predictor(codes)
    for follows in (False, True):
        costs = predictor.bits(codes, follows)
        assert np.isfinite(costs).all()
        assert costs[100:].mean() < 0.1
