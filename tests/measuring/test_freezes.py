"""The whole main job is watched; here with an engine that does what its script says."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from audiosynth_gui import app
from audiosynth_gui.app import Program, build_program
from audiosynth_gui.audio.spectrogram_kinds import KINDS
from audiosynth_gui.cli.benches.long_sound import write_long_sound
from audiosynth_gui.controllers.controllers import Engine
from audiosynth_gui.controllers.preparation import Preparation
from audiosynth_gui.controllers.training_controller import RunTraining, TrainingSteps
from audiosynth_gui.measuring import freezes
from audiosynth_gui.measuring.heartbeat import MOST_MILLISECONDS
from audiosynth_gui.project.documents import ModelEntry, time_now
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.requests import Phase, TrainingProgress, TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.scripted_findings import scripted_beats, scripted_stretches
from tests.controllers.sounds import MODEL_ID, ScriptedContinuation, silent_output
from tests.sound_sink import SoundSink
from tests.ui.conftest import calibration_of_a_slow_computer

PREPARING = "training, preparing the recording"
PARTS = (
    "loading, after the window is there", "resting", "import", "analysis, waveform",
    *(f"analysis, spectrogram {kind}" for kind in KINDS), "analysis, silences and repeats",
    "analysis, beats", PREPARING, "training, the form", "training",
    "playing a continuation", "playing while training",
)  # fmt: skip
STEP_SECONDS = 0.02


Told = dict[str, tuple[float, str]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Told:
    """What was told so far: values and units by their names."""
    found: Told = {}
    monkeypatch.setattr(
        freezes, "tell", lambda name, value, unit: found.update({name: (value, unit)})
    )
    return found


def _training(told: Told) -> RunTraining:
    """Go through all phases, each until it was seen, then train until it is stopped."""

    def phase() -> Phase:
        if f"{PREPARING}: longest freeze" not in told:
            return "planning"
        return "training"

    def run(folder: ProjectFolder, request: TrainingRequest) -> TrainingSteps:
        if request.resume is None:
            entry = ModelEntry(id=MODEL_ID, name="Evening", preset="draft", created_at=time_now())
            folder.update(lambda document: add_model(document, entry))
        yield TrainingProgress(MODEL_ID, "preparing", 0.0)
        while True:
            yield TrainingProgress(MODEL_ID, phase(), 0.5, is_best=True)
            time.sleep(STEP_SECONDS)

    return run


@pytest.fixture
def scripted(
    qapp: QApplication, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], Iterator[Program]]:
    """Builds the program as it is, on an engine that needs no network."""
    nothing = (sys.executable, "-c", "")
    monkeypatch.setattr(app, "Preparation", partial(Preparation, (), nothing))

    def program() -> Iterator[Program]:
        engine = Engine(
            run_training=_training(told),
            open_continuation=ScriptedContinuation,  # type: ignore[arg-type]  # the same part
            open_output=silent_output,
            demo_path=tmp_path / "Demo.audiosynth",
            open_demo=ProjectFolder.open,
            find_devices=lambda: ("cpu",),
            calibrate=calibration_of_a_slow_computer,
            find_stretches=scripted_stretches,
            find_beats=scripted_beats,
        )
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        made = build_program(qapp, engine, settings)
        yield made
        made.close()
        made.window.close()

    return program


@pytest.mark.timeout(60)
def test_every_part_of_the_main_job_is_watched(
    scripted: Callable[[], Iterator[Program]], sound_sink: SoundSink, told: Told,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert sound_sink.process.poll() is None
    monkeypatch.setattr(freezes, "real_program", contextmanager(scripted))
    monkeypatch.setattr(freezes, "PICTURE_SECONDS", 0.05)
    sound = tmp_path / "sound.wav"
    write_long_sound(sound, 0.05)
    freezes.measure_freezes(tmp_path, sound, 0.3)
    for part in PARTS:
        longest, unit = told[f"{part}: longest freeze"]
        work, _ = told[f"{part}: work in the longest"]
        assert unit == "ms"
        assert 0 <= work <= longest
        assert (told[f"{part}: longer than 100 ms"][0] > 0) == (longest > MOST_MILLISECONDS)
    for part in PARTS[-2:]:
        assert told[f"{part}: gaps in the sound"] == (0, "gaps")
    with ProjectFolder.open(tmp_path / "Bench.audiosynth") as folder:
        assert len(folder.document.recordings) == 1
        assert len(folder.document.takes) == 2


def test_without_a_sound_device_playing_is_left_out_and_said(
    scripted: Callable[[], Iterator[Program]], told: Told
) -> None:
    with contextmanager(scripted)() as program:
        assert program.controllers.devices.devices == ()
        freezes._play(program, freezes._Watch(program), 0.3)
    assert told == {"playing: not measured, sound devices found": (0, "devices")}
