"""The filter bank's inner loop: every band of every step is one product of filter and window."""

import numpy as np

from audiosynth_gui.compiling import compiled


@compiled
def split(padded, filters, out):
    """Split one channel into its bands, causally.

    Plain loops rather than a matrix product of a library, whose last bits hang on the number of
    cores: what is heard of a prompt decides all that follows.

    Args:
        padded: float32 (taps − bands + steps · bands,): what was before, then the signal.
        filters: float32 (bands, taps), each turned round in time.
        out: float32 (steps, bands): written.
    """
    steps, bands = out.shape
    taps = filters.shape[1]
    for step in range(steps):
        window = padded[step * bands : step * bands + taps]
        for band in range(bands):
            row = filters[band]
            total = np.float32(0.0)
            for tap in range(taps):
                total += row[tap] * window[tap]
            out[step, band] = total
