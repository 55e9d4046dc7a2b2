"""All controllers of one window, so that they can be handed on and closed together."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from audiosynth_gui.controllers.calibration_controller import CalibrationController
from audiosynth_gui.controllers.choice_controller import ChoiceController
from audiosynth_gui.controllers.copy_controller import CopyController
from audiosynth_gui.controllers.device_controller import DeviceController
from audiosynth_gui.controllers.export_controller import ExportController
from audiosynth_gui.controllers.findings_controller import FindingsController
from audiosynth_gui.controllers.generations_controller import GenerationsController
from audiosynth_gui.controllers.import_controller import ImportController
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.missing_controller import MissingController
from audiosynth_gui.controllers.opened_sound import SoundOpener
from audiosynth_gui.controllers.play_controller import PlayController
from audiosynth_gui.controllers.play_thread import OpenOutput, PlayThread
from audiosynth_gui.controllers.playables import OpenContinuation
from audiosynth_gui.controllers.project_controller import ProjectController
from audiosynth_gui.controllers.record_controller import RecordController
from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.training_controller import RunTraining, TrainingController
from audiosynth_gui.playback.input import OpenInput, open_input
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.findings import FindBeats, FindStretches
from audiosynth_gui.project.preset_fits import Calibration
from audiosynth_gui.project.storage import ProjectFolder


@dataclass(frozen=True)
class Engine:
    """What makes and plays sound, as the controllers call it.

    Attributes:
        run_training: see `project.training_run`; called in the training's thread.
        open_continuation: see `project.continuation`; called in the play thread.
        open_output: see `playback.output`; called in the play thread.
        demo_path: where the demo project lies, or is made.
        open_demo: opens it, and makes it where it is not there; called in a worker.
        find_devices: names of what can train here; called in a worker.
        calibrate: what this computer can do, measured once; called in a worker.
        find_stretches, find_beats: see `project.findings`; called in threads.
        open_input: see `playback.input`; called in the recording's thread.
    """

    run_training: RunTraining
    open_continuation: OpenContinuation
    open_output: OpenOutput
    demo_path: Path
    open_demo: Callable[[Path], ProjectFolder]
    find_devices: Callable[[], tuple[str, ...]]
    calibrate: Callable[[], Calibration]
    find_stretches: FindStretches
    find_beats: FindBeats
    open_input: OpenInput = open_input


@dataclass(frozen=True)
class Controllers:
    """The controllers of one window; make them with `build_controllers`."""

    project: ProjectController
    choice: ChoiceController
    imports: ImportController
    exports: ExportController
    copies: CopyController
    missing: MissingController
    generations: GenerationsController
    training: TrainingController
    calibration: CalibrationController
    play: PlayController
    devices: DeviceController
    record: RecordController
    findings: FindingsController
    recording_sound: SoundOpener
    recording_drawing: SpectrogramController
    take_sound: SoundOpener
    take_drawing: SpectrogramController

    def is_busy(self) -> bool:
        """Whether something runs that would lose work if it were cut off."""
        return (
            self.training.state != "idle" or self.play.state != "stopped" or self.record.is_busy()
        )

    def stop_work(self) -> None:
        """Ask everything to come to its end, keeping what there is. Returns at once."""
        self.imports.cancel()
        self.copies.cancel()
        self.missing.cancel()
        self.training.stop()
        self.play.stop()
        self.record.disarm()

    def close(self) -> None:
        """End all threads, saving what is to be saved. Blocks; GUI thread."""
        self.record.close()
        self.imports.close()
        self.training.close()
        self.calibration.close()
        self.play.close()
        self.exports.close()
        self.copies.close()
        self.missing.close()
        self.generations.close()
        self.findings.close()
        for sound in (self.recording_sound, self.take_sound):
            sound.close()
        for drawing in (self.recording_drawing, self.take_drawing):
            drawing.close()
        self.project.close()


def build_controllers(engine: Engine) -> Controllers:
    """Make the controllers and connect those that follow each other. GUI thread."""
    play_thread = PlayThread(engine.open_output)
    controllers = Controllers(
        project=ProjectController(engine.demo_path, engine.open_demo),
        choice=ChoiceController(),
        imports=ImportController(),
        exports=ExportController(),
        copies=CopyController(),
        missing=MissingController(),
        generations=GenerationsController(),
        training=TrainingController(engine.run_training, engine.find_devices),
        calibration=CalibrationController(engine.calibrate),
        play=PlayController(play_thread, engine.open_continuation),
        devices=DeviceController(play_thread),
        record=RecordController(engine.open_input, engine.open_output),
        findings=FindingsController(engine.find_stretches, engine.find_beats),
        recording_sound=SoundOpener(),
        recording_drawing=SpectrogramController(),
        take_sound=SoundOpener(),
        take_drawing=SpectrogramController(),
    )
    project, choice = controllers.project, controllers.choice

    def choose_first(recording: Recording) -> None:
        # Of many, the first: what is looked at is not to change with every file that arrives.
        if controllers.imports.added_count == 1:
            choice.choose(recording.id)

    project.project_opened.connect(controllers.play.forget)
    project.document_changed.connect(lambda _what: choice.follow_document(project.document))
    for saved in (
        controllers.imports.recording_imported,
        controllers.training.model_kept,
        controllers.training.training_ended,
        controllers.play.take_kept,
        controllers.record.recording_kept,
    ):
        saved.connect(project.take_over_changes)
    controllers.record.recording_kept.connect(lambda recording: choice.choose(recording.id))
    controllers.imports.recording_imported.connect(choose_first)
    controllers.play.take_kept.connect(lambda take: choice.choose(take.id))
    choice.recording_chosen.connect(
        lambda: controllers.recording_sound.open(project.folder, choice.recording)
    )
    for changed in (choice.recording_chosen, project.document_changed):
        changed.connect(lambda: controllers.findings.follow(project.folder, choice.recording))
    choice.take_chosen.connect(lambda: controllers.take_sound.open(project.folder, choice.take))
    _connect_life(controllers)
    return controllers


def _connect_life(controllers: Controllers) -> None:
    """Connect what copies the project, and looks after its files."""
    project, choice, missing = controllers.project, controllers.choice, controllers.missing

    def may_leave() -> bool:
        reason = _reason_to_stay(controllers)
        if reason is not None:
            project.told.emit(reason)
        return reason is None

    def open_found() -> None:
        gone = {sound.id for sound in missing.missing}
        if choice.recording is not None and choice.recording.id not in gone:
            controllers.recording_sound.open(project.folder, choice.recording)
        if choice.take is not None and choice.take.id not in gone:
            controllers.take_sound.open(project.folder, choice.take)

    def go_on_in(copy: Path) -> None:
        project.autosave.let_go()
        project.open_project(copy)

    project.ask_before_leaving(may_leave)
    project.document_changed.connect(lambda _what: missing.look(project.folder, project.document))
    for sound in (controllers.recording_sound, controllers.take_sound):
        sound.told.connect(lambda _message: missing.look(project.folder, project.document))
    missing.missing_changed.connect(open_found)
    controllers.copies.copied.connect(go_on_in)


def _reason_to_stay(controllers: Controllers) -> Message | None:
    """What would still be saved into the open project, and could not once it is given back."""
    project, play = controllers.project, controllers.play
    is_continuing = play.origin is not None and play.origin.kind == "continuation"
    text = advice = ""
    if controllers.training.state != "idle":
        text = project.tr("A model is being trained in this project.")
        advice = project.tr("Stop the training first; it can go on later.")
    elif controllers.record.is_busy():
        text = project.tr("Something is being recorded into this project.")
        advice = project.tr("Stop the recording first; it is kept.")
    elif is_continuing and play.state != "stopped":
        text = project.tr("A continuation is being played in this project.")
        advice = project.tr("Stop it first; it is kept as a take.")
    elif controllers.imports.is_busy():
        text = project.tr("Recordings are still being added to this project.")
        advice = project.tr("Wait until they are there, or cancel it.")
    return Message("warning", text, advice) if text else None
