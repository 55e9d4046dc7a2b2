"""Levels: how loud each stream is, and the full scale that follows from it.

A network that makes values relative to a level that the plan gives cannot get louder or quieter
than the plan, spends its codes where the values are, and need not learn loudness.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.buffer import Samples, padded_part
from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.plan import Levels
from audiosynth_gui.features.streams import stream_values

SPAN = 16.0
"""Full scale of a value, as a multiple of its stream's level: even a click fits in."""

FLOOR_DB = -100.0

BATCH_FRAMES = 64
"""Feature frames measured together."""


def measured_levels(
    samples: Samples, bands: int, hop_frames: int
) -> Iterator[tuple[Levels, float]]:
    """The levels of a long recording part by part, and the share that is done."""
    frames = -(-len(samples) // hop_frames)
    for first in range(0, frames, BATCH_FRAMES):
        count = min(BATCH_FRAMES, frames - first)
        levels = stream_levels(samples, first, count, bands, hop_frames)
        yield levels, (first + count) / frames


def stream_levels(samples: Samples, first: int, count: int, bands: int, hop_frames: int) -> Levels:
    """Levels of `count` feature frames from `first` on.

    The level of a frame is the root mean square of its values, smoothed over three frames (¼, ½,
    ¼), in dB and never below `FLOOR_DB`.

    Args:
        samples: float32 (frames, channels), of the whole recording.
        first: index of the first feature frame.
        count: how many.
        bands: bands of the filter bank.
        hop_frames: audio frames in a feature frame; a multiple of `bands`.
    """
    taps = filterbank(bands).taps
    lead = -(-taps // hop_frames) * hop_frames  # what the filters hear before
    start, stop = (first - 1) * hop_frames - lead, (first + count + 1) * hop_frames
    sound = padded_part(samples, start, stop)
    values = stream_values(sound, bands)[lead // bands :]
    power = (values**2).reshape(count + 2, hop_frames // bands, -1).mean(axis=1)
    smooth = 0.25 * power[:-2] + 0.5 * power[1:-1] + 0.25 * power[2:]
    floored = np.maximum(smooth, 10.0 ** (FLOOR_DB / 10.0))
    return np.asarray(10.0 * np.log10(floored), dtype=np.float32)


def level_scales(
    levels: Levels, first: int, count: int, frame_steps: int, reach_steps: int
) -> NDArray[np.float32]:
    """Full scale of every step: levels drawn as lines, in dB, from frame centre to frame centre.

    Args:
        levels: float32 (frames, streams), in dB.
        first: the feature frame whose first step is wanted.
        count: feature frames.
        frame_steps: steps in a feature frame.
        reach_steps: so many steps more at both ends.

    Returns:
        float32 (reach + count × frame_steps + reach, streams), linear.
    """
    steps = np.arange(-reach_steps, count * frame_steps + reach_steps)
    places = np.clip(first + (steps + 0.5) / frame_steps - 0.5, 0, len(levels) - 1)
    before = np.minimum(places.astype(np.int64), max(len(levels) - 2, 0))
    after = np.minimum(before + 1, len(levels) - 1)
    part = (places - before)[:, np.newaxis].astype(np.float32)
    decibels = (1 - part) * levels[before] + part * levels[after]
    return np.asarray(SPAN * 10.0 ** (decibels / 20.0), dtype=np.float32)
