"""Recordings in which many moments sound alike, as plans."""

import numpy as np

from audiosynth_gui.features.plan import Plan
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.generation.likeness import Place
from tests.features.plans import plan_of

SETTINGS = FeatureSettings(
    sample_rate=16000, hop_frames=256, channels=1, groups=("loudness", "mfcc", "chroma")
)
FRAMES_A_SECOND = 16000 / 256


def melody(seed: int, seconds: float = 20.0) -> Plan:
    """A melody of few notes, so that many moments are alike."""
    random = np.random.default_rng(seed)
    time = np.arange(int(seconds * 16000)) / 16000
    sound = np.zeros_like(time)
    for index in range(int(seconds * 4)):
        hertz = (220.0, 277.0, 330.0)[random.integers(3)]
        age = time - index / 4
        sound += np.where(age >= 0, np.exp(-6 * np.abs(age)) * np.sin(2 * np.pi * hertz * age), 0)
    return plan_of((0.2 * sound)[:, None].astype(np.float32), SETTINGS, bands=16)


FIRST_PLAN, SECOND_PLAN = melody(1), melody(2)
FIRST, SECOND = FIRST_PLAN.features, SECOND_PLAN.features


def jumps(places: tuple[Place, ...]) -> list[int]:
    return [
        index
        for index in range(1, len(places))
        if places[index] != Place(places[index - 1].recording, places[index - 1].frame + 1)
    ]
