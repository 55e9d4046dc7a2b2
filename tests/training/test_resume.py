"""A training that was broken off goes on as if it had not been."""

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import safetensors
import torch
from safetensors.torch import load as parse_tensors
from safetensors.torch import save_file as save_tensors_to
from torch import Tensor

from audiosynth_gui.errors import TrainingError
from audiosynth_gui.training import trainer
from audiosynth_gui.training.progress import Limit
from audiosynth_gui.training.resume import STATE_NAME, load_state, restore_training, save_training
from audiosynth_gui.training.trainer import Training
from tests.training.examples import SETTINGS, small_training_set


def test_goes_on_bit_for_bit(tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    unbroken = Training(training_set, SETTINGS, "cpu", seed=2)
    expected = [report.train_bits for report in unbroken.run(Limit(steps=12))]

    broken = Training(training_set, SETTINGS, "cpu", seed=2)
    steps = broken.run(Limit(steps=12))
    before = [report.train_bits for report in itertools.islice(steps, 5)]
    steps.close()
    save_training(tmp_path, broken, "standard", 0.2, ("a",), 2)
    torch.manual_seed(999)  # what happens meanwhile must not matter

    resumed = Training(training_set, SETTINGS, "cpu", seed=77)
    state = load_state(tmp_path)
    restore_training(tmp_path, resumed, state)
    after = [report.train_bits for report in resumed.run(Limit(steps=12))]
    assert before + after == expected
    for one, other in zip(
        resumed.averaged.parameters(), unbroken.averaged.parameters(), strict=True
    ):
        assert torch.equal(one, other)
    assert state.recordings == ("a",)
    assert state.preset == "standard"


def test_a_training_that_is_stuck_begins_anew_after_a_resume_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trainer, "STUCK_STEPS", 4)
    training_set = small_training_set(tmp_path)
    still = SETTINGS.model_copy(update={"learning_rate": 1e-12})
    unbroken = Training(training_set, still, "cpu", seed=2)
    expected = [(one.restarts, one.train_bits) for one in unbroken.run(Limit(steps=14))]
    assert expected[-1][0] == trainer.MOST_RESTARTS

    found: list[tuple[int, float]] = []
    broken = Training(training_set, still, "cpu", seed=2)
    for count in (2, 4, 8):
        steps = broken.run(Limit(steps=14))
        found += [(one.restarts, one.train_bits) for one in itertools.islice(steps, count)]
        steps.close()
        save_training(tmp_path, broken, "standard", 0.2, ("a",), 2)
        broken = Training(training_set, still, "cpu", seed=2)
        restore_training(tmp_path, broken, load_state(tmp_path))
    np.testing.assert_equal(found, expected)  # equal where both are no number, too


@pytest.mark.parametrize("content", [None, b"", b"junk", b"\x80\x04K\x01."])
def test_a_damaged_state_is_told(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / STATE_NAME).write_bytes(content)
    with pytest.raises(TrainingError, match="no saved training"):
        load_state(tmp_path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("lanes.history", lambda value: value[:2]),
        ("state.0", lambda value: value[:, :1]),
        ("optimizer.0.exp_avg", lambda value: value.flatten()[:3]),
        ("random.cpu", lambda value: value[:7]),
        ("network.tap_weight", lambda value: value[:1]),
    ],
)
def test_tensors_that_do_not_fit_are_told(
    name: str, change: Callable[[Tensor], Tensor], tmp_path: Path
) -> None:
    training_set = small_training_set(tmp_path)
    one = Training(training_set, SETTINGS, "cpu", seed=2)
    list(one.run(Limit(steps=1)))
    save_training(tmp_path, one, "standard", 0.2, (), 2)
    path = tmp_path / STATE_NAME
    with safetensors.safe_open(path, framework="pt") as file:
        metadata = file.metadata()
    tensors = parse_tensors(path.read_bytes())
    tensors[name] = change(tensors[name]).clone()
    save_tensors_to(tensors, path, metadata)
    with pytest.raises(TrainingError, match="damaged"):
        restore_training(
            tmp_path, Training(training_set, SETTINGS, "cpu", seed=2), load_state(tmp_path)
        )


@pytest.mark.parametrize(
    "change",
    [
        {"stretches": (0, 0, 0, 5)},
        {"positions": (0, 0, 0, 10**9)},
        {"ends": (1, 1, 1, 10**9)},
        {"gains_db": ()},
        {"random_state": {}},
        {"random_state": {"bit_generator": "PCG64", "state": 1}},
    ],
)
def test_lanes_outside_the_music_are_told(change: dict[str, object], tmp_path: Path) -> None:
    training_set = small_training_set(tmp_path)
    one = Training(training_set, SETTINGS, "cpu", seed=2)
    list(one.run(Limit(steps=1)))
    save_training(tmp_path, one, "standard", 0.2, (), 2)
    state = load_state(tmp_path)
    state = state.model_copy(update={"lanes": state.lanes.model_copy(update=change)})
    with pytest.raises(TrainingError, match="damaged"):
        restore_training(tmp_path, Training(training_set, SETTINGS, "cpu", seed=2), state)


def test_a_state_of_another_shape_is_told(tmp_path: Path) -> None:
    one = Training(small_training_set(tmp_path), SETTINGS, "cpu", seed=2)
    list(one.run(Limit(steps=1)))
    save_training(tmp_path, one, "standard", 0.2, (), 2)
    other = Training(small_training_set(tmp_path, channels=2), SETTINGS, "cpu", seed=2)
    with pytest.raises(TrainingError, match="damaged"):
        restore_training(tmp_path, other, load_state(tmp_path))
