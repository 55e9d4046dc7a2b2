"""Trainings in a project: progress, the model that is kept, stopping and going on."""

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import safetensors
import torch
from safetensors.torch import load as parse_tensors
from safetensors.torch import save_file as save_tensors_to

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.networks.checkpoint import load_card, load_model
from audiosynth_gui.networks.plan_checkpoint import (
    PLAN_CARD_NAME,
    PLAN_WEIGHTS_NAME,
    has_plan,
    load_plan,
)
from audiosynth_gui.project.continuation import open_continuation
from audiosynth_gui.project.edits import remove
from audiosynth_gui.project.kept_model import LOG_NAME
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.requests import (
    ContinuationRequest,
    TrainingFinished,
    TrainingProgress,
    TrainingRequest,
    presets,
)
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import available_devices, run_training
from audiosynth_gui.training import plan_share
from audiosynth_gui.training.resume import STATE_NAME
from audiosynth_gui.training.trainer import Training
from tests.project.playable import project_with_recording

DRAFT = TrainingRequest(preset="draft", steps=4, device="cpu", heldout=0.2)


pytestmark = pytest.mark.usefixtures("one_torch_thread")


def phase_of(report: TrainingProgress | TrainingFinished) -> str:
    return "finished" if isinstance(report, TrainingFinished) else report.phase


def finished(folder: ProjectFolder, request: TrainingRequest) -> TrainingFinished:
    *_, last = run_training(folder, request)
    assert isinstance(last, TrainingFinished)
    return last


