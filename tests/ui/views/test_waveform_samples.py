"""Single samples, as they are drawn."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.colours import DARK
from audiosynth_gui.ui.views.waveform_samples import MARGIN_PIXELS, LaneColours, paint_samples
from audiosynth_gui.ui.views.waveform_scale import WaveformScale
from tests.ui.views.test_waveform import RATE, ArraySource

WIDTH, HEIGHT = 200, 100
COLOURS = LaneColours.of(DARK, is_take=False)


def drawn(values: list[list[float]], visible: TimeSpan, edges: list[float]) -> QImage:
    """Draw samples, (frames, channels), on the ground of a lane."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(COLOURS.ground))
    source = ArraySource(np.array(values, np.float32))
    with QPainter(image) as painter:
        scale = TimeScale(visible, float(WIDTH))
        paint_samples(painter, source, scale, WaveformScale(), edges, COLOURS)
    return image


def places(image: QImage, colour: str) -> list[tuple[int, int]]:
    """Where a colour is, (x, y)."""
    wanted = QColor(colour)
    return [(x, y) for x in range(WIDTH) for y in range(HEIGHT) if image.pixelColor(x, y) == wanted]


@pytest.mark.parametrize("value", [0.5, -0.25])
def test_a_dot_lies_where_its_sample_is(qapp: QApplication, value: float) -> None:
    assert qapp is not None
    visible = TimeSpan(0.0, 4 / RATE)
    image = drawn([[0.0], [0.0], [value], [0.0], [0.0]], visible, [0.0, float(HEIGHT)])
    room = HEIGHT / 2 - MARGIN_PIXELS
    peak = HEIGHT / 2 - value * room
    xs, ys = zip(*places(image, COLOURS.body), strict=True)
    extreme = min(ys) if value > 0 else max(ys)
    assert extreme == pytest.approx(peak, abs=3)
    at_peak = [x for x, y in zip(xs, ys, strict=True) if abs(y - peak) < 2]
    assert np.mean(at_peak) == pytest.approx(2 / 4 * WIDTH, abs=2)


def test_a_clipped_sample_has_another_colour(qapp: QApplication) -> None:
    assert qapp is not None
    visible = TimeSpan(0.0, 4 / RATE)
    lanes = [0.0, HEIGHT / 2, float(HEIGHT)]
    image = drawn([[0.0, 0.5], [1.0, 0.5], [0.0, -1.0], [0.0, 0.5]], visible, lanes)
    dots = places(image, COLOURS.clip)
    assert {y < HEIGHT / 2 for _x, y in dots} == {True, False}
    assert np.mean([x for x, y in dots if y < HEIGHT / 2]) == pytest.approx(50, abs=2)
    assert np.mean([x for x, y in dots if y > HEIGHT / 2]) == pytest.approx(100, abs=2)


def test_beside_the_sound_nothing_is_drawn(qapp: QApplication) -> None:
    assert qapp is not None
    image = drawn([[0.5]] * 4, TimeSpan(1.0, 1.01), [0.0, float(HEIGHT)])
    assert places(image, COLOURS.ground) == [(x, y) for x in range(WIDTH) for y in range(HEIGHT)]


def test_takes_have_colours_of_their_own() -> None:
    take, recording = LaneColours.of(DARK, is_take=True), LaneColours.of(DARK, is_take=False)
    assert take.table()[1:3] != recording.table()[1:3]
    assert take.table()[0] == recording.table()[0] == QColor(DARK.well).rgba()
