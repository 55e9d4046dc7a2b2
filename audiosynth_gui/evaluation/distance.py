"""How far a made sound is from a recording: 0 as a half of it from the other, 1 as white noise.

The kernel distance of `kernel.py`, but over what is plainly measured instead of a network's
embeddings: patches of half a second of log-mel, of MFCC with their slopes, and of chroma. What the
source leaves open (bandwidth, root, patches, floor) was tuned on one recording until coarse copies
of it, other music, a stuck loop and silence lay as far away as they sound; the bench `distance`
shows where they lie for any recording.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import librosa
import numpy as np

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.errors import EvaluationError
from audiosynth_gui.evaluation.excerpts import Excerpt, Rows, hear
from audiosynth_gui.evaluation.kernel import KernelScale, Patches, cut_patches

AUDIBLE_DB = 80.0
"""What lies so far below the recording's loudest moment and mel band is not heard."""

MFCC_COUNT = 20
SLOPE_FRAMES = 9
NOISE_SECONDS = 60.0

LEAST_DEVIATION = 1e-6
"""Where nothing moves more than this, the recording is silent."""


@dataclass(frozen=True)
class Distance:
    """How far a sound is from a recording. Each is 0 as half of it from the other, 1 as noise.

    Attributes:
        mel: by patches of log-mel: level and timbre over time.
        mfcc: by patches of MFCC and their slopes: timbre and its movement.
        chroma: by patches of chroma: notes and chords.
        width: by patches of the width in eight bands; None where one of the two is mono. Not
            part of the mean.
    """

    mel: float
    mfcc: float
    chroma: float
    width: float | None

    @property
    def mean(self) -> float:
        """Of log-mel, MFCC and chroma: what “the distance” means."""
        return (self.mel + self.mfcc + self.chroma) / 3


@dataclass(frozen=True, eq=False)
class _Scale:
    """How one kind of rows is standardised, and measured."""

    means: Rows
    deviations: Rows
    kernel: KernelScale


class Yardstick:
    """Measures sounds against one recording. Any thread; a minute takes about a second.

    The same recording, seed and sound give the same figures.
    """

    def __init__(self, recording: AudioBuffer, seed: int = 0) -> None:
        """Learn the recording, and how far its halves and white noise are from it.

        Args:
            recording: of two seconds at least, better some tens; its samples may map a file. Of
                more than ten minutes excerpts that make ten are learnt.
            seed: of the white noise, and of the choice of patches where there are very many.

        Raises:
            EvaluationError: it is shorter than two seconds, or silent.
        """
        if recording.duration_seconds < 2.0:
            raise EvaluationError("The recording is too short to judge by.", "Take a longer one.")
        self._sample_rate = recording.sample_rate
        self._seed = seed
        heard = hear(recording, self._sample_rate)
        self._hop_seconds = heard[0].hop_seconds
        self._floor_db = max(float(excerpt.mel_db.max()) for excerpt in heard) - AUDIBLE_DB
        own = self._rows(heard)
        noise = self._rows(hear(self._noise(recording, heard), self._sample_rate))
        self._scales = {name: self._scale(name, own[name], noise[name]) for name in own}

    def measure(self, sound: AudioBuffer) -> Distance:
        """Return the distance of a sound of a second or more, at any rate.

        Raises:
            EvaluationError: it is shorter than a second.
        """
        rows = self._rows(hear(sound, self._sample_rate))
        found = {
            name: scale.kernel.measure(self._patches(rows[name], scale.means, scale.deviations))
            for name, scale in self._scales.items()
            if name in rows
        }
        return Distance(found["mel"], found["mfcc"], found["chroma"], found.get("width"))

    def _scale(self, name: str, own: Sequence[Rows], noise: Sequence[Rows]) -> _Scale:
        every = np.concatenate(own)
        means = every.mean(axis=0)
        # MFCC differ in size by nature; of the others, what hardly moves shall hardly count
        deviations = every.std(axis=0) if name == "mfcc" else np.full_like(means, every.std())
        if not deviations.max() > LEAST_DEVIATION:
            raise EvaluationError("The recording is silent.", "Choose one that has sound in it.")
        deviations = np.maximum(deviations, LEAST_DEVIATION)
        patches, noisy = (self._patches(part, means, deviations) for part in (own, noise))
        return _Scale(means, deviations, KernelScale(patches, noisy))

    def _patches(self, rows: Sequence[Rows], means: Rows, deviations: Rows) -> Patches:
        standard = [(part - means) / deviations for part in rows]
        return cut_patches(standard, self._hop_seconds).thinned(self._seed)

    def _noise(self, recording: AudioBuffer, heard: Sequence[Excerpt]) -> AudioBuffer:
        """White noise as loud as the recording's mid signal, its channels independent."""
        channels = min(recording.channels, 2)
        power = channels * float(np.mean([excerpt.power for excerpt in heard]))
        seconds = min(recording.duration_seconds, NOISE_SECONDS)
        shape = (round(seconds * self._sample_rate), channels)
        noise = np.random.default_rng(self._seed).standard_normal(shape, dtype=np.float32)
        return AudioBuffer(noise * np.float32(np.sqrt(power)), self._sample_rate)

    def _rows(self, heard: Sequence[Excerpt]) -> dict[str, list[Rows]]:
        """What each of the distances compares, excerpt by excerpt."""
        mel = [np.maximum(excerpt.mel_db, np.float32(self._floor_db)) for excerpt in heard]
        cepstra = [librosa.feature.mfcc(S=part.T, n_mfcc=MFCC_COUNT) for part in mel]
        slopes = [librosa.feature.delta(part, width=SLOPE_FRAMES) for part in cepstra]
        rows = {
            "mel": mel,
            "mfcc": [np.concatenate(pair).T for pair in zip(cepstra, slopes, strict=True)],
            "chroma": [excerpt.chroma for excerpt in heard],
        }
        width = [excerpt.width_db for excerpt in heard if excerpt.width_db is not None]
        if width:
            rows["width"] = width
        return rows
