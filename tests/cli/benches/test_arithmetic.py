"""The rate of matrix-vector products."""

import numpy as np
import pytest

from audiosynth_gui.cli.benches import arithmetic


def test_products_are_right() -> None:
    generator = np.random.default_rng(1)
    matrix = generator.standard_normal((64, 48)).astype(np.float32)
    vector = generator.standard_normal(48).astype(np.float32)
    out = np.zeros(64, np.float32)
    expected = matrix @ vector
    arithmetic._multiply(matrix, vector, out, 1)
    np.testing.assert_allclose(out, expected, rtol=1e-4, atol=1e-4)


def test_every_shape_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic, "ATTEMPT_SECONDS", 0.001)
    measured = list(arithmetic.measure())
    assert [one.unit for one in measured] == ["GMAC/s"] * len(arithmetic.SHAPES)
    assert all(one.value > 0 for one in measured)
