"""Companding and codes: each pair undoes itself."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from audiosynth_gui.features.quantization import (
    LINEAR16,
    MULAW8,
    Quantizer,
    compand,
    expand,
    quantizer,
)

values = hnp.arrays(np.float32, st.integers(1, 50), elements=st.floats(-1, 1, width=32))


@given(values)
def test_expanding_undoes_companding(linear: np.ndarray) -> None:
    np.testing.assert_allclose(expand(compand(linear)), linear, atol=2e-6, rtol=2e-5)


def test_companding_cuts_at_full_scale_and_spreads_the_quiet() -> None:
    companded = compand(np.array([-3.0, -1.0, 0.0, 0.01, 1.0, 3.0], dtype=np.float32))
    np.testing.assert_allclose(companded, [-1, -1, 0, 0.2284, 1, 1], atol=1e-3)


@pytest.mark.parametrize("codec", [LINEAR16, MULAW8])
@given(companded=values)
def test_codes_are_within_half_a_step(codec: Quantizer, companded: np.ndarray) -> None:
    codes = codec.encode(companded)
    assert codes.min() >= 0
    assert codes.max() < codec.levels
    assert np.abs(codec.decode(codes) - companded).max() <= 1.0 / codec.levels + 1e-7


@pytest.mark.parametrize("codec", [LINEAR16, MULAW8])
def test_every_code_comes_back_from_its_value(codec: Quantizer) -> None:
    codes = np.arange(codec.levels, dtype=np.int32)
    np.testing.assert_array_equal(codec.encode(codec.decode(codes)), codes)


def test_names_lead_to_codecs() -> None:
    assert quantizer("mulaw8").bits == 8
    assert quantizer("linear16").bits == 8
