"""What a network is told beside its own past: plan features, the guide, and full scales."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audiosynth_gui.audio.filterbank import filterbank
from audiosynth_gui.features.levels import level_scales
from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.streams import signal_values
from audiosynth_gui.features.tones import Tones, play_tones
from audiosynth_gui.networks.config import (
    PLAN_AHEAD_FRAMES,
    PLAN_BEHIND_FRAMES,
    NetworkConfig,
)
from audiosynth_gui.networks.scaling import Scaling


@dataclass(frozen=True, eq=False)
class Conditions:
    """What a network is told of a stretch of T steps in whole feature frames.

    Attributes:
        features: standardised, float32 (frames + context, features).
        guide: values of the guide in ±1, float32 (R + T + R, streams), R `config.guide_steps`;
            no streams where there is no guide.
        scales: linear value of every step and stream that counts as full scale, (T, streams).
    """

    features: NDArray[np.float32]
    guide: NDArray[np.float32]
    scales: NDArray[np.float32]


def conditions(plan: Plan, config: NetworkConfig, scaling: Scaling) -> Conditions:
    """What a network is told of a plan; the same for training and playing.

    The frames at the ends of the plan, `PLAN_BEHIND_FRAMES` and `PLAN_AHEAD_FRAMES`, are only
    looked at.

    Raises:
        ValueError: the plan is shorter than that.
    """
    features = np.ascontiguousarray(scaling.standardised(plan.features))
    count = len(plan) - PLAN_BEHIND_FRAMES - PLAN_AHEAD_FRAMES
    if count < 0:
        raise ValueError(f"{len(plan)} frames of plan are less than its context")
    steps, reach = count * config.frame_steps, config.guide_steps
    if not config.has_guide:
        fixed = np.asarray(scaling.stream_scales, dtype=np.float32)
        return Conditions(
            features, np.zeros((steps, 0), dtype=np.float32), np.tile(fixed, (steps, 1))
        )
    scales = level_scales(plan.levels, PLAN_BEHIND_FRAMES, count, config.frame_steps, reach)
    guide = np.clip(_guide_values(plan.tones, config) / scales, -1.0, 1.0)
    return Conditions(features, guide, np.ascontiguousarray(scales[reach : reach + steps]))


def _guide_values(tones: Tones, config: NetworkConfig) -> NDArray[np.float32]:
    """Linear values of the guide's streams, from `guide_steps` before the first frame on."""
    hop, bands, reach = config.features.hop_frames, config.bands, config.guide_steps
    sound = play_tones(tones, hop, config.channels)
    taps = filterbank(bands).taps
    # feature frame f starts at (f + ½) hops; the filters hear `taps` audio frames before
    first = PLAN_BEHIND_FRAMES * hop + hop // 2
    start = first - reach * bands - taps
    stop = first + (len(tones) - PLAN_BEHIND_FRAMES - PLAN_AHEAD_FRAMES) * hop + reach * bands
    return signal_values(sound[start:stop], bands)[taps // bands :]
