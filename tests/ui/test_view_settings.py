"""What is kept of how time is shown."""

import pytest

from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.view_settings import ViewSettings


def test_they_come_back_as_they_were() -> None:
    settings = ViewSettings(
        form="bars", tempo=Tempo(93.5, -0.25, 3), is_snapping=True, snaps_to_zero=False,
        snaps_to_beats=True, is_following=False, follow_way="smooth", plays_pre_roll=True,
    )  # fmt: skip
    assert ViewSettings.from_json(settings.to_json()) == settings


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '{"form": "weeks"}', '{"tempo": {"bpm": 0}}', '{"tempo": {"bpm": "NaN"}}'],
)
def test_damaged_ones_are_the_defaults(text: str) -> None:
    assert ViewSettings.from_json(text) == ViewSettings()
