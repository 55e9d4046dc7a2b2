"""The demo project: music made by the program's own code, and a model that knows it."""

import tempfile
from pathlib import Path

from audiosynth_gui.audio.atomic import write_bytes_atomically
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.audio.write_errors import explain_write_error
from audiosynth_gui.errors import ProjectError
from audiosynth_gui.networks.checkpoint import CARD_NAME, WEIGHTS_NAME, load_card
from audiosynth_gui.networks.plan_checkpoint import PLAN_CARD_NAME, PLAN_WEIGHTS_NAME
from audiosynth_gui.project.continuation import prepare_to_play
from audiosynth_gui.project.documents import ModelEntry, time_now
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.shipped import models_path, resources_path

RECORDING_ID = "demo"
"""Id of the demo's recording; the shipped model names it so."""

MODEL_ID = "demo-model"
"""Id of its model, and of the shipped folder."""

MODEL_FILES = (WEIGHTS_NAME, PLAN_WEIGHTS_NAME, PLAN_CARD_NAME, CARD_NAME)
"""What a model is made of; what speaks of the others goes last."""

RECORDING_NAME = "Slow Window"
MODEL_NAME = "Slow Window, learnt"


def open_demo(path: Path) -> ProjectFolder:
    """Open the demo project; make it first where it is not there, or was left half made.

    Takes some seconds the first time: it is composed and made ready to play. Not the GUI thread.

    Args:
        path: its folder.

    Raises:
        AudioSynthError: it cannot be made or opened.
    """
    if path.exists():
        folder = ProjectFolder.open(path)
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ProjectError(*explain_write_error(path, error)) from error
        folder = ProjectFolder.create(path, "Demo")
    try:
        if not any(folder.document.items()):
            _add_recording(folder)
        if _lacks_model(folder):
            _add_model(folder)
    except BaseException:
        folder.close()
        raise
    return folder


def _add_recording(folder: ProjectFolder) -> None:
    sound = compose_demo(load_demo_score(resources_path() / "demo_score.json"))
    try:
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / f"{RECORDING_NAME}.wav"
            write_wav(file, sound, "float32")
            import_recording(folder, file, recording_id=RECORDING_ID)
    except OSError as error:
        raise ProjectError(*explain_write_error(folder.path, error)) from error


def _lacks_model(folder: ProjectFolder) -> bool:
    document = folder.document
    has_recording = any(recording.id == RECORDING_ID for recording in document.recordings)
    return has_recording and not document.models and (models_path() / MODEL_ID).is_dir()


def _add_model(folder: ProjectFolder) -> None:
    shipped, own = models_path() / MODEL_ID, folder.model_path(MODEL_ID)
    try:
        own.mkdir(parents=True, exist_ok=True)
        for name in MODEL_FILES:
            write_bytes_atomically(own / name, (shipped / name).read_bytes())
    except OSError as error:
        raise ProjectError(*explain_write_error(own, error)) from error
    entry = ModelEntry(
        id=MODEL_ID, name=MODEL_NAME, preset=load_card(own).preset, created_at=time_now()
    )
    folder.update(lambda document: add_model(document, entry))
    prepare_to_play(folder, MODEL_ID)
