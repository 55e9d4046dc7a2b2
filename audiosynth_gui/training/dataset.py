"""Prepared recordings as what a network is trained on: values of its streams, and plan frames."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.errors import TrainingError
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.features.streams import stream_values
from audiosynth_gui.networks.config import (
    PLAN_AHEAD_FRAMES,
    PLAN_BEHIND_FRAMES,
    FrameSpan,
    NetworkConfig,
)
from audiosynth_gui.networks.scaling import Scaling

SHORTEST_SECONDS = 1.0

SILENCE = 1e-5
"""A recording that never gets louder than this (−100 dB) has nothing in it."""

STATISTICS_FRAMES = 1 << 21
"""At most this many frames of each recording are looked at for the scaling."""


@dataclass(frozen=True, eq=False)
class Stretch:
    """A stretch of a recording, in whole feature frames, read on demand.

    Attributes:
        recording: where it lies.
        start_frame: its first feature frame.
        stop_frame: the feature frame after its last.
    """

    recording: PreparedRecording
    start_frame: int
    stop_frame: int

    @property
    def feature_frames(self) -> int:
        """Length in feature frames."""
        return self.stop_frame - self.start_frame

    def values(self, first: int, count: int, bands: int) -> NDArray[np.float32]:
        """Return the linear stream values of `count` feature frames from `first` on.

        `first` counts from the start of the recording; what lies before it is heard by the
        filters but not returned.
        """
        hop = self.recording.settings.hop_frames
        start, stop = first * hop, (first + count) * hop
        lead = min(start, filterbank(bands).taps // bands * bands)
        sound = np.asarray(self.recording.samples[start - lead : stop])
        return stream_values(sound, bands)[lead // bands :]

    def plan(self, first: int, count: int) -> Plan:
        """Return the plan frames that a network needs to play `count` frames from `first`.

        Frames before the start or after the end of the recording repeat the outermost ones.
        """
        wanted = np.arange(first - PLAN_BEHIND_FRAMES, first + count + PLAN_AHEAD_FRAMES)
        return self.recording.plan.rows(wanted)


@dataclass(frozen=True, eq=False)
class TrainingSet:
    """What one training reads.

    Attributes:
        config: of the network that is trained.
        train: stretches to learn from.
        heldout: stretches kept back to test on; may be empty.
        scaling: measured on `train` alone.
    """

    config: NetworkConfig
    train: tuple[Stretch, ...]
    heldout: tuple[Stretch, ...]
    scaling: Scaling


def make_training_set(
    recordings: Sequence[PreparedRecording],
    config: NetworkConfig,
    heldout_fraction: float,
    learnt: Sequence[Sequence[FrameSpan]] | None = None,
) -> TrainingSet:
    """Split each recording in time, the last part held out, and measure the scaling.

    Args:
        recordings: prepared with `config.features`.
        config: of the network that is trained.
        heldout_fraction: share of each that is held out, 0 … 0.9.
        learnt: of each recording the spans to learn from, in order and apart; None for all.

    Raises:
        TrainingError: the recordings are too short to train on, or silent.
    """
    train, heldout = [], []
    for index, recording in enumerate(recordings):
        whole = recording.samples.shape[0] // config.features.hop_frames
        spans = ((0, whole),) if learnt is None else learnt[index]
        # a recording shorter than a single feature frame has none
        parts = [Stretch(recording, first, min(last, whole)) for first, last in spans]
        kept, tested = _split([part for part in parts if part.feature_frames > 0], heldout_fraction)
        train += kept
        heldout += tested
    frames = sum(stretch.feature_frames for stretch in train) * config.features.hop_frames
    if frames < SHORTEST_SECONDS * config.sample_rate:
        if learnt is not None:
            raise TrainingError(
                "The regions leave too little to learn from.",
                "Train on more, or leave out less: a few seconds at least have to be left.",
            )
        raise TrainingError(
            "The recordings are too short to learn from.",
            "Add recordings: a few seconds at least, a minute or more to be worth it.",
        )
    return TrainingSet(config, tuple(train), tuple(heldout), _measure(train, config))


def _split(
    parts: Sequence[Stretch], heldout_fraction: float
) -> tuple[list[Stretch], list[Stretch]]:
    """What of a recording's stretches is learnt, and what is held out: their last share."""
    frames = sum(part.feature_frames for part in parts)
    left = frames - int(frames * heldout_fraction)
    train, heldout = [], []
    for part in parts:
        split = min(part.stop_frame, part.start_frame + left)
        left -= split - part.start_frame
        if split > part.start_frame:
            train.append(replace(part, stop_frame=split))
        if split < part.stop_frame:
            heldout.append(replace(part, start_frame=split))
    return train, heldout


def _measure(train: Sequence[Stretch], config: NetworkConfig) -> Scaling:
    """Peak of every stream, and mean and deviation of every feature, of the training part."""
    peaks = np.zeros(config.streams, dtype=np.float32)
    features = []
    limit = STATISTICS_FRAMES // config.features.hop_frames
    for stretch in train:
        count = min(stretch.feature_frames, limit)
        values = stretch.values(stretch.start_frame, count, config.bands)
        peaks = np.maximum(peaks, np.abs(values).max(axis=0, initial=0.0))
        features.append(
            stretch.recording.plan.features[stretch.start_frame : stretch.start_frame + count]
        )
    if not peaks.max() > SILENCE:
        raise TrainingError(
            "The recordings are silent from start to end.", "Add a recording that has sound in it."
        )
    every = np.concatenate(features)
    # a stream that is all but silent must not be blown up to full scale
    scales = np.maximum(peaks * 1.05, peaks.max() * 1e-3)
    deviation = np.maximum(every.std(axis=0), 1e-2)
    return Scaling(
        stream_scales=tuple(float(scale) for scale in scales),
        feature_means=tuple(float(mean) for mean in every.mean(axis=0)),
        feature_deviations=tuple(float(value) for value in deviation),
    )
