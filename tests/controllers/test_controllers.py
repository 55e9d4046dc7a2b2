"""The controllers together: what one of them does keeps another from doing harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers, Engine, build_controllers
from audiosynth_gui.controllers.count_in import CountIn
from audiosynth_gui.project.preset_fits import Calibration
from audiosynth_gui.project.requests import ContinuationRequest, TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from tests.controllers.inputs import ScriptedInputs
from tests.controllers.scripted_findings import scripted_beats, scripted_stretches
from tests.controllers.sounds import (
    MODEL_ID,
    ScriptedContinuation,
    filled_project,
    silent_output,
    write_tone,
)
from tests.controllers.test_training_controller import ScriptedTraining


@pytest.fixture
def training() -> ScriptedTraining:
    """A training that goes on when its gate is released."""
    return ScriptedTraining(4)


@pytest.fixture
def controllers(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, training: ScriptedTraining
) -> Iterator[Controllers]:
    """All of them, on scripted engines, with the project "Piece" open; closed at the end."""
    assert qapp is not None
    filled_project(tmp_path).close()
    ProjectFolder.create(tmp_path / "Other").close()
    made = build_controllers(
        Engine(
            run_training=training.run,
            open_continuation=ScriptedContinuation,  # type: ignore[arg-type]  # plays its part
            open_output=silent_output,
            demo_path=tmp_path / "Piece.audiosynth",
            open_demo=ProjectFolder.open,
            find_devices=lambda: ("cpu",),
            calibrate=lambda: Calibration(made_by="test", fits=()),
            find_stretches=scripted_stretches,
            find_beats=scripted_beats,
            open_input=ScriptedInputs(),
        )
    )
    with qtbot.waitSignal(made.project.project_opened):
        made.project.open_project(tmp_path / "Piece.audiosynth")
    yield made
    training.gate.release(100)
    made.close()


def folder_of(controllers: Controllers) -> ProjectFolder:
    """The open project."""
    assert controllers.project.folder is not None
    return controllers.project.folder


def leave(controllers: Controllers, tmp_path: Path) -> None:
    """Ask for another project."""
    controllers.project.open_project(tmp_path / "Other.audiosynth")


def test_a_project_is_not_left_while_it_is_recorded_into(
    controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    record, piece = controllers.record, folder_of(controllers)
    record.arm(piece, None, (1, 2))
    qtbot.waitUntil(lambda: record.state == "armed")
    record.record(CountIn())
    qtbot.waitUntil(lambda: record.recorded_seconds > 0.05)
    with qtbot.waitSignal(controllers.project.told) as told:
        leave(controllers, tmp_path)
    assert told.args[0].text == "Something is being recorded into this project."
    assert record.state == "recording"
    with qtbot.waitSignal(record.recording_kept):
        record.stop()
    qtbot.waitUntil(lambda: not record.is_busy())
    with qtbot.waitSignal(controllers.project.project_opened):
        leave(controllers, tmp_path)
    assert len(piece.document.recordings) == 2


def test_a_project_is_not_left_while_a_continuation_is_played(
    controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    play, piece = controllers.play, folder_of(controllers)
    play.play_recording(piece, piece.document.recordings[0])
    qtbot.waitUntil(lambda: play.state == "playing")
    with qtbot.waitSignal(controllers.project.project_opened):
        leave(controllers, tmp_path)  # what is only played may go on sounding
    other = folder_of(controllers)
    play.play_continuation(other, ContinuationRequest(MODEL_ID))
    with qtbot.waitSignal(controllers.project.told) as told:
        controllers.project.open_project(piece.path)
    assert told.args[0].text == "A continuation is being played in this project."
    with qtbot.waitSignal(play.take_kept):
        qtbot.waitUntil(lambda: play.state == "playing")
        play.stop()
    assert len(other.document.takes) == 1


def test_a_project_is_not_left_while_files_are_imported(
    controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    piece = folder_of(controllers)
    (tmp_path / "music").mkdir()
    write_tone(tmp_path / "music" / "a.wav")
    controllers.imports.import_files(piece, [tmp_path / "music"])
    with qtbot.waitSignal(controllers.project.told) as told:
        leave(controllers, tmp_path)
    assert told.args[0].text == "Recordings are still being added to this project."
    qtbot.waitUntil(lambda: not controllers.imports.is_busy(), timeout=20_000)
    assert [one.name for one in piece.document.recordings] == ["tone", "a"]
    assert controllers.choice.recording == piece.document.recordings[1]


def test_what_began_while_another_project_was_opened_keeps_this_one(
    controllers: Controllers, training: ScriptedTraining, qtbot: QtBot, tmp_path: Path
) -> None:
    piece = folder_of(controllers)
    leave(controllers, tmp_path)
    controllers.training.start(piece, TrainingRequest())
    with qtbot.waitSignal(controllers.project.told) as told:
        qtbot.waitUntil(lambda: controllers.project.opening is None)
    assert told.args[0].text == "A model is being trained in this project."
    assert controllers.project.folder is piece
    with qtbot.waitSignal(controllers.training.training_ended):
        training.gate.release(100)
    with qtbot.waitSignal(controllers.project.project_opened):
        leave(controllers, tmp_path)
    assert not folder_of(controllers).read_only  # it was given back in between


def test_after_save_as_the_sound_is_that_of_the_copy(
    controllers: Controllers, qtbot: QtBot, tmp_path: Path
) -> None:
    sound = controllers.recording_sound
    qtbot.waitUntil(lambda: sound.sound is not None)
    with qtbot.waitSignal(controllers.project.project_opened):
        controllers.copies.copy(folder_of(controllers), tmp_path / "Copy", "Copy")
    copy = folder_of(controllers)
    assert copy.path.stem == "Copy"
    qtbot.waitUntil(lambda: sound.sound is not None)
    assert sound.sound is not None
    assert sound.sound.source.path.is_relative_to(copy.path)
    assert controllers.findings.recording == controllers.choice.recording
