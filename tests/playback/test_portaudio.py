"""What happens where PortAudio is missing or does not start."""

import os
import subprocess
import sys
from pathlib import Path

_WITHOUT_PORTAUDIO = """
import ctypes.util
find_library = ctypes.util.find_library
ctypes.util.find_library = lambda name: None if "portaudio" in name else find_library(name)

import numpy as np
from audiosynth_gui.playback.devices import list_output_devices, playback_problem, rescan
from audiosynth_gui.playback.output import open_output

rescan()
assert list_output_devices() == ()
print(playback_problem())
output = open_output(None, 44100, 2, ring_seconds=0.1)
print(output.problem)
assert output.write(np.zeros((2205, 2), np.float32))
assert output.finish()
print(output.played_frames)
output.close()
"""

_NOT_STARTING = """
class PortAudioError(Exception):
    pass

raise PortAudioError("Error initializing PortAudio")
"""

_ASK = "from audiosynth_gui.playback.devices import playback_problem; print(playback_problem())"


def test_without_portaudio_the_program_says_what_to_install_and_goes_on() -> None:
    result = subprocess.run(
        [sys.executable, "-c", _WITHOUT_PORTAUDIO], capture_output=True, text=True, check=False
    )
    assert result.stderr == ""
    problem, output_problem, played = result.stdout.splitlines()
    if sys.platform == "linux":
        assert "sudo apt install libportaudio2" in problem
    assert problem.startswith("Sound cannot be played because PortAudio is not installed.")
    assert output_problem == problem
    assert played == "2205"


def test_sound_system_that_does_not_start_is_a_problem_in_words(tmp_path: Path) -> None:
    (tmp_path / "sounddevice.py").write_text(_NOT_STARTING, encoding="utf-8")
    search_path = os.pathsep.join([str(tmp_path), *sys.path])
    result = subprocess.run(
        [sys.executable, "-c", _ASK],
        env={**os.environ, "PYTHONPATH": search_path},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.startswith("Sound cannot be played because the sound system does not")
