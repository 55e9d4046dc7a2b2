"""How well a rendering follows the sound whose plan it was given: the renderer judged alone."""

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import AudioBuffer, Samples, only_numbers
from audiosynth_gui.audio.conversion import convert_channels, mid_side
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import Features, FeatureSettings

HOP_SECONDS = 512 / 44100
EDGE_FRAMES = 10
"""Feature frames left out at either end, where windows reach over it."""

FEWEST_FRAMES = 20
SILENCE_POWER = 1e-9
"""Mean square that counts as silence, −90 dB: levels are compared above it."""


@dataclass(frozen=True)
class Following:
    """How near a rendering is to what it was to play, moment by moment.

    Attributes:
        level_db: level of the rendering over that of the sound; 0 is right.
        side_level_db: the same of the side signal; None in mono.
        mel_gap_db: mean difference of the log-mel that 32 MFCC tell, without sign.
        mel_correlation: of that log-mel, all cells together; 1 is perfect. Other music of the same
            colour has much of it.
        chroma_correlation: of the chroma, likewise.
        mel_movement: correlation of that log-mel, each band about its own mean: whether it moves as
            the sound does; 1 is perfect, 0 chance.
        chroma_movement: of the chroma, likewise.
    """

    level_db: float
    side_level_db: float | None
    mel_gap_db: float
    mel_correlation: float
    chroma_correlation: float
    mel_movement: float
    chroma_movement: float


def following(made: AudioBuffer, source: AudioBuffer) -> Following:
    """Compare a rendering with the sound that its plan was measured on. Any thread.

    Args:
        made: the rendering, aligned with the source (the delay of the filter bank taken off).
        source: what it was to play: as many channels, the same rate. The longer one is cut.

    Raises:
        EvaluationError: less than half a second is left to compare.
        ValueError: rates or channels differ.
    """
    if (made.sample_rate, made.channels) != (source.sample_rate, source.channels):
        raise ValueError("a rendering must have its source's rate and channels")
    frames = min(made.frames, source.frames)
    settings = FeatureSettings(
        sample_rate=made.sample_rate,
        hop_frames=round(HOP_SECONDS * made.sample_rate),
        channels=1,
        groups=("loudness", "mfcc", "chroma"),
    )
    edge = EDGE_FRAMES * settings.hop_frames
    if frames < 2 * edge + FEWEST_FRAMES * settings.hop_frames:
        raise EvaluationError("There is too little sound to judge.", "Take a second at least.")
    sounds = [only_numbers(sound.samples[:frames])[0] for sound in (made, source)]
    rows = [_rows(sound, settings) for sound in sounds]
    mels = [_log_mel(part, settings) for part in rows]
    chromas = [part[:, settings.slices["chroma"]] for part in rows]
    inner = [sound[edge : frames - edge] for sound in sounds]
    side = None
    if made.channels == 2:
        side = _level_db(*(mid_side(sound)[:, 1] for sound in inner))
    return Following(
        level_db=_level_db(*inner),
        side_level_db=side,
        mel_gap_db=float(np.mean(np.abs(mels[0] - mels[1]))),
        mel_correlation=_correlation(*(mel.reshape(-1, 1) for mel in mels)),
        chroma_correlation=_correlation(*(chroma.reshape(-1, 1) for chroma in chromas)),
        mel_movement=_correlation(*mels),
        chroma_movement=_correlation(*chromas),
    )


def _rows(samples: Samples, settings: FeatureSettings) -> Features:
    """Features of the mid signal, without the edges."""
    found = FeatureExtractor(settings).extract(convert_channels(samples, 1))
    return found[EDGE_FRAMES:-EDGE_FRAMES]


def _log_mel(rows: Features, settings: FeatureSettings) -> Features:
    """The log-mel that the MFCC tell, in decibels, (frames, mel bands)."""
    cepstra = np.zeros((len(rows), settings.mel_bands), np.float32)
    cepstra[:, : settings.mfcc_count] = rows[:, settings.slices["mfcc"]]
    mel: Features = scipy.fft.idct(cepstra, type=2, norm="ortho", axis=-1)
    return mel


def _level_db(made: NDArray[np.float32], source: NDArray[np.float32]) -> float:
    powers = (np.mean(np.square(part, dtype=np.float64)) for part in (made, source))
    heard, wanted = (max(float(power), SILENCE_POWER) for power in powers)
    return float(10 * np.log10(heard / wanted))


def _correlation(first: Features, second: Features) -> float:
    """Of all cells, each column about its own mean; 0 where one does not move."""
    centred = [part - part.mean(axis=0, dtype=np.float64) for part in (first, second)]
    size = np.sqrt(np.sum(np.square(centred[0])) * np.sum(np.square(centred[1])))
    if size < 1e-12:
        return 0.0
    return float(np.sum(centred[0] * centred[1]) / size)
