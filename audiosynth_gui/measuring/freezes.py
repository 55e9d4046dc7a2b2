"""For how long the real window does not answer while it does everything there is to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QTimer

from audiosynth_gui.app import Program
from audiosynth_gui.audio.spectrogram_kinds import KINDS
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.measuring.heartbeat import Heartbeat
from audiosynth_gui.measuring.real_program import real_program, wait_seconds, wait_until
from audiosynth_gui.measuring.telling import tell
from audiosynth_gui.project.requests import TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder

MOVE_MILLISECONDS = 200
"""Meanwhile somebody looks elsewhere so often."""

PICTURE_SECONDS = 3.0
"""For each kind of spectrogram."""

PRESET = "draft"


def measure_freezes(place: Path, sound_path: Path, seconds: float) -> None:
    """Go through the main job with a recording and tell the longest freeze of each part.

    The window is the real one, and so is the engine. From the import on somebody scrolls and
    zooms all the time.

    Args:
        place: a folder for the project; it is left there.
        sound_path: the recording.
        seconds: of training, and of playing.

    Raises:
        TimeoutError: something did not come to its end.
    """
    project_path = place / "Bench.audiosynth"
    ProjectFolder.create(project_path).close()
    with real_program() as program:
        watch = _Watch(program)
        with watch.over("loading, after the window is there"):
            program.begin(project_path)
            wait_until(lambda: program.controllers.calibration.calibration is not None)
        with watch.over("resting"):
            wait_seconds(seconds / 4)
        _import(program, watch, sound_path)
        _analyse(program, watch)
        _train(program, watch, seconds)
        _play(program, watch, seconds)


class _Watch:
    """Tells of each part of the work how it went."""

    def __init__(self, program: Program) -> None:
        self._heart = Heartbeat()
        self._view = program.window.recording_view
        self._rng = np.random.default_rng(3)
        self._mover = QTimer(program.window)
        self._mover.timeout.connect(self._move)

    @contextmanager
    def over(self, name: str) -> Iterator[None]:
        """Watch over a part of the work."""
        self._heart.begin()
        yield
        freeze = self._heart.end()
        tell(f"{name}: longest freeze", freeze.longest_milliseconds, "ms")
        tell(f"{name}: work in the longest", freeze.longest_work_milliseconds, "ms")
        tell(f"{name}: longer than 100 ms", freeze.count, "times")

    def move(self) -> None:
        """Look elsewhere from now on, again and again."""
        self._mover.start(MOVE_MILLISECONDS)

    def _move(self) -> None:
        duration = self._view.timeline.duration_seconds
        if duration > 0:
            length = duration * 10 ** self._rng.uniform(-4.0, 0.0)
            start = self._rng.uniform(0.0, duration - length)
            self._view.timeline.show_span(TimeSpan(start, start + length))


def _import(program: Program, watch: _Watch, sound_path: Path) -> None:
    controllers = program.controllers
    folder, opener = controllers.project.folder, controllers.recording_sound
    assert folder is not None
    with watch.over("import"):
        controllers.imports.import_files(folder, [sound_path])
        wait_until(lambda: opener.sound is not None)
    watch.move()
    with watch.over("analysis, waveform"):
        wait_until(lambda: opener.sound is not None and opener.sound.peaks.is_complete)


def _analyse(program: Program, watch: _Watch) -> None:
    window, findings = program.window, program.controllers.findings
    for kind in KINDS:
        with watch.over(f"analysis, spectrogram {kind}"):
            window.pictures.choose_kind(kind)
            wait_seconds(PICTURE_SECONDS)
    with watch.over("analysis, silences and repeats"):
        window.finding.find()
        wait_until(lambda: findings.findings is not None)
    with watch.over("analysis, beats"):
        window.time_bar.tempo_asked.emit()
        wait_until(lambda: findings.are_beats_found)


def _train(program: Program, watch: _Watch, seconds: float) -> None:
    controllers = program.controllers
    training, folder = controllers.training, controllers.project.folder
    assert folder is not None

    def is_in(phase: str) -> Callable[[], bool]:
        return lambda: training.progress is not None and training.progress.phase == phase

    with watch.over("training, preparing the recording"):
        training.start(folder, TrainingRequest(preset=PRESET))
        wait_until(is_in("planning"))
    with watch.over("training, the form"):
        wait_until(is_in("training"))
    with watch.over("training"):
        wait_seconds(seconds)
        training.stop()
        wait_until(lambda: training.state == "idle" and controllers.choice.model is not None)


def _play(program: Program, watch: _Watch, seconds: float) -> None:
    controllers, playing = program.controllers, program.window.playing
    if not controllers.devices.devices:
        tell("playing: not measured, sound devices found", 0, "devices")
        return
    play, training = controllers.play, controllers.training
    folder, model = controllers.project.folder, controllers.choice.model
    assert folder is not None
    assert model is not None

    def listen() -> None:
        playing.play_or_stop_continuation()
        wait_until(lambda: play.position_seconds > seconds)
        playing.play_or_stop_continuation()
        wait_until(lambda: play.state == "stopped" and controllers.take_sound.sound is not None)

    with watch.over("playing a continuation"):
        listen()
    tell("playing a continuation: gaps in the sound", play.health.underruns, "gaps")
    training.start(folder, TrainingRequest(resume=model.id))
    wait_until(lambda: training.progress is not None and training.progress.phase == "training")
    with watch.over("playing while training"):
        listen()
    tell("playing while training: gaps in the sound", play.health.underruns, "gaps")
    training.stop()
    wait_until(lambda: training.state == "idle")
