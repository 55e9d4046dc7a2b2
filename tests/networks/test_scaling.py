"""Scales of inputs: what they do, and which are refused."""

import numpy as np
import pytest
from pydantic import ValidationError

from audiosynth_gui.networks.scaling import FEATURE_LIMIT, PlanScaling, Scaling

SCALING = Scaling(stream_scales=(0.5,), feature_means=(1.0, -2.0), feature_deviations=(2.0, 0.5))


def test_brings_features_to_mean_0_and_deviation_1() -> None:
    features = np.array([[1.0, -2.0], [3.0, -1.5], [1e6, -1e6]], np.float32)
    expected = [[0.0, 0.0], [1.0, 1.0], [FEATURE_LIMIT, -FEATURE_LIMIT]]
    made = SCALING.standardised(features)
    assert made.dtype == np.float32
    np.testing.assert_allclose(made, expected, atol=1e-6)


def test_knows_what_it_is_for() -> None:
    assert SCALING.fits(1, 2)
    assert not SCALING.fits(2, 2)
    assert not SCALING.fits(1, 3)


@pytest.mark.parametrize("name", ["stream_scales", "feature_deviations"])
@pytest.mark.parametrize("value", [0.0, -1.0, 1e-30, 1e30, float("nan"), float("inf")])
def test_refuses_what_cannot_be_divided_by(name: str, value: float) -> None:
    fields = {**dict(SCALING), name: (1.0, value)}
    with pytest.raises(ValidationError):
        Scaling.model_validate(fields)


def test_reduced_frames_are_standardised_alike() -> None:
    scaling = PlanScaling(means=(1.0, -2.0), deviations=(0.5, 2.0))
    frames = np.array([[1.0, -2.0], [2.0, 0.0], [np.nan, 1e9]], dtype=np.float32)
    made = scaling.standardised(frames)
    np.testing.assert_allclose(made, np.array([[0, 0], [2, 1], [0, FEATURE_LIMIT]]))
    assert scaling.fits(2)
    assert not scaling.fits(3)
    assert not PlanScaling(means=(1.0,), deviations=(1.0, 1.0)).fits(1)
