"""Where a training can run, and what is said where it cannot."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.training import devices
from audiosynth_gui.training.devices import (
    available_devices,
    choose_device,
    leave_core_for_sound,
    shortage_explained,
)


def test_auto_takes_the_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert available_devices() == ("cuda", "cpu")
    assert choose_device("auto") == "cuda"
    assert choose_device("cpu") == "cpu"


@pytest.mark.parametrize("agrees", [True, False])
def test_mps_serves_only_where_its_gradients_are_right(
    agrees: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(devices, "_mps_agrees", lambda: agrees)
    assert available_devices() == (("mps", "cpu") if agrees else ("cpu",))


def test_what_this_computer_lacks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(TrainingError, match="cannot train on “cuda”") as problem:
        choose_device("cuda")
    assert "cpu" in problem.value.advice


def test_a_gradient_is_the_same_every_time() -> None:
    assert torch.equal(devices._gru_gradient("cpu"), devices._gru_gradient("cpu"))


def test_one_core_is_left_for_the_sound() -> None:
    def threads() -> int:
        leave_core_for_sound()
        leave_core_for_sound()
        return torch.get_num_threads()

    with ThreadPoolExecutor(1) as training:
        left = training.submit(threads).result()
    assert left == max(1, (os.cpu_count() or 1) - 1)


def test_other_faults_are_not_taken_for_a_shortage() -> None:
    with pytest.raises(RuntimeError, match="shapes"), shortage_explained():
        raise RuntimeError("shapes do not fit")
