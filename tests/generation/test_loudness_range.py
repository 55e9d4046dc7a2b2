"""A walk does not linger where its recording is quieter than it ever is for long."""

import numpy as np
import pytest

from audiosynth_gui.features.settings import Features
from audiosynth_gui.generation.foretelling import Foreteller
from audiosynth_gui.generation.likeness import Place, Region
from audiosynth_gui.generation.loudness_range import LoudnessRange
from audiosynth_gui.generation.terrain import survey
from audiosynth_gui.generation.walk import Walk
from audiosynth_gui.generation.warmup import untrained_plan
from audiosynth_gui.networks.plan_network import PlanNetworkConfig
from tests.generation.melodies import FRAMES_A_SECOND, SETTINGS, melody

SECOND = round(FRAMES_A_SECOND)


def fading_out() -> Features:
    """A melody of which the last three seconds die away."""
    plan = melody(5, seconds=40.0)
    features = np.array(plan.features)
    fade = np.linspace(0.0, -40.0, 3 * SECOND)
    for column in (SETTINGS.slices["loudness"].start,):
        features[-3 * SECOND :, column] += fade
    features[-3 * SECOND :, SETTINGS.slices["mfcc"].start] += fade * 8.0
    return features


def test_where_it_was_quieter_than_ever_something_louder_is_wished_for() -> None:
    features = fading_out()
    known = LoudnessRange([features], SETTINGS)
    end = len(features)
    assert known.wish([Region(0, 0, 12 * SECOND)]) == 0
    quiet = [Region(0, end - SECOND, end)] * 12
    assert known.wish(quiet) == 1
    assert known.wish([]) == 0
    assert known.wish([Region(0, 0, SECOND)]) == 0  # not for long enough


def test_where_it_was_louder_than_ever_something_quieter_is_wished_for() -> None:
    features = np.array(melody(5, seconds=40.0).features)
    column = SETTINGS.slices["loudness"].start
    features[: 2 * SECOND, column] += 12.0
    known = LoudnessRange([features], SETTINGS)
    assert known.wish([Region(0, 0, 2 * SECOND)] * 6) == -1


def test_of_little_music_the_whole_is_the_range() -> None:
    features = fading_out()[-8 * SECOND :]
    known = LoudnessRange([features], SETTINGS)
    assert known.is_known
    end = len(features)
    assert known.wish([Region(0, 0, end // 2)]) == 0
    assert known.wish([Region(0, end - SECOND, end)] * 6) == 1


def test_the_second_ahead_is_measured() -> None:
    features = fading_out()
    known = LoudnessRange([features], SETTINGS)
    frames = np.array([5 * SECOND, len(features) - SECOND])
    usual, faded = known.ahead_db(np.zeros(2, np.int64), frames)
    assert usual - faded > 20


@pytest.mark.parametrize("freedom", [0.0, 0.3])
def test_a_walk_leaves_the_quiet_end(freedom: float) -> None:
    features = fading_out()
    foreteller = Foreteller(untrained_plan(PlanNetworkConfig(features=SETTINGS, units=8)))
    loudness = features[:, SETTINGS.slices["loudness"].start].astype(np.float64)
    power = 10 ** (loudness / 10)
    span = 10 * SECOND
    own = np.convolve(power, np.ones(span) / span, "valid")
    for seed in range(6):
        start = Place(0, len(features) - 2 * SECOND)
        walk = Walk(survey([features], SETTINGS), start, seed, freedom, foreteller)
        places = [step.place.frame for step in walk.steps(120 * SECOND)]
        walked = np.convolve(power[places], np.ones(span) / span, "valid")
        assert 10 * np.log10(walked.min() / own.min()) > -4.0
