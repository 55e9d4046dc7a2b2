"""What might come next, weighed by the plan network."""

import numpy as np
import pytest
import torch

from audiosynth_gui.features.reduction import reduced
from audiosynth_gui.features.settings import Features
from audiosynth_gui.generation.foretelling import HEARD_SECONDS, Foreteller
from audiosynth_gui.networks.plan_checkpoint import TrainedPlan
from audiosynth_gui.networks.plan_network import log_likelihood
from audiosynth_gui.training import plan_lanes
from tests.generation.melodies import FIRST, FRAMES_A_SECOND
from tests.networks.plan_examples import FEATURES, small_plan
from tests.training.plan_examples import SETTINGS, recording_of
from tests.training.test_planning import trained


@pytest.fixture(scope="module")
def taught() -> TrainedPlan:
    """A network that knows the three moments of `recording_of` and in which order they come."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plan_lanes, "TRANSPOSED_SHARE", 0.0)
        return trained(steps=100)[0].trained()


def torch_score(plan: TrainedPlan, played: Features, stretch: Features) -> float:
    """What `fits` says, by torch."""

    def standardised(features: Features) -> torch.Tensor:
        return torch.from_numpy(plan.card.scaling.standardised(reduced(features, FEATURES)))[None]

    before, after = standardised(played), standardised(stretch)
    with torch.no_grad():
        whole = torch.cat([before, after], dim=1)
        foretold, _ = plan.network(whole[:, :-1], plan.network.first_state(1))
        following = log_likelihood(foretold, whole[:, 1:])[0, before.shape[1] - 1 :].sum()
        foretold, _ = plan.network(after[:, :-1], plan.network.first_state(1))
        alone = log_likelihood(foretold, after[:, 1:])[0].sum()
        alone += log_likelihood(plan.network.alone(), after[:, :1])[0, 0]
    return float(following - alone) / after.shape[1]


def test_it_says_how_much_likelier_a_stretch_is_after_what_was_played() -> None:
    plan = small_plan()
    foreteller = Foreteller(plan)
    state = foreteller.first_state()
    for row in FIRST[:120]:
        foreteller.hear(state, row)
    stretches = [FIRST[start : start + 60] for start in (120, 300, 500)]
    wanted = [
        torch_score(plan, FIRST[:120], part[: foreteller.scored_frames]) for part in stretches
    ]
    before = state.copy()
    np.testing.assert_allclose(foreteller.fits(state, stretches), wanted, atol=2e-4)
    np.testing.assert_array_equal(state, before)


def test_hearing_at_once_is_hearing_frame_by_frame() -> None:
    foreteller = Foreteller(small_plan())
    state = foreteller.first_state()
    for row in FIRST[:90]:
        foreteller.hear(state, row)
    np.testing.assert_allclose(foreteller.first_state(FIRST[:90]), state, atol=1e-5)
    seconds = round((HEARD_SECONDS + 5) * FRAMES_A_SECOND)
    lately = FIRST[:seconds].copy()
    lately[:200] = 0.0
    np.testing.assert_array_equal(
        foreteller.first_state(lately), foreteller.first_state(FIRST[:seconds])
    )
    np.testing.assert_array_equal(foreteller.first_state(FIRST[:2]), foreteller.first_state())


def test_it_knows_where_a_reduced_frame_ends() -> None:
    foreteller = Foreteller(small_plan())
    state = foreteller.first_state()
    between = []
    for row in FIRST[:7]:
        between.append(foreteller.is_between(state))
        foreteller.hear(state, row)
    assert between == [True, False, False, True, False, False, True]


def test_stretches_may_be_short_or_nothing() -> None:
    foreteller = Foreteller(small_plan())
    state = foreteller.first_state(FIRST[:90])
    fits = foreteller.fits(state, [FIRST[90:93], FIRST[90:92], FIRST[:0], FIRST[90:190]])
    assert np.isfinite(fits).all()
    assert fits[0] != 0.0
    assert fits[1] == fits[2] == 0.0


def test_what_follows_in_the_music_fits_best(taught: TrainedPlan) -> None:
    features = recording_of(40.0, seed=9).plan.features
    foreteller = Foreteller(taught)
    length = foreteller.scored_frames
    moment = 30
    best = 0
    for turn in range(6, 30):
        here = turn * moment
        state = foreteller.first_state(features[:here])
        # elsewhere: the moment that comes next in the music, and the one after it
        starts = (here + 90, here + 120)
        fits = foreteller.fits(state, [features[start : start + length] for start in starts])
        best += int(np.argmax(fits) == 0)
    assert best >= 20
    assert taught.card.network.features == SETTINGS
