"""What is heard in a sound, in excerpts of ten seconds: log-mel, chroma and stereo width.

The measures of this package look at whole recordings and minutes of made sound at once, so they
need no exact agreement with the features that networks are told (`features/`), but windows that
lie the same way at every sample rate, and a memory that does not grow with the hour.
"""

import math
from dataclasses import dataclass

import librosa
import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples, only_numbers
from audiosynth_gui.audio.conversion import convert_channels, mid_side, resample
from audiosynth_gui.errors import EvaluationError

EXCERPT_SECONDS = 10.0
LISTENED_SECONDS = 600.0
"""Of a longer sound as many excerpts as make this, evenly spread, are looked at."""

SHORTEST_SECONDS = 1.0

MEL_BANDS = 64
WIDTH_BANDS = 8
WIDTH_RANGE_DB = 60.0
SHORT_WINDOW_SECONDS = 0.0464
LONG_WINDOW_SECONDS = 0.186
POWER_FLOOR = 1e-10
OFFSET_BINS = 2
"""Lowest bins of a spectrum, left out: an offset is not heard, but would be the loudest band."""

Rows = NDArray[np.float32]
"""Columns of numbers over time: float32 (frames, numbers)."""


@dataclass(frozen=True, eq=False)
class Excerpt:
    """What is heard in at most ten seconds.

    Attributes:
        start_seconds: of its first frame, in the sound it comes from.
        hop_seconds: between two frames; about 12 ms.
        power: mean square of the mid signal, without its offset.
        mel_db: decibels of 64 mel bands of the mid signal, from −100; float32 (frames, 64).
        chroma: pitch classes, the strongest 1; float32 (frames, 12); zeros in silence.
        width_db: side over mid in 8 bands, −60 … 60 dB; float32 (frames, 8); None in mono.
    """

    start_seconds: float
    hop_seconds: float
    power: float
    mel_db: Rows
    chroma: Rows
    width_db: Rows | None


def hear(sound: AudioBuffer, sample_rate: int) -> tuple[Excerpt, ...]:
    """Look at a sound, or at excerpts spread over it where it is longer than ten minutes.

    Any thread; a minute of 44.1 kHz takes about half a second. The samples may map a file.

    Args:
        sound: 1 to 8 channels, of any rate.
        sample_rate: rate at which it is looked at, in hertz: that of what it is compared with.

    Raises:
        EvaluationError: it is shorter than a second.
    """
    length = round(EXCERPT_SECONDS * sound.sample_rate)
    shortest = round(SHORTEST_SECONDS * sound.sample_rate)
    if sound.frames < shortest:
        raise EvaluationError("There is too little sound to judge.", "Take a second at least.")
    if sound.duration_seconds > LISTENED_SECONDS:
        count = round(LISTENED_SECONDS / EXCERPT_SECONDS)
        starts = [round(start) for start in np.linspace(0, sound.frames - length, count)]
    else:
        starts = list(range(0, sound.frames - shortest + 1, length))
    found = []
    for start in starts:
        samples, _ = only_numbers(np.asarray(sound.samples[start : start + length]))
        samples = convert_channels(samples, 2 if samples.shape[1] > 1 else 1)
        if sound.sample_rate != sample_rate:
            samples = resample(samples, sound.sample_rate, sample_rate)
        found.append(_excerpt(samples, sample_rate, start / sound.sample_rate))
    return tuple(found)


def _excerpt(samples: Samples, sample_rate: int, start_seconds: float) -> Excerpt:
    """Measure every frame whose long window lies within the excerpt."""
    short, long = (
        _power_of_two(seconds * sample_rate)
        for seconds in (SHORT_WINDOW_SECONDS, LONG_WINDOW_SECONDS)
    )
    hop = short // 4
    lanes = mid_side(samples) if samples.shape[1] == 2 else samples
    # the short windows lie in the middle of the long ones, so that there are as many
    margin = (long - short) // 2
    inner = lanes[margin : len(lanes) - margin]
    spectra = [_spectrum(lane, short, hop) for lane in inner.T]
    mel_power = librosa.feature.melspectrogram(S=spectra[0], sr=sample_rate, n_mels=MEL_BANDS)
    spectrum = _spectrum(lanes[:, 0], long, hop)
    chroma = librosa.feature.chroma_stft(S=spectrum, sr=sample_rate, n_fft=long, tuning=0.0)
    width = None
    if len(spectra) == 2:
        filters = librosa.filters.mel(sr=sample_rate, n_fft=short, n_mels=WIDTH_BANDS)
        mid, side = (filters @ power + POWER_FLOOR for power in spectra)
        width = np.clip(10 * np.log10(side / mid), -WIDTH_RANGE_DB, WIDTH_RANGE_DB).T
    return Excerpt(
        start_seconds=start_seconds + long / 2 / sample_rate,
        hop_seconds=hop / sample_rate,
        power=float(np.var(lanes[:, 0], dtype=np.float64)),
        mel_db=10 * np.log10(np.maximum(mel_power, POWER_FLOOR)).T.astype(np.float32),
        chroma=np.nan_to_num(chroma).T.astype(np.float32),
        width_db=None if width is None else width.astype(np.float32),
    )


def _spectrum(signal: NDArray[np.float32], window: int, hop: int) -> NDArray[np.float32]:
    """Power spectra of all windows that lie within the signal, (bins, frames)."""
    found = librosa.stft(np.ascontiguousarray(signal), n_fft=window, hop_length=hop, center=False)
    power: NDArray[np.float32] = np.square(np.abs(found))
    power[:OFFSET_BINS] = 0.0
    return power


def _power_of_two(frames: float) -> int:
    return int(2 ** round(math.log2(frames)))
