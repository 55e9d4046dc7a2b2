"""What is known of the recordings that walks go over."""

from audiosynth_gui.generation.likeness import Place
from audiosynth_gui.generation.terrain import Surveys, survey
from audiosynth_gui.generation.walk import Walk
from tests.generation.melodies import FIRST, SECOND, SETTINGS


def test_every_described_moment_has_a_loudness_ahead() -> None:
    terrain = survey([FIRST, SECOND], SETTINGS)
    recordings, _ = terrain.likeness.moments
    assert terrain.ahead_db.shape == recordings.shape
    assert set(recordings.tolist()) == {0, 1}


def test_walks_share_a_terrain() -> None:
    terrain = survey([FIRST], SETTINGS)
    one, other = (Walk(terrain, Place(0, 50), seed=3).steps(900) for _ in range(2))
    assert one == other


def test_what_was_surveyed_last_is_not_surveyed_again() -> None:
    surveys = Surveys()
    first = surveys.terrain("a", [FIRST], SETTINGS)
    assert surveys.terrain("a", [FIRST], SETTINGS) is first
    second = surveys.terrain("b", [SECOND], SETTINGS)
    assert second.features[0] is SECOND
    assert surveys.terrain("a", [FIRST], SETTINGS) is not first
