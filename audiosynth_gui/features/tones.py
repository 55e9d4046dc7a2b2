"""Tones: the sines in a sound, found feature frame by feature frame, and played again.

A plan that only tells how strong each pitch is leaves it to the network to find the frequencies,
and it learns that last of all. So the plan is also played, by plain oscillators: the *guide*.
The network hears the guide beside its own past and makes the sound of it.

Sources: sinusoidal modelling, McAulay and Quatieri 1986; frequency reassignment, Auger and
Flandrin 1995; a source signal beside the features, Wang et al. 2019 (neural source-filter).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.sparse
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, padded_part
from audiosynth_gui.audio.conversion import mid_side
from audiosynth_gui.features.constant_q import ConstantQ, build_constant_q, long_spectra
from audiosynth_gui.features.oscillators import add_tones
from audiosynth_gui.features.settings import FeatureSettings

TONES = 48
"""Tones kept of a feature frame, the strongest."""

SIZE, TURN, PHASE, SIDE = range(4)
TONE_NUMBERS = 4
"""Of a tone: amplitude of its sine in the mid signal (0: no tone), frequency in radians an audio
frame, phase at the centre of the feature frame, and the share of the mid's sine that is in the
side signal."""

BINS_PER_OCTAVE = 24
LOWEST_HERTZ = 32.703
HIGHEST_HERTZ = 5000.0
HIGHEST_RATIO = 0.4

FLOOR = 1e-3
"""Tones weaker than the strongest of their frame by more are left out (60 dB)."""

BATCH_FRAMES = 64
"""Feature frames measured together."""

SILENCE = 1e-5
MOST_SIDE = 4.0

Tones = NDArray[np.float32]
"""The tones of feature frames, rising in pitch: float32, shape (frames, TONES, TONE_NUMBERS)."""


@dataclass(frozen=True, eq=False)
class ToneFinder:
    """Finds tones in windows of sound. Keeps no state: any thread may use it.

    Attributes:
        bank: narrow constant-Q filters.
        slopes: the same filters times the frequency of each bin of the spectrum.
        centres: float64 (bins,), each filter's pitch in radians an audio frame.
    """

    bank: ConstantQ
    slopes: scipy.sparse.csr_array
    centres: NDArray[np.float64]

    def find(self, windows: NDArray[np.float32]) -> Tones:
        """The tones at the centres of windows.

        A tone is a peak among the filters; its frequency is where the energy that the filter
        passes lies (reassignment), not the filter's own.

        Args:
            windows: float32 (lanes, feature frames, window frames): mid, and side if there is one.
        """
        spectra = long_spectra(windows[0], self.bank.spectrum_bins)
        heard = (self.bank.kernels @ spectra).T
        safe = np.where(np.abs(heard) < SILENCE, SILENCE, heard)
        turn = ((self.slopes @ spectra).T / safe).real
        ranked = np.where(self._peaks(np.abs(heard), turn), np.abs(heard), 0.0)
        slots = np.sort(np.argsort(-ranked, axis=1, kind="stable")[:, :TONES], axis=1)
        found = np.zeros((len(heard), TONES, TONE_NUMBERS), dtype=np.float32)
        kept = slots.shape[1]
        parts = [np.sqrt(2.0) * ranked, turn, np.angle(heard)]
        if len(windows) == 2:
            other = long_spectra(windows[1], self.bank.spectrum_bins)
            aside = ((self.bank.kernels @ other).T / safe).real
            parts.append(np.clip(aside, -MOST_SIDE, MOST_SIDE))
        for number, part in enumerate(parts):
            found[:, :kept, number] = np.take_along_axis(part, slots, axis=1)
        found[found[:, :, SIZE] == 0.0] = 0.0
        return found

    def _peaks(self, size: NDArray[np.float32], turn: NDArray[np.float32]) -> NDArray[np.bool_]:
        wide = np.pad(size, ((0, 0), (1, 1)))
        peaks = (size >= wide[:, :-2]) & (size > wide[:, 2:]) & (size > SILENCE)
        peaks &= size > FLOOR * size.max(axis=1, keepdims=True)
        # a filter that leans on a far neighbour's energy has no tone of its own
        peaks &= np.abs(turn / self.centres - 1.0) < 2.0 ** (1.5 / BINS_PER_OCTAVE) - 1.0
        return peaks


@lru_cache(maxsize=8)
def tone_finder(settings: FeatureSettings) -> ToneFinder:
    """The finder for sound of these settings; built once for each."""
    highest = min(HIGHEST_HERTZ, HIGHEST_RATIO * settings.sample_rate)
    count = int(BINS_PER_OCTAVE * np.log2(highest / LOWEST_HERTZ))
    hertz = LOWEST_HERTZ * 2.0 ** (np.arange(count) / BINS_PER_OCTAVE)
    bank = build_constant_q(settings, tuple(hertz.tolist()), BINS_PER_OCTAVE)
    turns = 2 * np.pi * np.arange(bank.spectrum_bins) / settings.cqt_window_frames
    slopes = scipy.sparse.csr_array(bank.kernels.multiply(turns[np.newaxis]), dtype=np.complex64)
    return ToneFinder(bank, slopes, 2 * np.pi * hertz / settings.sample_rate)


def measured_tones(
    samples: Samples, settings: FeatureSettings
) -> Iterator[tuple[NDArray[np.float32], float]]:
    """The tones of a long recording part by part.

    Args:
        samples: float32 (frames, channels).
        settings: of its features.

    Yields:
        the next feature frames' tones, float32 (frames, TONES × TONE_NUMBERS), and the share that
        is done.
    """
    frames = -(-len(samples) // settings.hop_frames)
    finder = tone_finder(settings)
    hop, window = settings.hop_frames, settings.cqt_window_frames
    for first in range(0, frames, BATCH_FRAMES):
        count = min(BATCH_FRAMES, frames - first)
        start = first * hop + hop // 2 - window // 2
        sound = padded_part(samples, start, start + (count - 1) * hop + window)
        lanes = (mid_side(sound) if sound.shape[1] == 2 else sound).T
        windows = np.lib.stride_tricks.sliding_window_view(lanes, window, axis=1)[:, ::hop]
        yield finder.find(windows).reshape(count, -1), (first + count) / frames


def play_tones(tones: Tones, hop_frames: int, channels: int) -> NDArray[np.float32]:
    """What tones sound like.

    Args:
        tones: float32 (frames, tones, 4).
        hop_frames: audio frames from one feature frame to the next.
        channels: 1, or 2 for mid and side.

    Returns:
        float32 ((frames + 1) × hop, channels). Feature frame f is centred on (f + 1) × hop; the
        first and the last half hop miss what neighbours would add.
    """
    out = np.zeros(((len(tones) + 1) * hop_frames, channels), dtype=np.float32)
    time = (np.arange(2 * hop_frames) - hop_frames) / (2 * hop_frames)
    window = (np.cos(np.pi * time) ** 2).astype(np.float32)
    add_tones(tones, window, channels, out)
    return out
