"""Features late enough to know nothing of what is to come."""

import numpy as np
import pytest
from numpy.typing import NDArray

from audiosynth_gui.evaluation.past_features import past_recording
from audiosynth_gui.features.extraction import FeatureExtractor
from audiosynth_gui.features.settings import FeatureSettings
from audiosynth_gui.networks.config import PLAN_AHEAD_FRAMES
from audiosynth_gui.training.dataset import Stretch
from tests.training.examples import plucked_notes

HOPS = (64, 192, 500)


def seen_plan(sound: NDArray[np.float32], settings: FeatureSettings) -> NDArray[np.float32]:
    """What a network sees at every feature frame: (frames, context, features)."""
    recording = past_recording(sound, settings)
    frames = len(sound) // settings.hop_frames
    stretch = Stretch(recording, 0, frames)
    return np.stack([stretch.plan(frame, 1).features for frame in range(frames)])


@pytest.mark.parametrize("hop_frames", HOPS)
def test_no_plan_row_sees_the_present_or_the_future(hop_frames: int) -> None:
    settings = FeatureSettings(sample_rate=16000, hop_frames=hop_frames, channels=1)
    sound = plucked_notes(1.0, 16000, 1)
    plan = seen_plan(sound, settings)
    for frame in (0, 1, 7, len(plan) // 2, len(plan) - 1):
        other = sound.copy()
        other[frame * hop_frames :] = 0.7
        np.testing.assert_array_equal(seen_plan(other, settings)[: frame + 1], plan[: frame + 1])


@pytest.mark.parametrize("hop_frames", HOPS)
def test_the_past_is_seen_as_soon_as_it_can_be(hop_frames: int) -> None:
    settings = FeatureSettings(sample_rate=16000, hop_frames=hop_frames, channels=1)
    sound = plucked_notes(1.0, 16000, 1)
    frame = len(sound) // hop_frames // 2
    other = sound.copy()
    other[frame * hop_frames :] = 0.7
    changed = seen_plan(sound, settings) != seen_plan(other, settings)
    for columns in settings.slices.values():
        # windows that end exactly with a frame would be seen one frame after the change
        first = int(np.argmax(changed[:, :, columns].any(axis=(1, 2))))
        assert frame < first <= frame + 2


def test_rows_are_those_of_the_recording_but_late() -> None:
    settings = FeatureSettings(sample_rate=16000, hop_frames=192, channels=1)
    sound = plucked_notes(1.0, 16000, 1)
    measured = FeatureExtractor(settings).extract(sound)
    late = past_recording(sound, settings).plan.features
    mfcc, cqt = settings.slices["mfcc"], settings.slices["cqt"]
    # 96 + 256 samples reach into the second feature frame, 96 + 2048 into the twelfth
    np.testing.assert_array_equal(late[PLAN_AHEAD_FRAMES + 2 :, mfcc], measured[:-4, mfcc])
    np.testing.assert_array_equal(late[PLAN_AHEAD_FRAMES + 12 :, cqt], measured[:-14, cqt])


def test_before_the_sound_there_is_silence() -> None:
    settings = FeatureSettings(sample_rate=16000, hop_frames=192, channels=1)
    silence = FeatureExtractor(settings).extract(np.zeros((192, 1), np.float32))[0]
    late = past_recording(plucked_notes(1.0, 16000, 1), settings).plan.features
    np.testing.assert_array_equal(late[0], silence)


def test_sound_shorter_than_the_delay_is_all_silence() -> None:
    settings = FeatureSettings(sample_rate=16000, hop_frames=192, channels=1)
    late = past_recording(plucked_notes(0.02, 16000, 1), settings).plan.features
    assert len(late) == 2
    np.testing.assert_array_equal(late[0], late[1])
