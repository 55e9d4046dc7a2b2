"""A take while it is made."""

import numpy as np
import pytest

from audiosynth_gui.audio.spectrogram_kinds import (
    KINDS,
    KindSettings,
    SpectrogramKind,
    hertz_to_kind_row,
    kind_columns,
)
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views import live_take
from audiosynth_gui.ui.views.live_pictures import COLUMN_FRAMES
from audiosynth_gui.ui.views.live_take import LiveTake
from tests.controllers.sounds import tone

RATE = 8_000


def noise(frames: int) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Stereo noise."""
    rng = np.random.default_rng(3)
    return (0.3 * rng.standard_normal((frames, 2))).astype(np.float32)


def grown(samples: "np.ndarray[tuple[int, int], np.dtype[np.float32]]", block: int) -> LiveTake:
    """A take that was given its sound block by block."""
    take = LiveTake(RATE, 2)
    for start in range(0, len(samples), block):
        take.append(samples[start : start + block])
    return take


def test_what_is_drawn_is_what_was_played() -> None:
    samples = noise(5 * RATE)
    take = grown(samples, 441)
    assert take.duration_seconds == 5.0
    np.testing.assert_array_equal(take.read(1000, 3000), samples[1000:3000])
    columns = take.columns(0, take.frames, 10)
    parts = samples.reshape(10, -1, 2)
    np.testing.assert_allclose(columns.maximum, parts.max(axis=1), atol=1e-6)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("block", [100, 1024, 7777])
def test_the_spectrogram_does_not_depend_on_the_blocks(block: int, kind: SpectrogramKind) -> None:
    samples = noise(5 * RATE)
    take = LiveTake(RATE, 2)
    take.show_kind(kind)
    for start in range(0, len(samples), block):
        take.append(samples[start : start + block])
    picture = take.picture(TimeSpan(0.0, 5.0))
    assert picture is not None
    count = picture.pixels.shape[1]
    whole = kind_columns(
        lambda start, stop: samples[start:stop], 0, count * COLUMN_FRAMES, count,
        KindSettings(kind, RATE),
    )  # fmt: skip
    assert np.abs(picture.pixels.astype(int) - whole).max() <= 1
    assert picture.span.stop_seconds > 3.7


@pytest.mark.parametrize("kind", ["linear", "constant_q", "chroma"])
def test_another_kind_is_drawn_back_to_what_is_remembered(
    kind: SpectrogramKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_take, "REMEMBERED_SECONDS", 6.0)
    samples = tone(10.0, hertz=880.0)
    take = LiveTake(RATE, 2)
    take.append(samples[: 9 * RATE])
    take.show_kind(kind)
    for start in range(9 * RATE, 10 * RATE, 441):
        take.append(samples[start : start + 441])
    picture = take.picture(TimeSpan(0.0, 10.0))
    assert picture is not None
    assert picture.settings.kind == kind
    assert 3.0 <= picture.span.start_seconds <= 4.2
    row = hertz_to_kind_row(880.0, picture.settings)
    # Windows at the left end reach into what is not remembered.
    assert np.abs(picture.pixels[:, 10:].argmax(axis=0) - row).max() <= 1


def test_a_part_of_the_picture() -> None:
    take = grown(noise(3 * RATE), 500)
    picture = take.picture(TimeSpan(1.0, 2.0))
    assert picture is not None
    assert picture.span.start_seconds <= 1.0
    assert picture.span.stop_seconds >= 2.0
    assert take.picture(TimeSpan(10.0, 20.0)) is None


def test_old_samples_are_forgotten_and_their_peaks_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_take, "REMEMBERED_SECONDS", 1.0)
    samples = noise(3 * RATE)
    take = grown(samples, 3 * RATE)
    np.testing.assert_array_equal(take.read(2 * RATE, 3 * RATE), samples[2 * RATE :])
    assert not take.read(0, RATE).any()
    assert take.columns(0, RATE, 1).maximum[0, 0] == pytest.approx(samples[:RATE, 0].max())


def test_nothing_yet() -> None:
    take = LiveTake(RATE, 1)
    assert take.frames == 0
    assert take.picture(TimeSpan(0.0, 1.0)) is None
    assert take.read(0, 100).shape == (0, 1)


def test_without_pictures_none_are_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    def compute(*_arguments: object) -> None:
        raise AssertionError("a spectrogram was computed")

    monkeypatch.setattr("audiosynth_gui.ui.views.live_pictures.kind_columns", compute)
    take = LiveTake(RATE, 2, has_pictures=False)
    take.append(noise(3 * RATE))
    take.show_kind("chroma")
    assert take.picture(TimeSpan(0.0, 3.0)) is None
    assert take.duration_seconds == 3.0
