"""A made recording of any length."""

from pathlib import Path

import numpy as np

from audiosynth_gui.audio.files import WavWriter

SAMPLE_RATE = 48_000
BLOCK_SECONDS = 20
NOTES_HERTZ = (110.0, 164.81, 220.0, 277.18, 440.0, 1318.51, 4186.01)


def write_long_sound(path: Path, minutes: float) -> None:
    """Write notes in noise, 48 kHz 16-bit stereo, another level every second.

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
