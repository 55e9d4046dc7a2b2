"""What tells whether a sound is alive, half second by half second: level, DC, noise, repetition."""

import math
from dataclasses import dataclass

import librosa
import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples, only_numbers
from audiosynth_gui.audio.conversion import convert_channels
from audiosynth_gui.evaluation.excerpts import OFFSET_BINS

STEPS_A_SECOND = 48
WINDOW_STEPS = 24
"""Spectra in a window of half a second."""

SPECTRUM_SECONDS = 0.093
MEL_BANDS = 32
POWER_FLOOR = 1e-10
CLOSE_BINS = 32
"""Neighbouring bins (350 Hz) of which the flatness is taken."""

READ_WINDOWS = 20

Series = NDArray[np.float32]
"""One number a window: float32 (windows,)."""


@dataclass(frozen=True, eq=False)
class Vitals:
    """A sound, window by window; the incomplete last window is left out.

    Attributes:
        window_seconds: length of a window, half a second or next to it.
        level_db: root mean square over all channels in dBFS, without the offset, at least −100.
        dc: mean of the samples of every channel; float32 (windows, channels).
        mel_db: 32 mel bands of the mid signal, decibels, at least −100;
            float32 (windows × `WINDOW_STEPS`, 32). White noise is even.
        roughness_db: flatness of the spectrum between neighbouring bins, weighted by their power:
            about −3 for noise of any colour, lower the clearer the tones.
    """

    window_seconds: float
    level_db: Series
    dc: NDArray[np.float32]
    mel_db: NDArray[np.float32]
    roughness_db: Series

    def flatness_db(self, floor_db: float) -> Series:
        """Flatness of the mel spectrum: 0 for white noise, lower the more colour.

        Args:
            floor_db: bands count as no quieter than this.
        """
        bands = self.mel_db.reshape(len(self.level_db), WINDOW_STEPS, MEL_BANDS)
        power = np.mean(10 ** (bands / 10), axis=1)
        audible = np.maximum(power, 10 ** (floor_db / 10))
        flatness: Series = 10 * (np.log10(audible).mean(axis=1) - np.log10(audible.mean(axis=1)))
        return flatness


def vitals(sound: AudioBuffer) -> Vitals:
    """Look at a whole sound. Any thread; a minute takes about a quarter of a second.

    Args:
        sound: of any length and channels; its samples may map a file. What is no number counts
            as silence.
    """
    hop = max(1, round(sound.sample_rate / STEPS_A_SECOND))
    size = int(2 ** round(math.log2(SPECTRUM_SECONDS * sound.sample_rate)))
    window = hop * WINDOW_STEPS
    count = sound.frames // window
    filters = librosa.filters.mel(sr=sound.sample_rate, n_fft=size, n_mels=MEL_BANDS)
    level_db = np.empty(count, np.float32)
    dc = np.empty((count, sound.channels), np.float32)
    mel_db = np.empty((count * WINDOW_STEPS, MEL_BANDS), np.float32)
    roughness_db = np.empty(count, np.float32)
    for first in range(0, count, READ_WINDOWS):
        last = min(first + READ_WINDOWS, count)
        part = slice(first, last)
        samples, power = _spectra(sound, first * window, last * window, hop, size)
        framed = samples.reshape(last - first, window, -1)
        dc[part] = framed.mean(axis=1, dtype=np.float64)
        squared = np.mean(np.square(framed - dc[part, None]), axis=(1, 2), dtype=np.float64)
        level_db[part] = 10 * np.log10(np.maximum(squared, POWER_FLOOR))
        mel = np.maximum(filters @ power, POWER_FLOOR)
        mel_db[first * WINDOW_STEPS : last * WINDOW_STEPS] = 10 * np.log10(mel).T
        roughness_db[part] = _roughness(power).reshape(-1, WINDOW_STEPS).mean(axis=1)
    return Vitals(window / sound.sample_rate, level_db, dc, mel_db, roughness_db)


def _spectra(
    sound: AudioBuffer, start: int, stop: int, hop: int, size: int
) -> tuple[Samples, NDArray[np.float32]]:
    """The samples of a stretch, and the power spectra centred on every hop of it.

    Returns:
        float32 (stop − start, channels), and float32 (bins, (stop − start) / hop); beyond its
        ends the sound stands still.
    """
    before, after = (size - hop) // 2, size
    read, _ = only_numbers(np.asarray(sound.samples[max(0, start - before) : stop + after]))
    lead = start - max(0, start - before)
    mid = convert_channels(read, 1)[:, 0]
    wanted = before + (stop - start) + size - hop - before
    missing = (before - lead, max(0, wanted - (before - lead) - len(mid)))
    mid = np.pad(mid, missing, mode="edge")[:wanted]
    power = np.square(np.abs(librosa.stft(mid, n_fft=size, hop_length=hop, center=False)))
    power[:OFFSET_BINS] = 0.0
    return read[lead : lead + stop - start], power


def _roughness(power: NDArray[np.float32]) -> Series:
    """Flatness between neighbouring bins of every spectrum, (bins, spectra) to (spectra,)."""
    count = (len(power) - OFFSET_BINS) // CLOSE_BINS
    heard = power[OFFSET_BINS : OFFSET_BINS + count * CLOSE_BINS]
    groups = heard.reshape(-1, CLOSE_BINS, power.shape[1]) + np.float32(POWER_FLOOR)
    means = groups.mean(axis=1)
    flatness = 10 * (np.log10(groups).mean(axis=1) - np.log10(means))
    weighted: Series = (flatness * means).sum(axis=0) / means.sum(axis=0)
    return weighted
