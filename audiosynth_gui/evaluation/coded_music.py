"""Music as the contestants of a likelihood comparison hear it, and what foretelling it costs."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.quantization import MULAW8, compand, expand

SAMPLE_RATE = 16000

HELDOUT_FRACTION = 0.2

END_SAMPLES = 2 * SAMPLE_RATE
"""Pieces often fade out: this much of the end swings the figure, so it is left out of a second."""

SHORTEST_SECONDS = 15.0
"""Enough for a held-out part that is longer than its end."""


@dataclass(frozen=True, eq=False)
class CodedMusic:
    """Music in 8-bit µ-law codes, cut into what may be learnt and what is held out.

    Attributes:
        codes: 0 … 255, int64 (samples,); full scale is the file's own.
        split: the first held-out sample.
    """

    codes: NDArray[np.int64]
    split: int

    @property
    def train(self) -> NDArray[np.int64]:
        """What may be learnt from."""
        return self.codes[: self.split]

    @property
    def heldout(self) -> NDArray[np.int64]:
        """What is foretold."""
        return self.codes[self.split :]

    @property
    def samples(self) -> Samples:
        """What the codes sound like, float32 (samples, 1): no finer than the codes themselves."""
        return expand(MULAW8.decode(self.codes.astype(np.int32)))[:, None]


@dataclass(frozen=True)
class HeldoutBits:
    """What foretelling the held-out part costs, in bits a sample.

    Attributes:
        whole: all of it.
        without_end: without its last two seconds.
    """

    whole: float
    without_end: float


def coded_music(sound: AudioBuffer, hop_frames: int) -> CodedMusic:
    """Bring sound to 16 kHz, mono, 8-bit µ-law, and hold its last fifth out.

    Args:
        sound: of any rate and channels.
        hop_frames: the cut, and the end, lie on a multiple of this many samples.

    Raises:
        TrainingError: it is too short to compare anything on.
    """
    if sound.duration_seconds < SHORTEST_SECONDS:
        raise TrainingError(
            "The recording is too short to compare networks on.",
            f"Choose one of {SHORTEST_SECONDS:.0f} seconds or more.",
        )
    mono = resample(convert_channels(sound.samples, 1), sound.sample_rate, SAMPLE_RATE)[:, 0]
    hops = len(mono) // hop_frames
    codes = MULAW8.encode(compand(mono[: hops * hop_frames])).astype(np.int64)
    return CodedMusic(codes, (hops - int(hops * HELDOUT_FRACTION)) * hop_frames)


def heldout_bits(costs: NDArray[np.floating[Any]], music: CodedMusic) -> HeldoutBits:
    """Average what each held-out code cost, in bits; some of the last may be missing."""
    kept = len(music.heldout) - END_SAMPLES
    return HeldoutBits(float(costs.mean()), float(costs[:kept].mean()))
