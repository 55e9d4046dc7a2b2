"""Beats of a recording of any length, by librosa's tracker.

How strongly notes begin is measured block by block; the tempo is told piece by piece, each near
that of the whole, so that it does not leap between the half and the double; then the beats of the
whole recording are tracked in one go, along the changing tempo, so no piece has an edge in them.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.files import WavSource
from audiosynth_gui.features.tempo import Tempo, tempo_of_beats
from audiosynth_gui.features.windows import windowed_blocks

_RATE = 22_050
_HOP_FRAMES = 512
_WINDOW_FRAMES = 2048
_FLOOR_POWER = 1e-4
_LATENESS_HOPS = _WINDOW_FRAMES // (2 * _HOP_FRAMES)
"""An onset is seen in the hop in which it fills half of the window (as librosa reckons)."""

_PIECE_HOPS = round(60 * _RATE / _HOP_FRAMES)
_TEMPO_HOPS = round(8 * _RATE / _HOP_FRAMES)
_LIKELIEST_BPM = 120.0
_OCTAVES_OF_DRIFT = 0.3
"""Standard deviation of a piece's tempo about the whole recording's."""

_MEASURING_SHARE = 0.9

_Strengths = NDArray[np.float64]
"""How strongly something begins in every hop of 512 frames at 22,050 Hz; 0 or more."""


@dataclass(frozen=True)
class Beats:
    """The beats of a recording.

    Attributes:
        seconds: when each is, rising; empty where there are none to be heard.
        tempo: the steady tempo that fits them best, or None.
    """

    seconds: tuple[float, ...]
    tempo: Tempo | None


def find_beats(source: WavSource) -> Generator[float, None, Beats]:
    """Find the beats of a sound file. Any thread; loads librosa, which takes some seconds.

    Args:
        source: the file; stays open until the end.

    Yields:
        the share that is done, 0 … 1.

    Returns:
        its beats.

    Raises:
        AudioFileError: the file cannot be read.
    """
    parts = [np.empty(0)]
    for part, fraction in _onset_strengths(source):
        parts.append(part)
        yield _MEASURING_SHARE * fraction
    tracking = _tracked(np.concatenate(parts), source.frames / source.sample_rate)
    seconds = yield from tracking
    yield 1.0
    return Beats(seconds, tempo_of_beats(seconds))


def _onset_strengths(source: WavSource) -> Iterator[tuple[_Strengths, float]]:
    import librosa  # slow to import: the window opens without it

    before: NDArray[np.float32] | None = None
    for block in windowed_blocks(source, _RATE, _WINDOW_FRAMES, _HOP_FRAMES):
        if block.windows == 0:
            continue
        power = librosa.feature.melspectrogram(
            y=block.sound, sr=_RATE, n_fft=_WINDOW_FRAMES, hop_length=_HOP_FRAMES, center=False
        )
        decibels = librosa.power_to_db(power, amin=_FLOOR_POWER, top_db=None)
        joined = decibels[:, :1] if before is None else before
        joined = np.concatenate((joined, decibels), axis=1)
        # The first one only says what the second one rises from.
        strengths = librosa.onset.onset_strength(
            S=joined, sr=_RATE, hop_length=_HOP_FRAMES, center=False, aggregate=np.median
        )[1:]
        before = decibels[:, -1:]
        yield strengths.astype(np.float64), block.fraction


def _tracked(
    strengths: _Strengths, duration_seconds: float
) -> Generator[float, None, tuple[float, ...]]:
    """Times of the beats, in seconds from 0 to the duration; yields the share that is done."""
    import librosa

    if len(strengths) < 2 or not np.any(strengths > 0):
        return ()
    tempi = yield from _tempi(strengths)
    _, hops = librosa.beat.beat_track(
        onset_envelope=strengths, sr=_RATE, hop_length=_HOP_FRAMES, bpm=tempi, trim=True
    )
    seconds = (np.asarray(hops) + _LATENESS_HOPS) * _HOP_FRAMES / _RATE
    return tuple(float(one) for one in seconds if one <= duration_seconds)


def _tempi(strengths: _Strengths) -> Generator[float, None, NDArray[np.float64]]:
    """The tempo about every hop in beats a minute, shape (hops,); a step is 20 ms of work."""
    import librosa

    pieces = np.array_split(strengths, max(1, round(len(strengths) / _PIECE_HOPS)))
    # Librosa's own tempo is read off the mean over all hops; so is this, without holding them all.
    means = []
    for number, piece in enumerate(pieces):
        tempogram = librosa.feature.tempogram(
            onset_envelope=piece, sr=_RATE, hop_length=_HOP_FRAMES, win_length=_TEMPO_HOPS
        )
        means.append(np.mean(tempogram, axis=1, keepdims=True))
        yield _MEASURING_SHARE + (1 - _MEASURING_SHARE) * number / len(pieces)

    def tempo(mean: _Strengths, start_bpm: float, octaves: float) -> float:
        found = librosa.feature.tempo(
            tg=mean, sr=_RATE, hop_length=_HOP_FRAMES, start_bpm=start_bpm, std_bpm=octaves
        )
        return float(found[0])

    lengths = [len(piece) for piece in pieces]
    whole = tempo(np.average(means, axis=0, weights=lengths), _LIKELIEST_BPM, 1.0)
    tempi = [tempo(mean, whole, _OCTAVES_OF_DRIFT) for mean in means]
    return np.repeat(tempi, lengths)
