"""Fingerprints of sound: 32 bits a step, nearly the same for the same sound at another gain.

After Haitsma and Kalker, "A highly robust audio fingerprinting system" (ISMIR 2002): every bit
says whether the difference of two neighbouring bands grows or falls. Gain cancels, a gentle
equaliser nearly does, and another performance of the same notes gives other bits. (Chroma and
MFCC cannot tell a bar that is played again from one that is copied.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.features.windows import windowed_blocks

FINGERPRINT_RATE = 8_000
"""Frames a second of the sound that is looked at, in hertz."""

STEP_FRAMES = 128
STEP_SECONDS = STEP_FRAMES / FINGERPRINT_RATE
BITS = 32
NOTHING = np.uint32(0)
"""The fingerprint of a step that is too quiet to compare."""

_WINDOW_FRAMES = 4096
_LOWEST_HERTZ, _HIGHEST_HERTZ = 200.0, 3_200.0
_QUIET_POWER = 1e-7
"""Mean square below which a window (−70 dBFS) has no fingerprint."""

_BATCH_STEPS = 256

Fingerprints = NDArray[np.uint32]
"""uint32, shape (steps,): step n belongs to the window centred on n · STEP_SECONDS."""


@dataclass(frozen=True, eq=False)
class _Bands:
    """Where each of the BITS + 1 bands begins and ends, in bins; int64, shape (BITS + 2,)."""

    edges: NDArray[np.int64]
    hann: NDArray[np.float32]


@lru_cache(maxsize=1)
def _bands() -> _Bands:
    hertz = np.geomspace(_LOWEST_HERTZ, _HIGHEST_HERTZ, BITS + 2)
    edges = np.round(hertz * _WINDOW_FRAMES / FINGERPRINT_RATE).astype(np.int64)
    hann = np.hanning(_WINDOW_FRAMES + 1)[:-1].astype(np.float32)
    return _Bands(edges, hann)


def fingerprint_blocks(source: WavSource) -> Iterator[tuple[Fingerprints, float]]:
    """Take the fingerprints of a sound file in blocks, in constant memory. Any thread.

    Yields:
        the next fingerprints, and the fraction of the file that is read, up to 1. All together
        there are floor(frames at FINGERPRINT_RATE / STEP_FRAMES) + 1.

    Raises:
        AudioFileError: the file cannot be read.
    """
    if source.frames == 0:
        yield np.zeros(0, np.uint32), 1.0
    before = np.zeros(BITS, np.float32)
    for block in windowed_blocks(source, FINGERPRINT_RATE, _WINDOW_FRAMES, STEP_FRAMES):
        fingerprints, before = _fingerprints(block.sound, block.windows, before)
        yield fingerprints, block.fraction


def _fingerprints(
    sound: NDArray[np.float32], steps: int, before: NDArray[np.float32]
) -> tuple[Fingerprints, NDArray[np.float32]]:
    """Fingerprints of the first steps of a sound, and the last step's differences of bands."""
    found = np.zeros(steps, np.uint32)
    bands = _bands()
    for first in range(0, steps, _BATCH_STEPS):
        count = min(_BATCH_STEPS, steps - first)
        part = sound[first * STEP_FRAMES :][: (count - 1) * STEP_FRAMES + _WINDOW_FRAMES]
        windows = np.lib.stride_tricks.sliding_window_view(part, _WINDOW_FRAMES)[::STEP_FRAMES]
        power = np.square(np.abs(np.fft.rfft(windows * bands.hann, axis=1)))
        energies = np.add.reduceat(power, bands.edges, axis=1)[:, :-1]
        differences = np.diff(energies, axis=1)
        bits = np.diff(differences, axis=0, prepend=before[np.newaxis]) > 0
        packed = np.packbits(bits, axis=1).view(">u4")[:, 0].astype(np.uint32)
        # By Parseval, up to the window's gain.
        loudness = power.sum(axis=1) * (2.0 / _WINDOW_FRAMES / float(np.sum(bands.hann**2)))
        found[first : first + count] = np.where(loudness < _QUIET_POWER, NOTHING, packed)
        before = differences[-1]
    return found, before
