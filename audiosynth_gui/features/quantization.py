"""From values to the codes that the network's softmaxes choose, and back.

Every transform comes as a pair; `decode(encode(x))` is `x` to within half a step.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

QuantizationName = Literal["linear16", "mulaw8"]

MU = 255.0


def compand(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Squeeze linear values in ±1 with the µ-law (ITU-T G.711, continuous form).

    Args:
        values: float32, any shape; clipped to ±1.

    Returns:
        float32 of the same shape, in ±1.
    """
    clipped = np.clip(values, -1.0, 1.0)
    squeezed = np.log1p(MU * np.abs(clipped)) * np.sign(clipped) / np.log1p(MU)
    return np.asarray(squeezed, dtype=np.float32)


def expand(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Undo `compand`: float32 in ±1 to float32 in ±1, same shape."""
    grown = np.expm1(np.abs(values) * np.log1p(MU)) * np.sign(values) / MU
    return np.asarray(grown, dtype=np.float32)


@dataclass(frozen=True)
class Quantizer:
    """Companded values as integer codes, chosen in stages from the coarsest bits down.

    A code is not one softmax but a chain of small ones, each told what the earlier ones chose
    (WaveRNN, arXiv 1802.08435, with smaller links).

    Attributes:
        name: how the choice is called on the command line and in files.
        stage_bits: bits that each stage decides, coarsest first.
        is_spread: a value is drawn evenly within its code's step, as fine as the output is, rather
            than in its middle. Softmaxes for the next eight bits were measured to learn nothing:
            4.00 and 4.00 of 8 bits.
    """

    name: QuantizationName
    stage_bits: tuple[int, ...]
    is_spread: bool

    @property
    def bits(self) -> int:
        """Bits of a whole code."""
        return sum(self.stage_bits)

    @property
    def levels(self) -> int:
        """Number of codes."""
        return 1 << self.bits

    def encode(self, companded: NDArray[np.float32]) -> NDArray[np.int32]:
        """Round companded values in ±1 to codes in 0 … levels − 1 (int32, same shape)."""
        steps = np.floor((companded.astype(np.float64) + 1.0) * (self.levels / 2))
        return np.clip(steps, 0, self.levels - 1).astype(np.int32)

    def decode(self, codes: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return the companded value at the middle of each code's step (float32, in ±1)."""
        return ((codes + 0.5) * (2.0 / self.levels) - 1.0).astype(np.float32)


LINEAR16 = Quantizer("linear16", (4, 4), True)
MULAW8 = Quantizer("mulaw8", (8,), False)


def quantizer(name: QuantizationName) -> Quantizer:
    """Return the quantizer of that name."""
    return MULAW8 if name == "mulaw8" else LINEAR16
