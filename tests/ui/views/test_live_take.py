"""A take while it is made."""

import numpy as np
import pytest

from audiosynth_gui.audio.spectrogram import SpectrogramSettings, spectrogram_columns
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views import live_take
from audiosynth_gui.ui.views.live_take import COLUMN_FRAMES, ROWS, LiveTake

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


@pytest.mark.parametrize("block", [100, 1024, 7777])
def test_the_spectrogram_does_not_depend_on_the_blocks(block: int) -> None:
    samples = noise(3 * RATE)
    picture = grown(samples, block).picture(TimeSpan(0.0, 3.0))
    assert picture is not None
    count = picture.pixels.shape[1]
    whole = spectrogram_columns(
        lambda start, stop: samples[start:stop], 0, count * COLUMN_FRAMES, count,
        SpectrogramSettings(sample_rate=RATE, rows=ROWS),
    )  # fmt: skip
    np.testing.assert_array_equal(picture.pixels, whole)
    assert picture.span.stop_seconds > 2.7


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
