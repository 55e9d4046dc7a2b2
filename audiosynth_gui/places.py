"""Where the program keeps files of its own among the user's: demo project, results, log."""

from pathlib import Path

import platformdirs


def own_music_path() -> Path:
    """The folder AudioSynth in the user's music folder; it need not exist yet."""
    return Path(platformdirs.user_music_dir()) / "AudioSynth"


def demo_project_path() -> Path:
    """The project that the program opens when it is asked for nothing else."""
    return own_music_path() / "Demo.audiosynth"


def calibration_path() -> Path:
    """Where it is kept what was measured of this computer."""
    return Path(platformdirs.user_cache_dir("AudioSynth", appauthor=False)) / "calibration.json"


def log_file_path() -> Path:
    """The log that tells more about a problem than the one sentence on the screen."""
    return Path(platformdirs.user_log_dir("AudioSynth", appauthor=False)) / "audiosynth.log"
