"""A project with one short made recording, and what the real program tells of it."""

from pathlib import Path

from audiosynth_gui.cli.benches.long_sound import write_long_sound
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.window_process import measured
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder

MINUTES = 0.02


def short_project(place: Path) -> Path:
    """Make it; give its folder."""
    sound = place / "short.wav"
    write_long_sound(sound, MINUTES)
    with ProjectFolder.create(place / "Short.audiosynth") as folder:
        import_recording(folder, sound)
        return folder.path


def told(*arguments: str) -> dict[str, Measurement]:
    """Run the real program without a screen; give what it tells, by its names."""
    found = list(measured(*arguments, environment={"QT_QPA_PLATFORM": "offscreen"}))
    names = [one.name for one in found]
    assert len(set(names)) == len(names), "a name is told once"
    return {one.name: one for one in found}
