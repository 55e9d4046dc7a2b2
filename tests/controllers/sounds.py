"""Projects, sounds and outputs for the tests of controllers and window."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.playback.devices import OutputDevice
from audiosynth_gui.playback.output import Output, SilentOutput
from audiosynth_gui.project.documents import ModelEntry, TakeRecipe, time_now
from audiosynth_gui.project.edits import add_model
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import RECIPE

RATE = 8_000
MODEL_ID = RECIPE.model_id


def tone(seconds: float, hertz: float = 440.0, channels: int = 2) -> Samples:
    """A sine of amplitude 0.5; the second channel is quieter."""
    time = np.arange(round(seconds * RATE)) / RATE
    sine = 0.5 * np.sin(2 * np.pi * hertz * time)
    gains = np.linspace(1.0, 0.5, channels)
    return (sine[:, None] * gains).astype(np.float32)


def write_tone(path: Path, seconds: float = 1.0, hertz: float = 440.0) -> Path:
    """Write a stereo tone as a WAV file."""
    write_wav(path, AudioBuffer(tone(seconds, hertz), RATE), "float32")
    return path


def filled_project(folder_path: Path, seconds: float = 2.0) -> ProjectFolder:
    """A project "Piece" with the recording "tone" and a model without weights."""
    source = write_tone(folder_path / "tone.wav", seconds)
    folder = ProjectFolder.create(folder_path / "Piece.audiosynth")
    import_recording(folder, source)
    entry = ModelEntry(id=MODEL_ID, name="Evening", preset="draft", created_at=time_now())
    folder.update(lambda document: add_model(document, entry))
    return folder


def recipe(recording_id: str | None = None) -> TakeRecipe:
    """Some recipe for sounds as short as those here."""
    return RECIPE.changed(
        recording_id=recording_id, at_seconds=0.5, prompt_seconds=0.25, temperature=0.9, top_p=0.8
    )


def add_take(folder: ProjectFolder, seconds: float = 1.0) -> str:
    """Keep a take of a tone; give its id."""
    writer = TakeWriter(folder, recipe(), RATE, 2)
    writer.write(tone(seconds, 330.0))
    return writer.keep().id


def silent_output(
    _device: OutputDevice | None, sample_rate: int, channels: int, ring_seconds: float
) -> Output:
    """An output that keeps time; stands in for a sound card."""
    return SilentOutput(sample_rate, channels, ring_seconds)


class ScriptedBlock:
    """A block of a `ScriptedContinuation`."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples


class ScriptedContinuation:
    """Gives a tone for ever, and remembers how its knobs stood at every block."""

    block_frames = 160

    def __init__(self, _folder: ProjectFolder, request: ContinuationRequest) -> None:
        self.sample_rate = RATE
        self.channels = 2
        self.recipe = recipe(request.recording_id).changed(seed=request.seed)
        self.temperature = request.temperature
        self.top_p = request.top_p
        self.freedom = request.freedom
        self.note = "It has not learnt the form." if request.freedom == 1.0 else ""
        self.temperatures: list[float] = []
        self.freedoms: list[float] = []
        self.made: list[Samples] = []

    def __iter__(self) -> Iterator[ScriptedBlock]:
        while True:
            phase = len(self.made) * self.block_frames
            time = (phase + np.arange(self.block_frames)) / RATE
            sine = (0.3 * np.sin(2 * np.pi * 220.0 * time)).astype(np.float32)
            block = np.stack([sine, sine], axis=1)
            self.made.append(block)
            self.temperatures.append(self.temperature)
            self.freedoms.append(self.freedom)
            yield ScriptedBlock(block)
