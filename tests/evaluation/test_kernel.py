"""Patches, and the kernel distance between them."""

import numpy as np
import pytest

from audiosynth_gui.evaluation import kernel
from audiosynth_gui.evaluation.excerpts import Rows
from audiosynth_gui.evaluation.kernel import KernelScale, Patches, cut_patches

HOP_SECONDS = 0.0125


def cloud(count: int, mean: float, seed: int, spread: float = 1.0) -> Patches:
    points = np.random.default_rng(seed).normal(mean, spread, (count, 6)).astype(np.float32)
    return Patches(points, np.arange(count, dtype=np.float64) / 10)


@pytest.fixture
def scale() -> KernelScale:
    return KernelScale(cloud(300, 0.0, 1), cloud(300, 9.0, 2))


def test_patches_are_the_means_of_their_parts() -> None:
    rows: Rows = np.arange(100, dtype=np.float32)[:, None]
    patches = cut_patches([rows], HOP_SECONDS)
    np.testing.assert_allclose(patches.points[0], [4.5, 14.5, 24.5, 34.5])
    np.testing.assert_allclose(np.diff(patches.points[:, 0]), 8.0)
    np.testing.assert_allclose(np.diff(patches.moments), 0.1)


def test_no_patch_reaches_over_two_excerpts() -> None:
    excerpts = [np.full((60, 2), value, np.float32) for value in (1.0, 5.0)]
    patches = cut_patches(excerpts, HOP_SECONDS)
    assert set(np.unique(patches.points)) == {1.0, 5.0}
    assert len(patches.points) == 2 * 3
    assert patches.moments[3] == pytest.approx(60 * HOP_SECONDS)


def test_thinning_keeps_the_order_and_hangs_on_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "MOST_PATCHES", 20)
    patches = cloud(100, 0.0, 1)
    thin = patches.thinned(3)
    assert len(thin.points) == 20
    assert (np.diff(thin.moments) > 0).all()
    np.testing.assert_array_equal(thin.points, patches.thinned(3).points)
    assert not np.array_equal(thin.moments, patches.thinned(4).moments)
    assert thin.thinned(5) is thin


def test_the_scale_goes_from_likeness_to_noise(scale: KernelScale) -> None:
    same = scale.measure(cloud(300, 0.0, 3))
    near, far = (scale.measure(cloud(300, mean, 4)) for mean in (0.5, 1.5))
    noise = scale.measure(cloud(300, 9.0, 5))
    assert same < 0.05
    assert 0.05 < near < far < noise
    assert noise == pytest.approx(1.0, abs=0.05)


def test_a_narrower_choice_is_farther(scale: KernelScale) -> None:
    narrow = scale.measure(cloud(300, 0.0, 3, spread=0.3))
    assert narrow > 0.2


def test_a_recording_that_changes_allows_more() -> None:
    steady = cloud(300, 0.0, 1)
    drifting = Patches(
        steady.points + np.linspace(-2, 2, 300, dtype=np.float32)[:, None], steady.moments
    )
    assert (
        KernelScale(drifting, cloud(300, 9.0, 2))._zero
        > KernelScale(steady, cloud(300, 9.0, 2))._zero
    )
