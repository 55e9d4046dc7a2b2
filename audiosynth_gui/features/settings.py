"""Which features are measured, and where each stands in a feature frame."""

import hashlib
import math
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

FeatureGroup = Literal["loudness", "mfcc", "chroma", "cqt", "width"]
"""A kind of feature. Width is how much of the sound is in the side signal; it needs stereo."""

Features = NDArray[np.float32]
"""Measured features: float32, shape (feature frames, `FeatureSettings.count`)."""

NOTE_NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
CHROMA_CLASSES = len(NOTE_NAMES)

_METHOD_VERSION = 1
"""Raised when the same settings come to give other values, so that kept features are remade."""

_CONSTANT_Q_WINDOW_SECONDS = 0.186
_HIGHEST_RATIO = 0.45
"""Constant-Q filters above this share of the sample rate would reach over its half."""


def _default_groups(fields: dict[str, Any]) -> tuple[FeatureGroup, ...]:
    groups: tuple[FeatureGroup, ...] = ("loudness", "mfcc", "chroma", "cqt")
    return (*groups, "width") if fields.get("channels") == 2 else groups


def _window_frames(seconds: float, sample_rate: int) -> int:
    """The power of two whose duration is nearest (by ratio) to the asked seconds."""
    return int(2 ** round(math.log2(seconds * sample_rate)))


class FeatureSettings(BaseModel):
    """What to measure, in which order, how often. Frozen, hashable, and stored with a model.

    Attributes:
        sample_rate: frames a second of the audio, in hertz.
        hop_frames: audio frames between feature frames.
        channels: 1 or 2 channels of audio.
        groups: the groups of features, in the order in which they stand in a feature frame.
        mel_bands: bands of the mel spectrum below the MFCC.
        mfcc_count: MFCC kept, at most `mel_bands`.
        mel_window_seconds: wished window of loudness, MFCC and width; see `mel_window_frames`.
        cqt_bins_per_octave: constant-Q bins an octave, a multiple of 12.
        cqt_lowest_hertz: pitch of the lowest constant-Q bin; C1 by default.
        cqt_bins: wished constant-Q bins; see `cqt_hertz` for those that the sample rate allows.
        width_bands: bands in which the stereo width is measured.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)

    sample_rate: int = Field(ge=4_000, le=384_000)
    hop_frames: int = Field(ge=1, le=65_536)
    channels: Literal[1, 2]
    groups: tuple[FeatureGroup, ...] = Field(default_factory=_default_groups, min_length=1)
    mel_bands: int = Field(default=64, ge=8, le=128)
    mfcc_count: int = Field(default=32, ge=1)
    mel_window_seconds: float = Field(default=0.023, ge=0.005, le=0.2)
    cqt_bins_per_octave: int = Field(default=12, ge=12, le=48, multiple_of=12)
    cqt_lowest_hertz: float = Field(default=32.703, ge=10.0, le=1_000.0)
    cqt_bins: int = Field(default=84, ge=12, le=1024)
    width_bands: int = Field(default=8, ge=1, le=32)

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(set(self.groups)) != len(self.groups):
            raise ValueError("each group of features can be named only once")
        if "width" in self.groups and self.channels != 2:
            raise ValueError("the width can be measured only in stereo")
        if self.mfcc_count > self.mel_bands:
            raise ValueError("there can be no more MFCC than mel bands")
        return self

    @property
    def mel_window_frames(self) -> int:
        """Window of loudness, MFCC and width in audio frames, a power of two."""
        return _window_frames(self.mel_window_seconds, self.sample_rate)

    @property
    def cqt_window_frames(self) -> int:
        """Window of chroma and constant-Q in audio frames, a power of two (8,192 at 44.1 kHz)."""
        return _window_frames(_CONSTANT_Q_WINDOW_SECONDS, self.sample_rate)

    @property
    def window_frames(self) -> int:
        """Longest window that the groups need, in audio frames."""
        if "cqt" in self.groups or "chroma" in self.groups:
            return max(self.cqt_window_frames, self.mel_window_frames)
        return self.mel_window_frames

    @property
    def latency_frames(self) -> int:
        """Audio frames needed from the start of a feature frame on before it can be measured."""
        return self.hop_frames // 2 + self.window_frames // 2

    @property
    def cqt_hertz(self) -> tuple[float, ...]:
        """Pitch of every constant-Q bin that the sample rate allows, rising, in hertz."""
        wished = (
            self.cqt_lowest_hertz * 2 ** (index / self.cqt_bins_per_octave)
            for index in range(self.cqt_bins)
        )
        highest = _HIGHEST_RATIO * self.sample_rate
        return tuple(hertz for hertz in wished if hertz <= highest)

    @property
    def slices(self) -> dict[FeatureGroup, slice]:
        """Where each group stands in a feature frame."""
        slices: dict[FeatureGroup, slice] = {}
        start = 0
        for group in self.groups:
            slices[group] = slice(start, start + self._group_count(group))
            start = slices[group].stop
        return slices

    @property
    def count(self) -> int:
        """Features in a feature frame."""
        return sum(self._group_count(group) for group in self.groups)

    @property
    def names(self) -> tuple[str, ...]:
        """A readable name for each feature, for example `chroma F#`."""
        return tuple(name for group in self.groups for name in self._group_names(group))

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that differ whenever the values can differ; names files."""
        text = f"{_METHOD_VERSION} {self.model_dump_json()}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def gain_shift(self, gain_db: float) -> Features:
        """What turning the sound up adds to each feature.

        Args:
            gain_db: the gain in decibels; negative is quieter.

        Returns:
            float32, shape (count,): exact while the sound stays above the floors of the features.
        """
        shift = np.zeros(self.count, np.float32)
        slices = self.slices
        if "loudness" in slices:
            shift[slices["loudness"]] = gain_db
        if "mfcc" in slices:
            # Every mel band rises by the gain; only the DCT's constant row sees that.
            shift[slices["mfcc"].start] = gain_db * math.sqrt(self.mel_bands)
        return shift

    def _group_count(self, group: FeatureGroup) -> int:
        match group:
            case "loudness":
                return 1
            case "mfcc":
                return self.mfcc_count
            case "chroma":
                return CHROMA_CLASSES
            case "cqt":
                return len(self.cqt_hertz)
            case "width":
                return self.width_bands

    def _group_names(self, group: FeatureGroup) -> tuple[str, ...]:
        if group == "loudness":
            return ("loudness",)
        if group == "chroma":
            return tuple(f"chroma {name}" for name in NOTE_NAMES)
        if group == "cqt":
            return tuple(f"cqt {hertz:.1f} Hz" for hertz in self.cqt_hertz)
        return tuple(f"{group} {index}" for index in range(self._group_count(group)))
