"""What this computer is found to be able to do."""

from pathlib import Path

import pytest
import torch

from audiosynth_gui.project import calibration
from audiosynth_gui.project.calibration import calibrate, calibrate_once, kept_calibration
from audiosynth_gui.project.preset_fits import Calibration, PresetFit
from audiosynth_gui.training.presets import PRESETS

pytestmark = pytest.mark.usefixtures("one_torch_thread")


def fit(preset: str, factor: float) -> PresetFit:
    return PresetFit(
        preset=preset, realtime_factor=factor, audio_seconds_per_second=5.0, memory_bytes=10**8
    )


def found(*fits: PresetFit) -> Calibration:
    return Calibration(made_by="test", fits=fits)


def test_every_preset_but_the_classics_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "PRESETS", PRESETS[1:2] + PRESETS[-1:])
    (draft,) = calibrate().fits
    assert draft.preset == "draft"
    assert draft.realtime_factor > 0.1
    assert draft.audio_seconds_per_second > 0
    assert 10**7 < draft.memory_bytes < 10**10


def test_what_a_training_draws_is_not_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "PRESETS", PRESETS[1:2])
    torch.manual_seed(7)
    expected = torch.rand(3)
    torch.manual_seed(7)
    calibrate()
    assert torch.equal(torch.rand(3), expected)


def test_the_best_that_is_safe_is_recommended() -> None:
    fast = found(fit("standard", 7.0), fit("draft", 9.0))
    slow = found(fit("standard", 1.4), fit("draft", 2.6))
    hopeless = found(fit("standard", 0.4), fit("draft", 0.6))
    assert [one.recommended for one in (fast, slow, hopeless)] == ["standard", "draft", "draft"]


def test_it_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cache" / "calibration.json"
    first = found(fit("standard", 7.0)).model_copy(update={"made_by": calibration._maker()})
    monkeypatch.setattr(calibration, "calibrate", lambda: first)
    assert calibrate_once(path) == first
    monkeypatch.setattr(calibration, "calibrate", lambda: found(fit("draft", 1.0)))
    assert calibrate_once(path) == first
    assert kept_calibration(path) == first


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"made_by": "another", "fits": []}'])
def test_what_is_broken_or_of_another_program_is_measured_again(text: str, tmp_path: Path) -> None:
    path = tmp_path / "calibration.json"
    path.write_text(text)
    assert kept_calibration(path) is None
    path.write_text(found(fit("standard", 7.0)).model_dump_json())
    assert kept_calibration(path) is None


def test_a_cache_that_cannot_be_written_is_no_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    made = found(fit("standard", 7.0))
    monkeypatch.setattr(calibration, "calibrate", lambda: made)
    assert calibrate_once(tmp_path / "file" / "calibration.json") == made
