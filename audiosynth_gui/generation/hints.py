"""How streams hear the guide, for all steps of a block at once."""

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.features.quantization import compand
from audiosynth_gui.networks.config import NetworkConfig
from audiosynth_gui.networks.guide import HINT_OCTAVES, HINT_UNITS
from audiosynth_gui.networks.head import LINEAR_GAIN


def guide_hints(guide: NDArray[np.float32], config: NetworkConfig) -> NDArray[np.float32]:
    """What `networks.guide.GuideReader` weighs, as one row a stream and step.

    Args:
        guide: float32 (R + T + R, streams) in ±1, R `config.guide_steps`; or no streams.
        config: of the network.

    Returns:
        float32 (T, streams of the network, HINT_UNITS + 2 R + 1); without a guide nothing is told:
        (T, streams, 0).
    """
    reach = config.guide_steps
    steps = len(guide) - 2 * reach
    if not config.has_guide:
        return np.zeros((steps, config.streams, 0), dtype=np.float32)
    told = np.empty((steps, config.streams, HINT_UNITS + 2 * reach + 1), dtype=np.float32)
    companded = compand(guide[reach : reach + steps])
    told[:, :, 0] = companded
    angle = np.float32(np.pi) * companded
    sine, cosine = np.sin(angle), np.cos(angle)
    for octave in range(HINT_OCTAVES):
        told[:, :, 1 + 2 * octave], told[:, :, 2 + 2 * octave] = sine, cosine
        sine, cosine = 2 * sine * cosine, cosine * cosine - sine * sine
    for place in range(2 * reach + 1):
        told[:, :, HINT_UNITS + place] = LINEAR_GAIN * guide[place : place + steps]
    return told
