"""The command `train`: what it asks for, what it tells, and how Ctrl+C ends it."""

import json
import math
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from audiosynth_gui.cli import training
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
)
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands
from tests.project.examples import MODEL

PREPARING = TrainingProgress(MODEL.id, "preparing", 0.5)
PLANNING = TrainingProgress(MODEL.id, "planning", 0.25, elapsed_seconds=1.0)
FIRST = TrainingProgress(
    MODEL.id, "training", 0.25, step=1, elapsed_seconds=1.5, audio_seconds_per_second=8.0,
    train_bits=5.5,
)  # fmt: skip
SECOND = TrainingProgress(
    MODEL.id, "training", 0.5, step=2, elapsed_seconds=3.0, audio_seconds_per_second=8.0,
    train_bits=4.5,
)  # fmt: skip
VALIDATED = TrainingProgress(
    MODEL.id, "validating", 0.75, step=3, elapsed_seconds=4.5, remaining_seconds=61.0,
    audio_seconds_per_second=8.25, train_bits=3.5, heldout_bits=3.75, heldout_accuracy=0.125,
)  # fmt: skip
FINISHED = TrainingFinished(MODEL.id, 3.75, 0.125, 3, 4.5)


class FakeTraining:
    """Stands for `run_training`.

    Attributes:
        requests: what was asked for.
        interrupt_after: sends SIGINT to itself after this report.
        closed: it was closed before its end.
    """

    def __init__(self) -> None:
        self.requests: list[TrainingRequest] = []
        self.interrupt_after: TrainingProgress | None = None
        self.reports: tuple[TrainingProgress | TrainingFinished, ...] = (
            PREPARING, FIRST, SECOND, VALIDATED, FINISHED,
        )  # fmt: skip
        self.closed = False

    def __call__(
        self, folder: ProjectFolder, request: TrainingRequest
    ) -> Iterator[TrainingProgress | TrainingFinished]:
        self.requests.append(request)
        try:
            for report in self.reports:
                if report is VALIDATED:
                    folder.update(lambda old: add_model(old, MODEL))
                if report is self.interrupt_after:
                    signal.raise_signal(signal.SIGINT)
                yield report
        except GeneratorExit:
            self.closed = True
            raise


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeTraining:
    """A training that takes no time."""
    stand_in = FakeTraining()
    monkeypatch.setattr(training, "run_training", stand_in)
    return stand_in


def test_json_lines_hold_what_is_known(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    run = command("train", project, "--json")
    assert (run.status, run.err) == (0, "")
    lines = [json.loads(line) for line in run.out.splitlines()]
    # The second comes too soon after the first to be told; validations always are.
    assert lines == [
        {
            "event": "progress",
            "step": 1,
            "elapsed_seconds": 1.5,
            "audio_seconds_per_second": 8.0,
            "train_bits": 5.5,
        },
        {
            "event": "progress",
            "step": 3,
            "elapsed_seconds": 4.5,
            "remaining_seconds": 61.0,
            "audio_seconds_per_second": 8.25,
            "train_bits": 3.5,
            "heldout_bits": 3.75,
            "heldout_accuracy": 0.125,
        },
        {
            "event": "finished",
            "model": MODEL.id,
            "heldout_bits": 3.75,
            "accuracy": 0.125,
            "steps": 3,
            "elapsed_seconds": 4.5,
        },
    ]


def test_lines_for_people(command: Commands, project: Path, fake: FakeTraining) -> None:
    run = command("train", project)
    assert run.out.splitlines() == [
        "step 1, 0:02, 5.500 bits, 8.0 s of sound a second",
        "step 3, 0:04, 1:01 left, 3.500 bits, held-out 3.750 bits, 8.2 s of sound a second",
        f"Model {MODEL.id} is ready: held-out 3.750 bits a sample, 3 steps in 0:04",
    ]


def test_learning_the_form_is_told_to_people(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.reports = (PREPARING, PLANNING, FINISHED)
    assert command("train", project).out.splitlines()[0] == "learning the form, 25%"
    (only,) = command("train", project, "--json").out.splitlines()
    assert json.loads(only)["event"] == "finished"


def test_what_should_be_known_is_noted_once(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.reports = (replace(PREPARING, note="There is little music."), PREPARING, FIRST, FINISHED)
    assert command("train", project).err.count("There is little music.") == 1


def test_without_held_out_music_none_is_told(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.reports = (TrainingFinished(MODEL.id, None, 0.0, 0, 0.0),)
    assert "nothing was held out" in command("train", project).out
    finished = json.loads(command("train", project, "--json").out)
    assert finished["heldout_bits"] is None


def test_bits_that_are_no_number_yet_are_left_out(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.reports = (TrainingProgress(MODEL.id, "training", 0.0, train_bits=math.nan), FINISHED)
    first, _ = command("train", project, "--json").out.splitlines()
    assert "train_bits" not in json.loads(first)


def test_options_become_the_request(command: Commands, project: Path, fake: FakeTraining) -> None:
    options = (
        "--preset draft --steps 7 --device cpu --seed 3 --sample-rate 16000 --channels 1 "
        "--quantization mulaw8 --heldout 0.2 --plan-loss squared-error --precision bfloat16 "
        "--resume evening"
    )
    command("train", project, *options.split())
    command("train", project, "--minutes", "5")
    assert fake.requests == [
        TrainingRequest(
            preset="draft",
            steps=7,
            device="cpu",
            seed=3,
            sample_rate=16_000,
            channels=1,
            quantization="mulaw8",
            heldout=0.2,
            plan_loss="squared-error",
            precision="bfloat16",
            resume="evening",
        ),
        TrainingRequest(minutes=5.0),
    ]


def test_interrupt_closes_the_training_and_says_how_to_go_on(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.interrupt_after = VALIDATED
    run = command("train", project, "--json")
    assert run.status == 130
    assert fake.closed
    assert f"go on with: --resume {MODEL.id}" in run.err
    assert "finished" not in run.out


def test_interrupt_before_anything_was_learnt(
    command: Commands, project: Path, fake: FakeTraining
) -> None:
    fake.interrupt_after = PREPARING
    run = command("train", project)
    assert (run.status, run.out) == (130, "")
    assert fake.closed
    assert "before there was anything to keep" in run.err
