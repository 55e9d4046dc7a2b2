"""Training in the background."""

import math
import os
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.training_controller import (
    CurvePoint,
    TrainingController,
    TrainingSteps,
    _thinned,
)
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.priority import MOST_NICENESS, TRAINING_NICENESS
from audiosynth_gui.project.requests import (
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
)
from audiosynth_gui.project.storage import ProjectFolder


class ScriptedTraining:
    """A training whose steps wait to be let through."""

    def __init__(self, steps: int) -> None:
        self.steps = steps
        self.gate = threading.Semaphore(0)
        self.closed = threading.Event()
        self.threads: set[int] = set()

    def run(self, _folder: ProjectFolder, _request: TrainingRequest) -> TrainingSteps:
        """Yield as `run_training` does; validates at every second step."""
        try:
            yield TrainingProgress("m", "preparing", 0.0)
            for step in range(1, self.steps + 1):
                self.gate.acquire(timeout=30)  # a test that fails does not hang
                self.threads.add(threading.get_ident())
                validates = step % 2 == 0
                yield TrainingProgress(
                    "m", "validating" if validates else "training", step / self.steps, step,
                    elapsed_seconds=60.0 * step, train_bits=8.0 - step,
                    heldout_bits=9.0 - step if validates else None, is_best=validates,
                )  # fmt: skip
            yield TrainingFinished("m", 4.0, 0.3, self.steps, 60.0 * self.steps)
        finally:
            self.closed.set()


@pytest.fixture
def scripted(qtbot: QtBot) -> Iterator[tuple[ScriptedTraining, TrainingController]]:
    """A training of four steps and its controller."""
    assert qtbot is not None
    training = ScriptedTraining(4)
    controller = TrainingController(training.run, lambda: ("cuda", "cpu"))
    yield training, controller
    training.gate.release(10)
    controller.close()


Scripted = tuple[ScriptedTraining, TrainingController]


def test_a_training_runs_beside_the_window(
    scripted: Scripted, folder: ProjectFolder, qtbot: QtBot
) -> None:
    training, controller = scripted
    kept: list[None] = []
    states: list[str] = []
    controller.model_kept.connect(lambda: kept.append(None))
    controller.state_changed.connect(lambda: states.append(controller.state))
    controller.start(folder, TrainingRequest())
    controller.start(folder, TrainingRequest())  # one at a time
    training.gate.release(4)
    with qtbot.waitSignal(controller.training_ended):
        pass
    assert states == ["training", "idle"]
    assert controller.finished == TrainingFinished("m", 4.0, 0.3, 4, 240.0)
    assert threading.get_ident() not in training.threads
    assert len(kept) == 2
    validated = [point for point in controller.curve if point.heldout_bits is not None]
    assert validated == [CurvePoint(2.0, 6.0, 7.0), CurvePoint(4.0, 4.0, 5.0)]
    assert all(math.isfinite(point.train_bits) for point in controller.curve)


def test_stopping_closes_the_generator_which_keeps_the_best(
    scripted: Scripted, folder: ProjectFolder, qtbot: QtBot
) -> None:
    training, controller = scripted
    controller.start(folder, TrainingRequest())
    training.gate.release(2)
    qtbot.waitUntil(lambda: controller.progress is not None and controller.progress.step == 2)
    with qtbot.waitSignal(controller.training_ended):
        controller.stop()
        assert controller.state == "stopping"
        training.gate.release(1)
    assert training.closed.is_set()
    assert controller.finished is None
    assert controller.curve[-1].heldout_bits == 7.0


def test_a_second_training_begins_with_an_empty_curve(
    scripted: Scripted, folder: ProjectFolder, qtbot: QtBot
) -> None:
    training, controller = scripted
    training.gate.release(8)
    for _ in range(2):
        with qtbot.waitSignal(controller.training_ended):
            controller.start(folder, TrainingRequest())
            assert controller.curve == ()


def _refuse(_folder: ProjectFolder, _request: TrainingRequest) -> TrainingSteps:
    raise TrainingError("There is nothing to learn from yet.", "Add recordings first.")
    yield


def _break(_folder: ProjectFolder, _request: TrainingRequest) -> TrainingSteps:
    yield TrainingProgress("m", "preparing", 0.0)
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("run", "text"),
    [
        (_refuse, "There is nothing to learn from yet."),
        (_break, "Something went wrong inside AudioSynth."),
    ],
)
def test_a_problem_is_told_and_the_next_training_can_begin(
    folder: ProjectFolder,
    qtbot: QtBot,
    run: Callable[[ProjectFolder, TrainingRequest], TrainingSteps],
    text: str,
) -> None:
    controller = TrainingController(run, tuple)
    with qtbot.waitSignal(controller.told) as signal:
        controller.start(folder, TrainingRequest())
    assert signal.args[0].text == text
    qtbot.waitUntil(lambda: controller.state == "idle")
    controller.close()


def test_closing_keeps_the_best(scripted: Scripted, folder: ProjectFolder, qtbot: QtBot) -> None:
    training, controller = scripted
    controller.start(folder, TrainingRequest())
    training.gate.release(2)
    qtbot.waitUntil(lambda: controller.progress is not None and controller.progress.step == 2)
    training.gate.release(1)
    controller.close()
    assert training.closed.is_set()


def test_devices_are_found_in_the_background(scripted: Scripted, qtbot: QtBot) -> None:
    _training, controller = scripted
    with qtbot.waitSignal(controller.devices_found):
        controller.look_for_devices()
    assert controller.devices == ("cuda", "cpu")


def test_a_long_curve_is_thinned_but_keeps_its_validations() -> None:
    points = tuple(
        CurvePoint(index / 60, 5.0, 4.0 if index % 101 == 0 else None) for index in range(2001)
    )
    thinned = _thinned(points)
    assert len(thinned) < 1100
    assert thinned[-1] == points[-1]
    held = [point for point in points if point.heldout_bits is not None]
    assert [point for point in thinned if point.heldout_bits is not None] == held
    assert _thinned(points[:2000]) == points[:2000]


def test_training_lets_music_go_first(folder: ProjectFolder, qtbot: QtBot) -> None:
    niceness: list[int] = []

    def run(_folder: ProjectFolder, _request: TrainingRequest) -> TrainingSteps:
        niceness.append(_own_niceness())
        yield TrainingFinished("model", None, 0.0, 0, 0.0)

    controller = TrainingController(run, lambda: ("cpu",))
    with qtbot.waitSignal(controller.training_ended):
        controller.start(folder, TrainingRequest())
    # only under Linux has a thread a niceness of its own
    expected = TRAINING_NICENESS if sys.platform == "linux" else 0
    assert niceness == [min(_own_niceness() + expected, MOST_NICENESS)]


def _own_niceness() -> int:
    if sys.platform == "win32":
        return 0
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
