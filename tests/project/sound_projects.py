"""Projects with real sound in them, made without a helper process."""

import hashlib
from pathlib import Path

from audiosynth_gui.project.edits import add_recording
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.takes import TakeWriter
from tests.project.examples import RECIPE, RECORDING, noise, noise_file

FRAMES = (1_000, 1_500)


def project_with_sounds(place: Path, name: str = "Piece") -> ProjectFolder:
    """A project with two recordings, "first" and "second", and one take; open for work."""
    folder = ProjectFolder.create(place / name)
    for recording_id, frames in zip(("first", "second"), FRAMES, strict=True):
        file = f"recordings/{recording_id}-1.wav"
        path = noise_file(folder.path / file, frames)
        recording = RECORDING.changed(
            id=recording_id, name=recording_id, file=file, frames=frames,
            sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            source_name=f"{recording_id}.wav",
        )  # fmt: skip
        folder.save(add_recording(folder.document, recording))
    writer = TakeWriter(folder, RECIPE, 44_100, 2)
    writer.write(noise(400, seed=9))
    writer.keep()
    return folder
