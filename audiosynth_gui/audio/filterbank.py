"""A critically sampled filter bank: one fast signal as several slow ones, and back.

Cosine-modulated pseudo-QMF bank (Nguyen 1994; used for speech by Yu et al., arXiv 1909.01700) with
a Kaiser prototype whose cutoff is tuned for the flattest sum. With one band it is the identity.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.signal import firwin

from audiosynth_gui.audio.splitting import split

TAPS_PER_BAND = 16
KAISER_BETA = 9.0


def _prototype(bands: int, cutoff: float) -> NDArray[np.float64]:
    window = ("kaiser", KAISER_BETA)
    return np.asarray(firwin(TAPS_PER_BAND * bands, cutoff, window=window), dtype=np.float64)


def _overlap_error(cutoff: float, bands: int) -> float:
    """How far the prototype's autocorrelation is from a pulse at multiples of 2 × bands."""
    prototype = _prototype(bands, cutoff)
    correlation = np.correlate(prototype, prototype, "full")[len(prototype) - 1 :]
    return float(np.max(np.abs(correlation[2 * bands :: 2 * bands])) / correlation[0])


@dataclass(frozen=True, eq=False)
class Filterbank:
    """Analysis and synthesis filters of one bank; make it with `filterbank`.

    Attributes:
        bands: number of bands; each runs at sample rate / bands.
        analysis: float64, shape (bands, taps).
        synthesis: float64, shape (bands, taps).
        delay_frames: by how much analysis followed by synthesis delays a signal.
    """

    bands: int
    analysis: NDArray[np.float64]
    synthesis: NDArray[np.float64]
    delay_frames: int

    @property
    def taps(self) -> int:
        """Length of each filter in frames."""
        return int(self.analysis.shape[1])

    def analyse(self, signal: NDArray[np.float32]) -> NDArray[np.float32]:
        """Split a signal, causally: step m hears nothing after frame (m + 1) × bands − 1.

        Args:
            signal: float32, shape (frames, channels); the last incomplete step is dropped.

        Returns:
            float32, shape (frames // bands, bands, channels).
        """
        steps = signal.shape[0] // self.bands
        if self.bands == 1:
            return signal[:, None, :].astype(np.float32)
        padding = np.zeros((self.taps - self.bands, signal.shape[1]), dtype=np.float32)
        padded = np.concatenate([padding, signal[: steps * self.bands]])
        filters = np.ascontiguousarray(self.analysis[:, ::-1], dtype=np.float32)
        made = np.empty((signal.shape[1], steps, self.bands), dtype=np.float32)
        for channel in range(signal.shape[1]):
            split(np.ascontiguousarray(padded[:, channel]), filters, made[channel])
        return np.ascontiguousarray(made.transpose(1, 2, 0))

    def synthesise(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Join bands again; the result lags `delay_frames` behind what was analysed.

        Args:
            values: float32, shape (steps, bands, channels).

        Returns:
            float32, shape (steps × bands, channels).
        """
        steps, _, channels = values.shape
        if self.bands == 1 or steps == 0:
            return values.reshape(-1, channels).copy()
        history = self.taps // self.bands
        padding = np.zeros((history - 1, self.bands, channels), dtype=np.float32)
        padded = np.concatenate([padding, values])
        windows = np.lib.stride_tricks.sliding_window_view(padded, history, axis=0)
        frames = np.einsum("tbch,hbf->tfc", windows, self.step_matrix(), optimize=True)
        return np.ascontiguousarray(frames.reshape(steps * self.bands, channels))

    def step_matrix(self) -> NDArray[np.float32]:
        """Return what one synthesis step does, float32 of shape (history, bands, frames).

        `history` steps (oldest first) of all bands make the next `bands` frames.
        """
        history = self.taps // self.bands
        split = self.synthesis.reshape(self.bands, history, self.bands)
        return np.ascontiguousarray(split[:, ::-1].transpose(1, 0, 2).astype(np.float32))


@lru_cache(maxsize=8)
def filterbank(bands: int) -> Filterbank:
    """Return the bank with that many bands (1, 2, 4, 8, 16 or 32)."""
    if bands == 1:
        identity = np.ones((1, 1))
        return Filterbank(1, identity, identity, 0)
    centre = 1.0 / (2 * bands)
    found = minimize_scalar(
        _overlap_error, bounds=(centre, 1.6 * centre), args=(bands,), method="bounded",
        options={"xatol": 1e-9},
    )  # fmt: skip
    prototype = _prototype(bands, float(found.x))
    taps = len(prototype)
    band = np.arange(bands)[:, None]
    angle = (2 * band + 1) * np.pi / (2 * bands) * (np.arange(taps) - (taps - 1) / 2)
    phase = (-1.0) ** band * np.pi / 4
    # sqrt(bands) on each side keeps the energy of the signal in its bands
    gain = 2.0 * np.sqrt(bands)
    analysis = gain * prototype * np.cos(angle + phase)
    synthesis = gain * prototype * np.cos(angle - phase)
    return Filterbank(bands, analysis, synthesis, taps - bands)