@pytest.mark.parametrize("preset", [preset.name for preset in presets()])
def test_every_preset_trains_and_plays(preset: str, tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        request = TrainingRequest(preset=preset, steps=2, device="cpu", heldout=0.2)
        result = finished(folder, request)
        card = load_card(folder.model_path(result.model_id))
        assert card.preset == preset
        assert folder.document.models[-1].id == result.model_id
        continuation = open_continuation(
            folder, ContinuationRequest(result.model_id, seconds=0.2, seed=1)
        )
        frames = sum(len(block.samples) for block in continuation)
        assert frames == round(0.2 * continuation.sample_rate)
        classic = preset.startswith("classic")
        assert continuation.channels == (1 if classic else 2)
        assert continuation.sample_rate == (16000 if classic else folder.document.sample_rate)


def test_tells_how_it_goes_and_what_came_of_it(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        reports = list(run_training(folder, DRAFT))
        result = reports[-1]
        progress = [report for report in reports if isinstance(report, TrainingProgress)]
        assert progress[0].phase == "preparing"
        assert "only 6 seconds" in progress[0].note
        assert not any(report.note for report in progress[1:])
        phases = [phase for phase, _ in itertools.groupby(report.phase for report in progress)]
        assert phases == ["preparing", "planning", "training", "validating"]
        learning = [report for report in progress if report.phase in ("training", "validating")]
        assert [report.step for report in learning] == [1, 2, 3, 4]
        assert progress[-1].phase == "validating"
        assert progress[-1].heldout_bits is not None
        assert progress[-1].remaining_seconds == 0
        assert isinstance(result, TrainingFinished)
        assert result.heldout_bits == progress[-1].heldout_bits
        assert result.steps == 4
        assert 0 <= result.accuracy <= 1
        card = load_card(folder.model_path(result.model_id))
        assert card.heldout_bits == result.heldout_bits
        assert card.recordings == (folder.document.recordings[0].id,)
        lines = (folder.model_path(result.model_id) / LOG_NAME).read_text().splitlines()
        assert json.loads(lines[-1])["bits"] == result.heldout_bits


def test_stopping_keeps_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_share, "MOST_SECONDS", 0.1)
    with project_with_recording(tmp_path) as folder:
        run = run_training(folder, TrainingRequest(preset="draft", minutes=10, device="cpu"))
        report = next(report for report in run if phase_of(report) == "training")
        next(run)
        run.close()
        model_id = report.model_id
        assert [model.id for model in folder.document.models] == [model_id]
        assert load_model(folder.model_path(model_id)).card.steps > 0


def test_stopping_while_the_form_is_learnt_leaves_nothing(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        run = run_training(folder, TrainingRequest(preset="draft", minutes=10, device="cpu"))
        report = next(report for report in run if phase_of(report) == "planning")
        run.close()
        assert folder.document.models == ()
        assert not folder.model_path(report.model_id).exists()


def test_the_form_is_learnt_once_and_kept_with_the_model(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        first = finished(folder, DRAFT)
        path = folder.model_path(first.model_id)
        features = load_card(path).network.features
        plan = load_plan(path, features)
        assert plan is not None
        assert plan.card.steps == 1
        assert plan.card.network.features == features
        kept = (path / PLAN_WEIGHTS_NAME).read_bytes()
        longer = TrainingRequest(steps=6, device="cpu", resume=first.model_id)
        phases = {phase_of(report) for report in run_training(folder, longer)}
        assert "planning" not in phases
        assert (path / PLAN_WEIGHTS_NAME).read_bytes() == kept


def test_an_older_model_learns_the_form_when_it_is_trained_further(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        first = finished(folder, DRAFT)
        path = folder.model_path(first.model_id)
        for name in (PLAN_CARD_NAME, PLAN_WEIGHTS_NAME):
            (path / name).unlink()
        finished(folder, TrainingRequest(steps=5, device="cpu", resume=first.model_id))
        assert has_plan(path)


def test_a_stopped_training_goes_on_to_the_same_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with project_with_recording(tmp_path / "a") as folder:
        unbroken = finished(folder, DRAFT)
    with project_with_recording(tmp_path / "b") as folder:
        run = run_training(folder, DRAFT)
        for report in run:
            if isinstance(report, TrainingProgress) and report.step == 2:
                break
        run.close()
        model_id = folder.document.models[0].id
        resumed = finished(folder, TrainingRequest(steps=4, device="cpu", resume=model_id))
        assert resumed.model_id == model_id
        assert len(folder.document.models) == 1
    assert resumed.steps == 4
    assert resumed.heldout_bits == unbroken.heldout_bits


def test_a_finished_training_can_be_lengthened(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        first = finished(folder, DRAFT)
        again = TrainingRequest(steps=3, device="cpu", resume=first.model_id)
        assert finished(folder, again).steps == 7


def test_a_resumed_training_without_a_better_end_tells_of_the_best(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        first = finished(folder, DRAFT)
        path = folder.model_path(first.model_id) / STATE_NAME
        with safetensors.safe_open(path, framework="pt") as file:
            metadata = file.metadata()
        metadata["training"] = json.dumps(json.loads(metadata["training"]) | {"best_bits": 0.001})
        save_tensors_to(parse_tensors(path.read_bytes()), path, metadata)
        card = load_card(folder.model_path(first.model_id))
        again = finished(folder, TrainingRequest(steps=5, device="cpu", resume=first.model_id))
    assert again.steps == 5
    assert (again.heldout_bits, again.accuracy) == (card.heldout_bits, card.accuracy)


def test_a_training_whose_recording_is_gone_says_so(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        first = finished(folder, DRAFT)
        recording = folder.document.recordings[0]
        folder.update(lambda document: remove(document, recording.id))
        with pytest.raises(AudioSynthError, match="no recording") as problem:
            next(run_training(folder, TrainingRequest(steps=5, resume=first.model_id)))
        assert problem.value.advice


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory."),
        RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 4 bytes."),
    ],
)
def test_too_little_memory_is_told(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Training, "_learn", fail)
    with (
        project_with_recording(tmp_path) as folder,
        pytest.raises(AudioSynthError, match="not enough memory"),
    ):
        list(run_training(folder, DRAFT))


def test_several_recordings_of_any_kind_are_learnt_from(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        for name, rate, channels, seconds in (("a", 22050, 1, 2.0), ("b", 48000, 2, 0.005)):
            source = tmp_path / f"{name}.wav"
            sound = np.ones((int(rate * seconds), channels), np.float32) * 0.01
            write_wav(source, AudioBuffer(sound, rate), "float32")
            import_recording(folder, source)
        result = finished(folder, TrainingRequest(preset="draft", steps=2, device="cpu"))
        card = load_card(folder.model_path(result.model_id))
        assert card.recordings == tuple(part.id for part in folder.document.recordings)
        continuation = open_continuation(folder, ContinuationRequest(result.model_id, seconds=0.1))
        assert sum(len(block.samples) for block in continuation) == 4800


def test_sound_of_another_kind_can_be_asked_for(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        request = TrainingRequest(
            preset="draft", steps=1, device="cpu", sample_rate=16000, channels=1,
            quantization="mulaw8",
        )  # fmt: skip
        network = load_card(folder.model_path(finished(folder, request).model_id)).network
    assert (network.sample_rate, network.channels, network.bands) == (16000, 1, 1)
    assert network.quantization == "mulaw8"


def test_nothing_held_out_reports_none(tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        request = TrainingRequest(preset="draft", steps=1, device="cpu", heldout=0.0)
        assert finished(folder, request).heldout_bits is None


@pytest.mark.parametrize(
    "request_",
    [
        TrainingRequest(preset="nothing"),
        TrainingRequest(device="quantum"),
        TrainingRequest(sample_rate=1000),
        TrainingRequest(resume="nothing"),
        TrainingRequest(recordings=("nothing",)),
    ],
)
def test_what_cannot_be_is_told(request_: TrainingRequest, tmp_path: Path) -> None:
    with project_with_recording(tmp_path) as folder:
        with pytest.raises(AudioSynthError) as problem:
            next(run_training(folder, request_))
        assert problem.value.advice
        assert folder.document.models == ()


def test_an_empty_project_has_nothing_to_learn_from(tmp_path: Path) -> None:
    with (
        ProjectFolder.create(tmp_path / "Empty") as folder,
        pytest.raises(AudioSynthError, match="nothing to learn from"),
    ):
        next(run_training(folder, DRAFT))


def test_the_cpu_can_always_train() -> None:
    assert available_devices()[-1] == "cpu"


KILLED = """
import sys
from pathlib import Path
import torch
torch.set_num_threads(1)
import audiosynth_gui.training.trainer as trainer
trainer.VALIDATION_SECONDS = 0.0
trainer.VALIDATION_SHARE = 1e9
from audiosynth_gui.training import plan_share
plan_share.MOST_SECONDS = 0.1
from audiosynth_gui.project.requests import TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import run_training
folder = ProjectFolder.open(Path(sys.argv[1]))
for report in run_training(folder, TrainingRequest(preset="draft", minutes=5, device="cpu")):
    if report.phase == "validating":
        print(report.step, flush=True)
"""


def test_a_kill_loses_at_most_one_interval(tmp_path: Path) -> None:
    folder = project_with_recording(tmp_path)
    folder.close()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(folder.path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        told = [int(process.stdout.readline()) for _ in range(3)]
        time.sleep(0.05)
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
    with ProjectFolder.open(folder.path) as reopened:
        model = reopened.document.models[0]
        load_model(reopened.model_path(model.id))
        request = TrainingRequest(steps=1, device="cpu", resume=model.id)
        result = finished(reopened, request)
    assert result.steps >= told[-1] + 1
