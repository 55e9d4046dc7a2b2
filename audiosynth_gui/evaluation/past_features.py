"""Features of the past only: a plan that knows nothing of what is still to come.

The renderer is told features of what it is to play. To compare its likelihood with networks that
hear only their past, its plan must hold no more than they can know.
"""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.plan import Plan, empty_plan
from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.features.settings import FeatureGroup, FeatureSettings
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES


def past_recording(samples: Samples, settings: FeatureSettings) -> PreparedRecording:
    """Prepare sound such that a network playing a feature frame sees nothing from its start on.

    Every group of features is late by what its own windows and the network's look ahead reach;
    before the sound there is silence.

    Args:
        samples: finite float32 (frames, channels) at `settings.sample_rate`.
        settings: what to measure.

    Returns:
        The sound, with row t of the features made of what lies before the start of feature frame
        t − PLAN_AHEAD_FRAMES; its plan has no tones and no levels.
    """
    extractor = FeatureExtractor(settings)
    measured = extractor.extract(samples)
    silence = np.zeros((1, settings.channels), np.float32)
    late = np.repeat(extractor.extract(silence), len(measured), axis=0)
    for group, columns in settings.slices.items():
        delay = PLAN_AHEAD_FRAMES + _reach_frames(group, settings)
        late[delay:, columns] = measured[: max(0, len(measured) - delay), columns]
    # tones and levels are measured on what is played: a network without a guide reads neither
    told_nothing = empty_plan(len(late), settings.count, settings.channels)
    plan = Plan(late, told_nothing.levels, told_nothing.tones)
    return PreparedRecording(samples, plan, settings)


def _reach_frames(group: FeatureGroup, settings: FeatureSettings) -> int:
    """Feature frames from the start of one until all that its features hear is past."""
    is_pitch = group in ("chroma", "cqt")
    window = settings.cqt_window_frames if is_pitch else settings.mel_window_frames
    ends = settings.hop_frames // 2 + window // 2
    return -(-ends // settings.hop_frames)
