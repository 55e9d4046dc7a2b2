"""Small documents and folders that several tests begin with."""

from datetime import UTC, datetime
from pathlib import Path

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.project.documents import (
    ModelEntry,
    ProjectDocument,
    Recording,
    Take,
    TakeRecipe,
    new_document,
)
from audiosynth_gui.project.regions import Region
from tests.audio import sounds

NOON = datetime(2026, 11, 8, 12, 0, tzinfo=UTC)
SHA256 = "0123456789abcdef" * 4

RECIPE = TakeRecipe(
    model_id="evening",
    model_sha256=SHA256,
    recording_id="kitchen",
    at_seconds=12.5,
    prompt_seconds=4.0,
    seconds=None,
    temperature=0.95,
    top_p=1.0,
    seed=7,
)
RECORDING = Recording(
    id="kitchen",
    name="Kitchen, morning",
    file="recordings/kitchen.wav",
    sha256=SHA256,
    sample_rate=44_100,
    channels=2,
    frames=1_000,
    source_name="kitchen.ogg",
    added_at=NOON,
)
MODEL = ModelEntry(id="evening", name="Evening", preset="Draft", created_at=NOON)
TAKE = Take(
    id="take-1",
    name="Take",
    file="takes/take-1.wav",
    created_at=NOON,
    sample_rate=44_100,
    channels=2,
    frames=500,
    recipe=RECIPE,
)
REGION = Region(
    id="chorus",
    recording_id="kitchen",
    name="chorus",
    kind="train",
    start_frame=100,
    stop_frame=400,
    colour="green",
)


def full_document() -> ProjectDocument:
    """A project with one of everything."""
    return new_document("My Piece", 44_100, 2).changed(
        recordings=(RECORDING,), models=(MODEL,), takes=(TAKE,)
    )


def noise(frames: int, channels: int = 2, seed: int = 0) -> Samples:
    """Noise within ±0.5, float32, shape (frames, channels)."""
    return sounds.noise(frames, channels, seed, peak=0.5)


def noise_file(path: Path, frames: int, sample_rate: int = 44_100, channels: int = 2) -> Path:
    """A float32 WAV of noise to import."""
    write_wav(path, AudioBuffer(noise(frames, channels), sample_rate), "float32")
    return path
