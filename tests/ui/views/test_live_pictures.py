"""The spectrogram of a take while it is made; see also `test_live_take`."""

import numpy as np
import pytest

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.live_pictures import (
    COLUMN_FRAMES,
    MOST_BACKLOG_COLUMNS,
    LivePictures,
)
from tests.controllers.sounds import RATE, tone

SOUND = tone(12.0, hertz=1000.0)
WHOLE = TimeSpan(0.0, 12.0)


@pytest.fixture
def pictures() -> LivePictures:
    """Pictures of a tone."""
    return LivePictures(RATE, lambda start, stop: SOUND[max(0, start) : max(0, stop)])


def test_a_column_is_there_once_its_windows_have_sound_on_both_sides(
    pictures: LivePictures,
) -> None:
    pictures.grow(COLUMN_FRAMES // 2, 0)
    assert pictures.picture(WHOLE) is None
    pictures.grow(8 * COLUMN_FRAMES, 0)
    picture = pictures.picture(WHOLE)
    assert picture is not None
    assert 0 < picture.pixels.shape[1] < 8
    assert picture.span.start_seconds == 0.0


def test_another_kind_comes_back_a_few_columns_at_a_time(pictures: LivePictures) -> None:
    frames = len(SOUND)
    pictures.grow(frames, 0)
    before = pictures.picture(WHOLE)
    assert before is not None
    pictures.show_kind("chroma", frames)
    counts, kinds = [], set()
    for _ in range(3):
        pictures.grow(frames, 0)
        picture = pictures.picture(WHOLE)
        assert picture is not None
        counts.append(picture.pixels.shape[1])
        kinds.add(picture.settings.kind)
    assert np.diff(counts).tolist() == [MOST_BACKLOG_COLUMNS] * 2
    assert kinds == {"chroma"}


def test_what_is_forgotten_is_not_drawn(pictures: LivePictures) -> None:
    frames = len(SOUND)
    pictures.show_kind("chroma", frames)
    oldest = frames - 40 * COLUMN_FRAMES
    for _ in range(9):
        pictures.grow(frames, oldest)
    picture = pictures.picture(WHOLE)
    assert picture is not None
    assert picture.span.start_seconds >= oldest / RATE
