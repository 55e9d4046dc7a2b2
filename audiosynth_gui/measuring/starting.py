"""How soon the window is on screen, and what is loaded by then."""

import os
import sys
from pathlib import Path

from audiosynth_gui.measuring.telling import tell

LATER_MODULES = ("torch", "librosa", "numba")
"""What the start of the window does not wait for."""


def measure_start(project_path: Path) -> None:
    """Tell how long it takes from the start of this process until the window is on screen."""
    from audiosynth_gui.measuring.real_program import real_program

    with real_program() as program:
        window = program.window
        program.begin(project_path)
        while not (window.windowHandle() and window.windowHandle().isExposed()):
            program.application.processEvents()
        window.repaint()
        seconds = _seconds_since_start()
        loaded = sum(name in sys.modules for name in LATER_MODULES)
        tell("window on screen", seconds, "s")
        tell("loaded by then of torch, librosa and numba", loaded, "of 3")


def _seconds_since_start() -> float:
    """Give the age of this process: the interpreter's start counts too. Linux only."""
    fields = Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()
    begun = int(fields[19]) / os.sysconf("SC_CLK_TCK")
    return float(Path("/proc/uptime").read_text().split()[0]) - begun
