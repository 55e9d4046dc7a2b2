"""Sounds to judge: a piece of quick notes that never repeats, and noise."""

from pathlib import Path

import numpy as np
import soundfile

from audiosynth_gui.audio.buffer import AudioBuffer

RATE = 16000


def piece(
    seconds: float, seed: int = 0, channels: int = 2, root_hertz: float = 220.0
) -> AudioBuffer:
    """Decaying tones with three partials, about five a second, drawn from a scale."""
    random = np.random.default_rng(seed)
    sound = np.zeros((round(seconds * RATE), channels))
    start = 0.0
    while start < seconds:
        hertz = root_hertz * 2 ** (random.choice([0, 2, 4, 7, 9, 12, 14]) / 12)
        age = np.arange(round(min(0.7, seconds - start) * RATE)) / RATE
        tone = sum(np.sin(2 * np.pi * n * hertz * age) / n**2 for n in (1, 2, 3))
        note = random.uniform(0.1, 0.3) * np.exp(-random.uniform(4, 12) * age) * tone
        place = round(start * RATE)
        sound[place : place + len(note)] += note[:, None] * random.uniform(0.4, 1.0, channels)
        start += random.uniform(0.1, 0.3)
    sound += 1e-4 * random.standard_normal(sound.shape)
    return AudioBuffer(sound.astype(np.float32), RATE)


def noise_like(sound: AudioBuffer, seed: int = 5) -> AudioBuffer:
    """White noise of the same length and level."""
    noise = np.random.default_rng(seed).standard_normal(sound.samples.shape)
    level = np.sqrt(np.mean(np.square(sound.samples)))
    return AudioBuffer((level * noise).astype(np.float32), sound.sample_rate)


def silence_like(sound: AudioBuffer) -> AudioBuffer:
    """Digital silence of the same length."""
    return AudioBuffer(np.zeros_like(sound.samples), sound.sample_rate)


def part(sound: AudioBuffer, start_seconds: float, stop_seconds: float) -> AudioBuffer:
    """A stretch of a sound."""
    first, last = (round(at * sound.sample_rate) for at in (start_seconds, stop_seconds))
    return AudioBuffer(sound.samples[first:last], sound.sample_rate)


def mid(sound: AudioBuffer) -> AudioBuffer:
    """The mean of both channels, alone."""
    return AudioBuffer(sound.samples.mean(axis=1, keepdims=True), sound.sample_rate)


def real(recordings_path: Path, name: str) -> AudioBuffer:
    """One of the real recordings."""
    samples, rate = soundfile.read(recordings_path / name, dtype="float32", always_2d=True)
    return AudioBuffer(samples, rate)
