"""The drift guard: silent beside music that follows its plan, awake when it no longer does."""

from collections.abc import Callable

import numpy as np
import pytest

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import left_right, mid_side
from audiosynth_gui.features.settings import Features, FeatureSettings
from audiosynth_gui.generation.guard import Alarm, Guard
from tests.features.plans import plan_of
from tests.training.examples import plucked_notes

RATE, HOP, DELAY = 16000, 256, 240
SETTINGS = FeatureSettings(
    sample_rate=RATE, hop_frames=HOP, channels=1, groups=("loudness", "mfcc")
)
MUSIC = plucked_notes(20.0, RATE, 1)
PLANNED = plan_of(MUSIC, SETTINGS, 16).features
COLLAPSE_FRAME = 8 * RATE // HOP * HOP


def heard(
    sound: Samples,
    planned: Features = PLANNED,
    block: int = 2,
    settings: FeatureSettings = SETTINGS,
) -> tuple[Alarm | None, int]:
    """The first alarm, and the audio frame at which it came."""
    guard = Guard(settings, DELAY)
    late = np.concatenate([np.zeros((DELAY, sound.shape[1]), np.float32), sound])
    for first in range(0, len(planned) - block, block):
        samples = late[first * HOP : (first + block) * HOP]
        alarm = guard.hear(samples, planned[first : first + block])
        if alarm is not None:
            return alarm, (first + block) * HOP
    return None, 0


@pytest.mark.parametrize("block", [1, 2, 7])
def test_what_follows_its_plan_raises_no_alarm(block: int) -> None:
    alarm, _ = heard(MUSIC, block=block)
    assert alarm is None


def test_a_slightly_wrong_level_and_a_little_noise_are_no_collapse() -> None:
    random = np.random.default_rng(1)
    noise = 0.0005 * random.standard_normal(MUSIC.shape)
    alarm, _ = heard((1.2 * MUSIC + noise).astype(np.float32))
    assert alarm is None


def into_noise(after: Samples) -> Samples:
    return np.float32(0.1) * np.random.default_rng(2).standard_normal(after.shape, np.float32)


def into_silence(after: Samples) -> Samples:
    return np.zeros_like(after)


def into_a_loop(after: Samples) -> Samples:
    return np.resize(MUSIC[COLLAPSE_FRAME - 4000 : COLLAPSE_FRAME], after.shape)


def louder_and_louder(after: Samples) -> Samples:
    return after * np.linspace(1.0, 8.0, len(after), dtype=np.float32)[:, None]


@pytest.mark.parametrize("collapse", [into_noise, into_silence, into_a_loop, louder_and_louder])
def test_a_collapse_is_noticed(collapse: Callable[[Samples], Samples]) -> None:
    sound = MUSIC.copy()
    sound[COLLAPSE_FRAME:] = collapse(sound[COLLAPSE_FRAME:])
    alarm, frame = heard(sound.astype(np.float32))
    assert alarm is not None
    assert COLLAPSE_FRAME < frame < COLLAPSE_FRAME + 10 * RATE


@pytest.mark.parametrize(("side_gain", "name"), [(0.0, "too narrow"), (12.0, "too wide")])
def test_a_side_that_is_lost_or_runs_away_is_noticed(side_gain: float, name: str) -> None:
    settings = SETTINGS.model_copy(update={"channels": 2, "groups": ("loudness", "mfcc", "width")})
    music = plucked_notes(20.0, RATE, 2)
    music[:, 1] *= 0.6
    planned = plan_of(music, settings, 16).features
    assert heard(music, planned, settings=settings)[0] is None
    mid, side = mid_side(music).T
    side[COLLAPSE_FRAME:] *= side_gain
    turned = left_right(np.stack([mid, side], axis=1))
    alarm, frame = heard(turned, planned, settings=settings)
    assert alarm is not None
    assert alarm.name == name
    assert COLLAPSE_FRAME < frame < COLLAPSE_FRAME + 10 * RATE


def test_silence_that_was_planned_is_no_collapse() -> None:
    music = MUSIC.copy()
    music[COLLAPSE_FRAME:] = 0.0
    planned = plan_of(music, SETTINGS, 16).features
    assert heard(music, planned)[0] is None
    assert heard(MUSIC, PLANNED)[0] is None


def test_forgiven_it_judges_afresh() -> None:
    guard = Guard(SETTINGS, 0)
    noise = into_noise(MUSIC).astype(np.float32)
    alarms = [
        guard.hear(noise[first * HOP : (first + 1) * HOP], PLANNED[first : first + 1])
        for first in range(100)
    ]
    assert alarms[-1] is not None
    assert not guard.is_content
    guard.forgive()
    assert guard.gap_db == 0.0
    assert guard.is_content
    assert guard.hear(noise[:HOP], PLANNED[:1]) is None


def test_without_loudness_and_mfcc_it_never_speaks() -> None:
    settings = FeatureSettings(sample_rate=RATE, hop_frames=HOP, channels=1, groups=("chroma",))
    guard = Guard(settings, 0)
    noise = into_noise(MUSIC).astype(np.float32)
    planned = np.zeros((50, settings.count), np.float32)
    assert guard.hear(noise[: 50 * HOP], planned) is None
    assert heard(noise)[0] is not None
