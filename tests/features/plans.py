"""Plans of sounds, for tests."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.levels import measured_levels
from audiosynth_gui.features.plan import Plan, empty_plan
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.features.tones import TONE_NUMBERS, TONES, measured_tones


def plan_of(samples: Samples, settings: FeatureSettings, bands: int) -> Plan:
    """What a recording's preparation would find, one row a feature frame."""
    levels = [part for part, _ in measured_levels(samples, bands, settings.hop_frames)]
    tones = [part for part, _ in measured_tones(samples, settings)]
    return Plan(
        FeatureExtractor(settings).extract(samples),
        np.concatenate(levels),
        np.concatenate(tones).reshape(-1, TONES, TONE_NUMBERS),
    )


def plan_of_features(features: Features) -> Plan:
    """A plan that says features and nothing else."""
    empty = empty_plan(1, 1, 1)
    return Plan(
        features,
        np.broadcast_to(empty.levels, (len(features), 1)),
        np.broadcast_to(empty.tones, (len(features), TONES, TONE_NUMBERS)),
    )
