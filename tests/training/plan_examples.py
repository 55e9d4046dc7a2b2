"""Features whose next frame can be foretold, cut into what is learnt and what is held out."""

import numpy as np

from audiosynth_gui.features.prepared import PreparedRecording
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.training.dataset import Stretch
from tests.features.plans import plan_of_features

SETTINGS = FeatureSettings(
    sample_rate=16000, hop_frames=256, channels=1, groups=("loudness", "mfcc", "chroma")
)
FRAMES_IN_REDUCED = 3


def recording_of(seconds: float, seed: int = 1) -> PreparedRecording:
    """Three moments of half a second in turn, each with its own features, and a little noise."""
    frames = round(seconds * SETTINGS.sample_rate / SETTINGS.hop_frames)
    random = np.random.default_rng(seed)
    moments = 3.0 * np.random.default_rng(0).standard_normal((3, SETTINGS.count))
    turns = np.arange(frames) // (10 * FRAMES_IN_REDUCED) % 3
    features = moments[turns] + 0.2 * random.standard_normal((frames, SETTINGS.count))
    samples = np.zeros((frames * SETTINGS.hop_frames, 1), np.float32)
    return PreparedRecording(samples, plan_of_features(features.astype(np.float32)), SETTINGS)


def whole(recording: PreparedRecording) -> Stretch:
    return Stretch(recording, 0, len(recording.plan.features))


def split(recording: PreparedRecording, heldout: float = 0.2) -> tuple[Stretch, Stretch]:
    """What is learnt, and what is held out."""
    frames = len(recording.plan.features)
    middle = round(frames * (1.0 - heldout))
    return Stretch(recording, 0, middle), Stretch(recording, middle, frames)
