"""How quickly a long recording is drawn, what it holds in memory, how soon the window is there.

The command line knows nothing of windows, so the drawing is measured in a process of its own,
`audiosynth_gui.measuring`, which also begins with a memory that nothing else has filled.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from audiosynth_gui.audio.files import WavWriter
from audiosynth_gui.cli.benches.held_memory import check_told
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.errors import AudioSynthError

SAMPLE_RATE = 48_000
BLOCK_SECONDS = 20
REDRAWS = 300
TILES = 20
"""Places of each kind of spectrogram that are looked at."""

NOTES_HERTZ = (110.0, 164.81, 220.0, 277.18, 440.0, 1318.51, 4186.01)


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield times and memory of a made recording of `sound_minutes`, 48 kHz 16-bit stereo.

    Raises:
        AudioSynthError: the system does not tell what a program holds, the disk is full, or
            nothing can be drawn here.
    """
    check_told()
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "long.wav"
        write_long_sound(path, options.sound_minutes)
        length = f"{options.sound_minutes:g} min"
        for found in _measured("sound", str(path), place, str(REDRAWS), str(TILES)):
            yield Measurement(f"{length}: {found.name}", found.value, found.unit)
    yield from _measured("window")


def write_long_sound(path: Path, minutes: float) -> None:
    """Write notes in noise, another level every second, without holding them all.

    Raises:
        AudioFileError: the disk is full or fails.
    """
    rng = np.random.default_rng(4)
    times = np.arange(BLOCK_SECONDS * SAMPLE_RATE) / SAMPLE_RATE
    tones = sum(np.sin(2 * np.pi * hertz * times) for hertz in NOTES_HERTZ) / len(NOTES_HERTZ)
    noise = rng.uniform(-0.2, 0.2, (times.size, 2))
    block = (0.5 * np.asarray(tones)[:, np.newaxis] + noise).astype(np.float32)
    left = round(minutes * 60 * SAMPLE_RATE)
    with WavWriter(path, SAMPLE_RATE, 2, "pcm16", dither_seed=None) as writer:
        while left > 0:
            levels = np.repeat(rng.uniform(0.05, 1.0, BLOCK_SECONDS), SAMPLE_RATE)
            part = (block * levels[:, np.newaxis].astype(np.float32))[:left]
            writer.write(part)
            left -= len(part)


def _measured(*arguments: str) -> Iterator[Measurement]:
    command = [sys.executable, "-m", "audiosynth_gui.measuring", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is not None:
            for line in process.stdout:
                yield Measurement(**json.loads(line))
    if process.returncode != 0:
        raise AudioSynthError("Nothing can be drawn here.", "See what is written above.")
