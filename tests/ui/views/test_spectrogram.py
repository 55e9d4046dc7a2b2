"""The spectrogram on screen."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.spectrogram_controller import SpectrogramController
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.live_take import LiveTake
from audiosynth_gui.ui.views.spectrogram import SpectrogramView
from audiosynth_gui.ui.views.timeline import Timeline
from tests.controllers.sounds import RATE, tone
from tests.ui.views.pixels import picture_of
from tests.ui.views.test_waveform import ArraySource

WIDTH, HEIGHT = 300, 160


@pytest.fixture
def view(qtbot: QtBot, dark: Theme) -> Iterator[SpectrogramView]:
    """A view of two seconds: silence, then 1 kHz."""
    drawing = SpectrogramController()
    made = SpectrogramView(Timeline(), dark, drawing)
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    source = ArraySource(np.concatenate([0 * tone(1.0), tone(1.0, hertz=1000.0)]))
    source.sample_rate = RATE
    made.timeline.reset(2.0)
    made.show_source(source)
    yield made
    drawing.close()


def brightness(view: SpectrogramView) -> "np.ndarray[tuple[int, int], np.dtype[np.int64]]":
    """Sum of red, green and blue, (height, width)."""
    return np.asarray(picture_of(view).astype(np.int64).sum(axis=-1))


def test_a_tone_is_a_line_at_its_height_and_time(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    light = brightness(view)
    right = light[:, WIDTH * 3 // 4 : WIDTH - 10].mean(axis=1)
    left = light[:, 80 : WIDTH // 2 - 20].mean(axis=1)
    row = int(np.argmax(right))
    assert view.hertz_at(row + 0.5) == pytest.approx(1000.0, rel=0.05)
    assert right.max() > 3 * left.max()


def test_the_pointer_reads_frequency_and_note(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    heights = [y for y in range(HEIGHT) if view.hertz_at(y) >= 1000.0]
    view.show()
    qtbot.waitExposed(view)
    QTest.mouseMove(view, QPoint(150, heights[-1]))
    qtbot.waitUntil(lambda: bool(view.reading))
    hertz, note = view.reading.split(" Hz · ")
    assert 1000 <= int(hertz) < 1100
    assert note.startswith(("B5", "C6"))
    before = picture_of(view)
    QTest.mouseMove(view, QPoint(150, heights[0]))
    qtbot.waitUntil(lambda: int(view.reading.split(" ")[0]) > 3000)
    assert (picture_of(view) != before)[:30, 150:].any()


def test_a_zoomed_view_is_drawn_anew(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    view.timeline.show_span(TimeSpan(1.25, 1.75))
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.span == TimeSpan(1.25, 1.75))
    tone_row = int(np.argmax(brightness(view)[:, 80 : WIDTH // 2].mean(axis=1)))
    assert view.hertz_at(tone_row + 0.5) == pytest.approx(1000.0, rel=0.05)


def test_the_edges_of_the_picture_are_the_highest_and_lowest(
    view: SpectrogramView, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    assert view.hertz_at(0) == pytest.approx(RATE / 2)
    assert view.hertz_at(HEIGHT) == pytest.approx(20.0)


def test_a_take_that_is_made_is_drawn_at_once(view: SpectrogramView) -> None:
    live = LiveTake(RATE, 2)
    live.append(tone(1.0, hertz=2000.0))
    view.timeline.reset(1.0)
    view.show_source(live, live)
    assert view.picture is not None
    row = int(np.argmax(brightness(view)[:, 100:200].mean(axis=1)))
    assert view.hertz_at(row + 0.5) == pytest.approx(2000.0, rel=0.05)


def test_no_sound_no_picture(view: SpectrogramView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.picture is not None)
    view.show_source(None)
    picture = picture_of(view)
    assert view.picture is None
    assert (picture[:, 2:] == picture[0, -1]).all()
