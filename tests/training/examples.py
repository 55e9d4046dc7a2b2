"""A small training set of real sound: a moment of the demo recording's kind of music."""

from pathlib import Path
from typing import Literal

import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.features.prepared import prepare_recording, run_preparation
from audiosynth_gui.features.quantization import QuantizationName
from audiosynth_gui.networks.config import Architecture
from audiosynth_gui.training.dataset import TrainingSet, make_training_set
from audiosynth_gui.training.settings import TrainingSettings
from tests.networks.examples import small_config

SETTINGS = TrainingSettings(
    lanes=4,
    first_window_frames=2,
    last_window_frames=4,
    learning_rate=1e-2,
    ema_decay=0.9,
    picked_share=1.0,
)


def plucked_notes(seconds: float, sample_rate: int, channels: int) -> Samples:
    """Decaying tones, one every fifth of a second, a little noise beneath."""
    random = np.random.default_rng(8)
    time = np.arange(int(seconds * sample_rate)) / sample_rate
    sound = 0.002 * random.standard_normal((len(time), channels))
    for index in range(int(seconds * 5)):
        start = index / 5
        hertz = 220.0 * 2 ** (random.integers(0, 12) / 12)
        age = np.maximum(time - start, 0.0)
        note = np.where(time >= start, np.exp(-8 * age) * np.sin(2 * np.pi * hertz * age), 0.0)
        sound += 0.3 * note[:, None] * random.uniform(0.5, 1.0, channels)
    return sound.astype(np.float32)


def small_training_set(
    folder: Path,
    architecture: Architecture = "tiered",
    channels: Literal[1, 2] = 1,
    bands: Literal[1, 4] = 4,
    quantization: QuantizationName = "linear16",
    heldout: float = 0.2,
    seconds: float = 6.0,
) -> TrainingSet:
    config = small_config(architecture, channels, bands, quantization)
    path = folder / "notes.wav"
    sound = AudioBuffer(plucked_notes(seconds, 16000, channels), 16000)
    write_wav(path, sound, "float32")
    steps = prepare_recording(path, "0" * 64, config.features, config.bands, folder / "cache")
    prepared = run_preparation(steps)
    return make_training_set([prepared], config, heldout)
