"""Sounds for the tests of the features."""

from pathlib import Path

import numpy as np
import soundfile

from audiosynth_gui.audio.buffer import Samples


def sine(hertz: float, sample_rate: int, frames: int, amplitude: float = 0.5) -> Samples:
    """A sine in one channel."""
    phase = 2 * np.pi * hertz / sample_rate * np.arange(frames)
    wave: Samples = (amplitude * np.sin(phase)).astype(np.float32)
    return wave.reshape(-1, 1)


def noise(frames: int, channels: int, seed: int = 0, amplitude: float = 0.1) -> Samples:
    """White noise, its channels independent."""
    generator = np.random.default_rng(seed)
    return generator.normal(0, amplitude, (frames, channels)).astype(np.float32)


def midi_hertz(note: int) -> float:
    """Pitch of a MIDI note; 60 is C4."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def mono_recording(folder: Path, name: str, seconds: float) -> tuple[Samples, int]:
    """The beginning of a real recording mixed to one channel, and its sample rate."""
    with soundfile.SoundFile(folder / name) as file:
        samples = file.read(int(seconds * file.samplerate), dtype="float32", always_2d=True)
        return samples.mean(axis=1, keepdims=True), file.samplerate


def correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Pearson's correlation of all values."""
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])
