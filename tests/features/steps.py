"""Runs what works in steps, and sounds that never repeat."""

from collections.abc import Generator
from typing import TypeVar

import numpy as np

from audiosynth_gui.audio.buffer import Samples

Result = TypeVar("Result")


def finished(steps: Generator[float, None, Result]) -> Result:
    """What the steps come to; they say truly how far they are."""
    before = 0.0
    while True:
        try:
            done = next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        assert before <= done <= 1.0 + 1e-9
        before = done


def melody(seconds: float, rate: int, seed: int) -> Samples:
    """Random pitches, eight a second, each with two overtones, dying away; stereo."""
    generator = np.random.default_rng(seed)
    note = np.arange(rate // 2) / rate
    sound = np.zeros((round(seconds * rate) + rate, 2))
    for start in range(0, round(seconds * rate), rate // 8):
        hertz = generator.uniform(200.0, 1200.0)
        tone = sum(np.sin(2 * np.pi * hertz * k * note) / k for k in (1, 2, 3))
        tone = tone * np.exp(-6.0 * note)
        sound[start : start + len(note)] += tone[:, None] * generator.uniform(0.05, 0.2, 2)
    return sound[: round(seconds * rate)].astype(np.float32)
