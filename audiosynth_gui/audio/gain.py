"""How much louder a sound is made than it is stored."""

import numpy as np
from numpy.typing import NDArray

LIMIT = 1.0
"""What gets louder than full scale is cut there, as a sound card would."""


def made_louder(values: NDArray[np.float32], gain_db: float) -> NDArray[np.float32]:
    """Make samples louder, or anything else that grows with them (peaks, RMS). Any thread.

    Args:
        values: float32 of any shape; NaN stays NaN.
        gain_db: negative for quieter. At 0 `values` itself comes back, however loud.

    Returns:
        float32 of the same shape, within ±1.
    """
    if gain_db == 0.0:
        return values
    factor = np.float32(10.0 ** (gain_db / 20.0))
    louder: NDArray[np.float32] = np.clip(values * factor, -LIMIT, LIMIT)
    return louder
