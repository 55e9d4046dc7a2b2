"""What a training in a project begins with: its recordings, and the shape of its network."""

from audiosynth_gui.errors import ProjectError, TrainingError
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.edits import find_recording
from audiosynth_gui.project.relinking import missing_sounds
from audiosynth_gui.project.requests import TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.training.presets import CLASSIC_SAMPLE_RATE, Preset, network_config


def chosen_recordings(folder: ProjectFolder, ids: tuple[str, ...] | None) -> tuple[Recording, ...]:
    """The recordings to learn from, all there.

    Args:
        folder: the project.
        ids: which of its recordings; None for all.

    Raises:
        ProjectError: there is none, or one is missing.
    """
    document = folder.document
    chosen = document.recordings if ids is None else tuple(find_recording(document, i) for i in ids)
    if not chosen:
        raise ProjectError("There is nothing to learn from yet.", "Add recordings first.")
    gone = missing_sounds(folder)
    missing = [recording for recording in chosen if recording in gone]
    if missing:
        names = ", ".join(f"“{recording.name}”" for recording in missing)
        raise ProjectError(
            f"The file of {names} is missing.", "Put it back, or remove the recording."
        )
    return chosen


def network_for(folder: ProjectFolder, request: TrainingRequest, preset: Preset) -> NetworkConfig:
    """The preset's network for what is asked, else for the project.

    Raises:
        TrainingError: the sample rate is out of range.
    """
    document = folder.document
    usual_rate = CLASSIC_SAMPLE_RATE if preset.is_classic else document.sample_rate
    rate = usual_rate if request.sample_rate is None else request.sample_rate
    usual_channels = 1 if preset.is_classic else document.channels
    channels = usual_channels if request.channels is None else request.channels
    quantization = request.quantization or ("mulaw8" if preset.is_classic else "linear16")
    if not 8000 <= rate <= 96000:
        raise TrainingError(
            f"A model cannot be trained at {rate} hertz.", "Choose a rate from 8000 to 96000."
        )
    config = network_config(preset, rate, 2 if channels == 2 else 1, quantization)
    dropout = config.dropout if request.dropout is None else request.dropout
    return config.model_copy(update={"dropout": dropout, "batch_norm": request.batch_norm})
