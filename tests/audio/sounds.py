"""Sounds to test with, made on the spot."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples


def noise(frames: int, channels: int = 2, seed: int = 0, peak: float = 0.9) -> Samples:
    """White noise, float32, shape (frames, channels), evenly spread within ±peak."""
    generator = np.random.default_rng(seed)
    return generator.uniform(-peak, peak, (frames, channels)).astype(np.float32)


def sine(frames: int, sample_rate: int, hertz: float, channels: int = 1) -> Samples:
    """A full-scale sine, the same in all channels."""
    phase = 2.0 * np.pi * hertz * np.arange(frames) / sample_rate
    return np.repeat(np.sin(phase).astype(np.float32)[:, np.newaxis], channels, axis=1)


def on_grid(samples: Samples, bits: int) -> Samples:
    """The nearest values that integers of so many bits can hold."""
    scale = np.float32(2.0 ** (bits - 1))
    return np.asarray(np.rint(samples * scale) / scale, np.float32)
