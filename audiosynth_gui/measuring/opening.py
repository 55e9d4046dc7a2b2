"""How soon the waveform of a project's first recording is drawn after the project is opened."""

import time
from pathlib import Path

from audiosynth_gui.measuring.real_program import real_program, wait_until
from audiosynth_gui.measuring.telling import tell


def measure_opening(project_path: Path) -> None:
    """Open a project in the real window, which is there already. Tells two measurements.

    The times begin with the wish to open it; the waveform counts as drawn when all of it is.

    Raises:
        TimeoutError: it cannot be opened.
    """
    known = any((project_path / "cache").glob("peaks-*"))
    words = "with cache" if known else "without cache"
    with real_program() as program:
        controllers, view = program.controllers, program.window.recording_view
        program.window.show()
        program.application.processEvents()
        begun = time.perf_counter()
        controllers.project.open_project(project_path)
        opener = controllers.recording_sound
        wait_until(lambda: opener.sound is not None)
        view.waveform.repaint()
        tell(f"first of the waveform drawn {words}", time.perf_counter() - begun, "s")
        wait_until(lambda: opener.sound is not None and opener.sound.peaks.is_complete)
        view.waveform.refresh()
        view.waveform.repaint()
        tell(f"waveform drawn {words}", time.perf_counter() - begun, "s")
