"""What the distance to a recording means: where copies, other music and noise lie on its scale."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.conversion import resample
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.evaluation.distance import Yardstick
from audiosynth_gui.features.quantization import compand, expand

LOW_RATE = 16000
LOOP_PLACES = (0.1, 0.3, 0.5, 0.7, 0.9)
LOOP_ROUNDS = 60
UNIT = "of 1"


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield the distance of known sounds to every recording: 0 its own half, 1 white noise."""
    with tempfile.TemporaryDirectory() as place:
        paths = recording_paths(options, Path(place))
        sounds = {path.stem: decoded(path, Path(place)) for path in paths}
        for name, sound in sounds.items():
            others = {other: heard for other, heard in sounds.items() if other != name}
            yield from _of_one(name, sound, others)


def _of_one(name: str, sound: AudioBuffer, others: dict[str, AudioBuffer]) -> Iterator[Measurement]:
    rate, samples = sound.sample_rate, sound.samples
    whole = Yardstick(sound)
    known = {
        "µ-law-8 copy": AudioBuffer(_coarse(samples, 8), rate),
        "16 kHz µ-law-8 copy": AudioBuffer(_coarse(resample(samples, rate, LOW_RATE), 8), LOW_RATE),
        "4-bit copy": AudioBuffer(_even(samples, 4), rate),
        "4-bit µ-law copy": AudioBuffer(_coarse(samples, 4), rate),
        **{f"other music, {other}": heard for other, heard in others.items()},
        "silence": AudioBuffer(np.zeros_like(samples), rate),
        "white noise": _noise(sound),
    }
    split = sound.frames * 4 // 5
    learnt = Yardstick(AudioBuffer(samples[:split], rate))
    ending = learnt.measure(AudioBuffer(samples[split:], rate)).mean
    yield Measurement(f"{name}: last fifth, to the rest", ending, UNIT)
    for kind, heard in known.items():
        yield Measurement(f"{name}: {kind}", whole.measure(heard).mean, UNIT)
    loops = [whole.measure(_loop(sound, place)).mean for place in LOOP_PLACES]
    yield Measurement(f"{name}: stuck 1 s loop, mean of five", float(np.mean(loops)), UNIT)
    yield Measurement(f"{name}: stuck 1 s loop, worst of five", max(loops), UNIT)


def _coarse(samples: Samples, bits: int) -> Samples:
    """As µ-law codes of so many bits give it back."""
    return expand(_even(compand(samples), bits))


def _even(values: NDArray[np.float32], bits: int) -> NDArray[np.float32]:
    """Round values in ±1 to the middles of even steps."""
    levels = 1 << bits
    codes = np.clip(np.floor((values + 1) * (levels / 2)), 0, levels - 1)
    return np.asarray((codes + 0.5) * (2 / levels) - 1, dtype=np.float32)


def _noise(sound: AudioBuffer) -> AudioBuffer:
    """White noise as loud, other than the scale's own."""
    level = np.sqrt(np.mean(np.square(sound.samples, dtype=np.float64)))
    noise = np.random.default_rng(1).standard_normal(sound.samples.shape, dtype=np.float32)
    return AudioBuffer(noise * np.float32(level), sound.sample_rate)


def _loop(sound: AudioBuffer, place: float) -> AudioBuffer:
    start = round(place * (sound.frames - sound.sample_rate))
    second = sound.samples[start : start + sound.sample_rate]
    return AudioBuffer(np.tile(second, (LOOP_ROUNDS, 1)), sound.sample_rate)
