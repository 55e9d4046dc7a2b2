"""Where shipped files lie; tests/test_wheel.py looks from a wheel."""

from pathlib import Path

import pytest

from audiosynth_gui import shipped

ROOT = Path(__file__).resolve().parents[1]


def test_in_a_checkout_they_lie_beside_the_package() -> None:
    assert shipped.resources_path() == ROOT / "resources"
    assert shipped.models_path() == ROOT / "models"
    assert (shipped.resources_path() / "icons").is_dir()


def test_in_a_wheel_they_lie_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE_PATH", tmp_path)
    assert shipped.models_path() == tmp_path / "models"
