"""The command `generate`."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.project.edits import add_model, add_recording
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from tests.cli.runs import Commands, Run
from tests.cli.streams import NOTE, FakeContinuations, FakeOutput, expected_samples
from tests.project.examples import MODEL, RECORDING, SHA256

KITCHEN = RECORDING.changed(frames=20 * RECORDING.sample_rate)
NEWER = MODEL.changed(id="night", name="Night")


@pytest.fixture
def ready(project: Path) -> Path:
    """A project with a recording of 20 s and two models."""
    with ProjectFolder.open(project) as folder:
        for model in (MODEL, NEWER):
            folder.update(lambda old, model=model: add_model(old, model))  # type: ignore[misc]
        folder.update(lambda old: add_recording(old, KITCHEN))
    return project


def test_wav_is_the_take(
    command: Commands, ready: Path, tmp_path: Path, continuations: FakeContinuations
) -> None:
    out = tmp_path / "out.wav"
    options = ("--seconds", 0.1, "--seed", 5, "--format", "float32")
    run = command("generate", ready, "--out", out, *options)
    assert (run.status, run.err) == (0, "")
    samples, sample_rate = soundfile.read(out, dtype="float32")
    assert sample_rate == 44_100
    np.testing.assert_array_equal(samples, expected_samples(0.1, 5))
    with ProjectFolder.open_read_only(ready) as folder:
        take = folder.document.takes[-1]
    assert (take.frames, take.recipe.seed) == (4_410, 5)
    assert f"kept as “{take.name}” ({take.id})" in run.out


def test_json_says_what_was_made(
    command: Commands, ready: Path, tmp_path: Path, continuations: FakeContinuations
) -> None:
    out = tmp_path / "out.wav"
    run = command("generate", ready, "--out", out, "--seconds", 0.1, "--seed", 5, "--json")
    told = json.loads(run.out)
    assert told.pop("realtime_factor") > 0
    with ProjectFolder.open_read_only(ready) as folder:
        take = folder.document.takes[-1]
    assert told == {
        "take": take.id,
        "seconds": 0.1,
        "sample_rate": 44_100,
        "channels": 2,
        "model_sha256": SHA256,
        "seed": 5,
        "underruns": None,
        "out": str(out),
    }


def test_newest_model_from_silence_with_a_new_seed(
    command: Commands, ready: Path, tmp_path: Path, continuations: FakeContinuations
) -> None:
    for _ in range(2):
        command("generate", ready, "--out", tmp_path / "out.wav", "--seconds", 0.01)
    first, second = continuations.requests
    assert first.seed != second.seed
    assert first == ContinuationRequest(NEWER.id, seconds=0.01, seed=first.seed)


@pytest.mark.parametrize(
    ("options", "at_seconds", "prompt_seconds"),
    [
        (("--recording", "Kitchen, morning", "--at", 12, "--prompt", 3), 12.0, 3.0),
        (("--recording", "kitchen", "--at", 12), 12.0, 4.0),
        (("--recording", "kitchen", "--prompt", 6), 6.0, 6.0),
        (("--at", 12,), 12.0, 4.0),
        (("--at", 1, "--prompt", 3), 1.0, 1.0),
        (("--at", 20), 20.0, 4.0),
        (("--at", 0), 0.0, 0.0),
        (("--prompt", 25), 20.0, 20.0),
    ],
)  # fmt: skip
def test_prompt_is_the_moment_asked_for(
    command: Commands,
    ready: Path,
    tmp_path: Path,
    continuations: FakeContinuations,
    options: tuple[object, ...],
    at_seconds: float,
    prompt_seconds: float,
) -> None:
    given = (
        "--model", "Evening", "--temperature", 0.8, "--top-p", 0.9, "--freedom", 0.5, "--seed", 1,
    )  # fmt: skip
    run = command(
        "generate", ready, "--out", tmp_path / "out.wav", "--seconds", 0.01, *given, *options
    )
    assert (run.status, run.err) == (0, "")
    assert continuations.requests == [
        ContinuationRequest(
            model_id=MODEL.id,
            recording_id=KITCHEN.id,
            at_seconds=at_seconds,
            prompt_seconds=prompt_seconds,
            seconds=0.01,
            temperature=0.8,
            top_p=0.9,
            freedom=0.5,
            seed=1,
        )
    ]


def test_what_there_is_to_note_is_told_and_does_not_stop_it(
    command: Commands, ready: Path, tmp_path: Path, continuations: FakeContinuations
) -> None:
    run = command("generate", ready, "--out", tmp_path / "a.wav", "--seconds", 0.01, "--freedom", 1)
    assert run.status == 0
    assert NOTE in run.err
    assert (tmp_path / "a.wav").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--model", "Dawn"), ("There is no model “Dawn”", "“Evening”")),
        (("--recording", "Cellar"), ("There is no recording “Cellar”", "“Kitchen, morning”")),
        (("--recording", "kitchen", "--at", 21), ("ends at 20.000 s",)),
    ],
)
def test_what_is_not_there_is_told(
    command: Commands,
    ready: Path,
    tmp_path: Path,
    options: tuple[object, ...],
    words: tuple[str, ...],
) -> None:
    told = command("generate", ready, "--out", tmp_path / "out.wav", *options).problem()
    assert [word for word in words if word not in told] == []
    assert not (tmp_path / "out.wav").exists()


def test_project_without_model_or_recording(
    command: Commands, project: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.wav"
    assert "has no model yet" in command("generate", project, "--out", out).problem()
    with ProjectFolder.open(project) as folder:
        folder.update(lambda old: add_model(old, MODEL))
    run = command("generate", project, "--out", out, "--at", 1)
    assert "has no recording to continue" in run.problem()


def test_place_of_the_result_is_looked_at_first(
    command: Commands, ready: Path, tmp_path: Path, continuations: FakeContinuations
) -> None:
    run = command("generate", ready, "--out", tmp_path / "missing" / "out.wav")
    assert "There is no folder" in run.problem()
    assert "missing" in run.problem()
    assert continuations.requests == []


@pytest.fixture
def play(
    command: Commands,
    ready: Path,
    tmp_path: Path,
    continuations: FakeContinuations,
    output: FakeOutput,
) -> Callable[..., Run]:
    """Generates 0.1 s with seed 5 into out.wav and into the sound card."""
    given = ("generate", ready, "--out", tmp_path / "out.wav", "--seconds", 0.1, "--seed", 5)
    return partial(command, *given, "--play")


def test_play_gives_every_block_to_the_sound_card(
    play: Callable[..., Run], output: FakeOutput
) -> None:
    run = play()
    assert (run.status, run.err) == (0, "")
    np.testing.assert_array_equal(np.concatenate(output.heard), expected_samples(0.1, 5))
    assert (output.finished, output.closed) == (True, True)


def test_json_counts_what_went_wrong_while_it_played(
    play: Callable[..., Run], output: FakeOutput
) -> None:
    output.underruns = 2
    assert json.loads(play("--json").out)["underruns"] == 2


def test_play_without_sound_says_so_and_goes_on(
    play: Callable[..., Run], output: FakeOutput, tmp_path: Path
) -> None:
    output.problem = "There is no PortAudio."
    run = play()
    assert run.status == 0
    assert "There is no PortAudio." in run.err
    assert (output.heard, output.closed) == ([], True)
    assert (tmp_path / "out.wav").exists()


def test_interrupt_keeps_and_writes_what_was_made(
    play: Callable[..., Run],
    output: FakeOutput,
    continuations: FakeContinuations,
    tmp_path: Path,
) -> None:
    continuations.interrupt_at_block = 2
    assert play("--format", "float32").status == 130
    assert (output.finished, output.closed) == (False, True)
    samples, _ = soundfile.read(tmp_path / "out.wav", dtype="float32")
    np.testing.assert_array_equal(samples, expected_samples(0.1, 5)[:3_000])


def test_target_in_the_project_is_refused_before_anything_is_made(
    command: Commands, ready: Path, continuations: FakeContinuations
) -> None:
    before = (ready / "project.json").read_bytes()
    run = command("generate", ready, "--out", ready / "x.wav")
    assert "inside the project folder" in run.problem()
    assert (ready / "project.json").read_bytes() == before
