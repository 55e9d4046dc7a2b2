"""How much memory this program holds."""

from pathlib import Path

from audiosynth_gui.errors import AudioSynthError

STATUS_PATH = Path("/proc/self/status")
HELD = "RssAnon:"
"""Memory that only this program can give back; pages of mapped files are the system's cache."""


def check_told(path: Path = STATUS_PATH) -> None:
    """See to it that the system tells.

    Raises:
        AudioSynthError: the system does not tell what a program holds.
    """
    if not path.exists():
        raise AudioSynthError("Memory is measured on Linux only.", "Run the other benches.")


def held_megabytes() -> float:
    """Give what this process holds now, in MB of a million bytes. Linux only."""
    line = next(line for line in STATUS_PATH.read_text().splitlines() if line.startswith(HELD))
    return int(line.split()[1]) * 1024 / 1e6
