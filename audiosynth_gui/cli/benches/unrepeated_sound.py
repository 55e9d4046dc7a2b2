"""Made music of any length in which nothing comes back, but for what is planted."""

from pathlib import Path

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.files import WavWriter

BLOCK_SECONDS = 10.0
VOICES = 3
_LEAST_NOTE_SECONDS, _MOST_NOTE_SECONDS = 0.12, 0.9
_LOWEST_HERTZ, _HIGHEST_HERTZ = 60.0, 5_000.0
_DECAY_SECONDS = 0.5
_NOISE = 0.003


def write_unrepeated(path: Path, sample_rate: int, seconds: float, planted_seconds: float) -> None:
    """Write notes of any pitch and length, 16-bit stereo; at the end the first ones come again.

    Pitches are those of no scale: chords and lines of a scale come back by chance.

    Args:
        path: the file.
        sample_rate: frames a second.
        seconds: length without what comes again.
        planted_seconds: how much comes again, at most 10.

    Raises:
        AudioFileError: the disk is full or fails.
    """
    rng = np.random.default_rng(6)
    frames = round(seconds * sample_rate)
    first = block = _notes(rng, sample_rate)
    with WavWriter(path, sample_rate, 2, "pcm16") as writer:
        while writer.frames < frames:
            writer.write(block[: frames - writer.frames])
            block = _notes(rng, sample_rate)
        writer.write(first[: round(planted_seconds * sample_rate)])


def _notes(rng: np.random.Generator, sample_rate: int) -> Samples:
    """Make a block: voices that each play one note after the other, and a little noise."""
    frames = round(BLOCK_SECONDS * sample_rate)
    block = rng.standard_normal((frames, 2), np.float32) * np.float32(_NOISE)
    for _ in range(VOICES):
        most = round(BLOCK_SECONDS / _LEAST_NOTE_SECONDS)
        lengths = rng.uniform(_LEAST_NOTE_SECONDS, _MOST_NOTE_SECONDS, most) * sample_rate
        bounds = np.unique(np.append(0, np.cumsum(lengths).astype(np.int64).clip(max=frames)))
        counts = np.diff(bounds)
        hertz = np.exp(rng.uniform(np.log(_LOWEST_HERTZ), np.log(_HIGHEST_HERTZ), counts.size))
        level = rng.uniform(0.05, 0.25, (counts.size, 2)).astype(np.float32)
        age = np.arange(frames) - np.repeat(bounds[:-1], counts)
        # Whole turns are taken off before the sine is computed with few digits.
        turns = (age * np.repeat(hertz / sample_rate, counts)) % 1.0
        tone = np.sin(2 * np.pi * turns.astype(np.float32))
        tone *= np.exp(age.astype(np.float32) / np.float32(-_DECAY_SECONDS * sample_rate))
        block += tone[:, np.newaxis] * np.repeat(level, counts, axis=0)
    return block
