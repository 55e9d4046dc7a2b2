"""A small project with a recording and an untrained model that can play at once."""

from pathlib import Path

import torch

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.generation.warmup import untrained_model
from audiosynth_gui.networks.checkpoint import save_model
from audiosynth_gui.networks.config import Architecture
from audiosynth_gui.project.documents import ModelEntry, time_now
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder
from tests.networks.examples import small_config
from tests.training.examples import plucked_notes

MODEL_ID = "model1"


def project_with_recording(place: Path, seconds: float = 6.0) -> ProjectFolder:
    """Make a project with one stereo recording of plucked notes at 16 kHz."""
    source = place / "notes.wav"
    write_wav(source, AudioBuffer(plucked_notes(seconds, 16000, 2), 16000), "float32")
    folder = ProjectFolder.create(place / "Small.audiosynth")
    import_recording(folder, source)
    return folder


def project_with_model(place: Path, architecture: Architecture = "tiered") -> ProjectFolder:
    """Make such a project with an untrained model of small size, called `MODEL_ID`."""
    folder = project_with_recording(place)
    torch.manual_seed(6)
    model = untrained_model(small_config(architecture))
    recording = folder.document.recordings[0]
    card = model.card.model_copy(update={"recordings": (recording.id,)})
    path = folder.model_path(MODEL_ID)
    path.mkdir(parents=True)
    save_model(path, card, model.network)
    entry = ModelEntry(id=MODEL_ID, name="Model", preset="standard", created_at=time_now())
    folder.update(lambda document: add_model(document, entry))
    return folder
