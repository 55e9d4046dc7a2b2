"""The whole path by command line, nothing stood in for: recording → model → continuation → WAV."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.shipped import resources_path
from tests.cli.runs import Commands

TRAIN = "--steps 3 --device cpu --preset draft --json"
GENERATE = "--seconds 0.5 --at 3 --prompt 1 --seed 7 --format float32 --json"


@pytest.fixture(scope="module")
def demo_sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 12 s of the demo."""
    demo = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    source = tmp_path_factory.mktemp("demo") / "demo.wav"
    soundfile.write(source, demo.samples[: 12 * demo.sample_rate], demo.sample_rate)
    return source


LITTLE = (
    "With only 12 seconds to learn from, the model will mostly repeat them; "
    "a few minutes let it vary.\n"
)


@pytest.fixture(params=["demo", pytest.param("real", marks=pytest.mark.recordings)])
def source(request: pytest.FixtureRequest, demo_sound: Path, recordings_path: Path) -> Path:
    """A recording to begin with: of the demo, and a real one."""
    return {"demo": demo_sound, "real": recordings_path / "vibe-ace.ogg"}[request.param]


def test_from_recording_to_wav(command: Commands, tmp_path: Path, source: Path) -> None:
    project = tmp_path / "Piece"
    assert command("new", project, source).status == 0

    trained = command("train", project, *TRAIN.split())
    is_little = source.stem == "demo"
    assert (trained.status, trained.err) == (0, LITTLE if is_little else "")
    *progress, finished = [json.loads(line) for line in trained.out.splitlines()]
    for line in progress:
        assert {"step", "elapsed_seconds", "audio_seconds_per_second", "train_bits"} <= set(line)
    assert "heldout_bits" in progress[-1]
    assert finished["event"] == "finished"
    assert 0 < finished["heldout_bits"] < 17
    assert 0 <= finished["accuracy"] <= 1

    outs = [tmp_path / "first.wav", tmp_path / "second.wav"]
    for out in outs:
        made = command("generate", project, "--out", out, *GENERATE.split())
        assert (made.status, made.err) == (0, "")
        told = json.loads(made.out)
        assert (told["seconds"], told["realtime_factor"] > 0) == (0.5, True)
    first, sample_rate = soundfile.read(outs[0], dtype="float32", always_2d=True)
    assert (sample_rate, first.shape) == (
        told["sample_rate"],
        (round(0.5 * told["sample_rate"]), told["channels"]),
    )
    assert np.isfinite(first).all()
    assert np.abs(first).max() > 0
    np.testing.assert_array_equal(first, soundfile.read(outs[1], always_2d=True)[0])

    exported = tmp_path / "exported.wav"
    assert command("export", project, told["take"], "--out", exported).status == 0
    again, _ = soundfile.read(exported, dtype="float32", always_2d=True)
    np.testing.assert_allclose(again, first, atol=2.0**-22)

    document = json.loads(command("info", project, "--json").out)
    assert [model["id"] for model in document["models"]] == [finished["model"]]
    assert [take["recipe"]["model_sha256"] for take in document["takes"]] == [
        told["model_sha256"]
    ] * 2


def test_interrupted_training_is_kept_and_goes_on(
    command: Commands, tmp_path: Path, demo_sound: Path
) -> None:
    project = tmp_path / "Piece"
    assert command("new", project, demo_sound).status == 0
    train = [sys.executable, "-m", "audiosynth_gui", "train", str(project), "--json"]
    options = ["--minutes", "30", "--preset", "draft", "--device", "cpu"]
    with subprocess.Popen(
        [*train, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["event"] == "progress"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert process.returncode == 130, err
    assert "finished" not in out
    (model,) = json.loads(command("info", project, "--json").out)["models"]
    assert err == (
        f"{LITTLE}"
        "Stopping; what is done so far is kept.\n"
        f"Interrupted. The best so far is kept; go on with: --resume {model['id']}\n"
    )
    resumed = command("train", project, "--resume", model["id"], "--steps", 1, "--json")
    assert resumed.status == 0
    finished = json.loads(resumed.out.splitlines()[-1])
    assert finished["model"] == model["id"]
    assert finished["steps"] > 1
