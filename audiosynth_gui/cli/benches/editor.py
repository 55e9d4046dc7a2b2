"""How quickly a long recording is drawn, what it holds in memory, how soon the window is there."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audiosynth_gui.cli.benches.held_memory import check_told
from audiosynth_gui.cli.benches.long_sound import write_long_sound
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.cli.benches.window_process import measured
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.storage import ProjectFolder

REDRAWS = 300
TILES = 20
"""Places of each kind of spectrogram that are looked at."""


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield times and memory of a project with one made recording of `sound_minutes`.

    Raises:
        AudioSynthError: the system does not tell what a program holds, the disk is full, or
            nothing can be drawn here.
    """
    check_told()
    with tempfile.TemporaryDirectory() as name:
        project = str(_long_project(Path(name), options.sound_minutes))
        for what in (("opening",), ("opening",), ("drawing", str(REDRAWS), str(TILES))):
            for found in measured(what[0], project, *what[1:]):
                yield replace(found, name=f"{options.sound_minutes:g} min: {found.name}")
        yield from measured("starting", project)


def _long_project(place: Path, minutes: float) -> Path:
    source = place / "long.wav"
    write_long_sound(source, minutes)
    path = place / "Long.audiosynth"
    with ProjectFolder.create(path) as folder:
        import_recording(folder, source)
    source.unlink()
    return path
