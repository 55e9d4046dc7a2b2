"""The waveform on screen agrees with the samples."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.peaks import Columns, GrowingPeaks
from audiosynth_gui.controllers.time_span import TimeScale, TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.views.waveform import WaveformView
from audiosynth_gui.ui.views.waveform_source import line_columns, visible_columns
from tests.ui.hands import ALT, LEFT, turn_wheel
from tests.ui.views.pixels import picture_of, where

RATE = 1000
WIDTH, HEIGHT = 400, 202


class ArraySource:
    """Samples in memory as a waveform's source."""

    def __init__(self, samples: Samples) -> None:
        self.samples = samples
        self.sample_rate = RATE
        self.channels = samples.shape[1]
        self.frames = samples.shape[0]
        self._peaks = GrowingPeaks(self.channels, self.read)
        self._peaks.append(samples)

    def columns(self, start_frame: float, stop_frame: float, count: int) -> Columns:
        """See `PeakPyramid.columns`."""
        return self._peaks.columns(start_frame, stop_frame, count)

    def read(self, start_frame: int, stop_frame: int) -> Samples:
        """Give a part."""
        return self.samples[max(0, start_frame) : max(0, stop_frame)]


def stairs(seconds: float) -> Samples:
    """Noise whose amplitude steps up every second, 0.1 then 0.2 …; the right channel is silent."""
    rng = np.random.default_rng(5)
    steps = 0.1 * (1 + np.arange(round(seconds * RATE)) // RATE)
    left = steps * np.sign(rng.standard_normal(steps.size))
    return np.stack([left, np.zeros_like(left)], axis=1).astype(np.float32)


@pytest.fixture
def view(qtbot: QtBot, dark: Theme) -> WaveformView:
    """A view of nothing yet."""
    made = WaveformView(Timeline(), dark)
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    return made


def show(view: WaveformView, samples: Samples) -> ArraySource:
    """Show all of it, with the cursor out of the way."""
    source = ArraySource(samples)
    view.timeline.reset(source.frames / RATE)
    view.timeline.put_cursor(source.frames / RATE)
    view.show_source(source)
    return source


def extents(view: WaveformView) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """How many pixels of each column of the left lane are drawn."""
    colours = view.theme.colours
    drawn = where(picture_of(view), colours.recording, colours.recording_body)
    return np.asarray(drawn[: HEIGHT // 2 - 1].sum(axis=0))


def test_the_drawn_height_is_that_of_the_samples(view: WaveformView) -> None:
    show(view, stairs(8.0))
    drawn = extents(view)
    lane = HEIGHT / 2 - 2
    for second in range(7):
        middle = int((second + 0.5) / 8 * WIDTH)
        wanted = lane * 0.1 * (second + 1)
        assert abs(drawn[middle] - wanted) <= 2


def test_a_zoomed_view_shows_its_part(view: WaveformView) -> None:
    show(view, stairs(8.0))
    view.timeline.show_span(TimeSpan(2.0, 4.0))
    drawn = extents(view)
    lane = HEIGHT / 2 - 2
    assert abs(drawn[WIDTH // 4] - lane * 0.3) <= 2
    assert abs(drawn[3 * WIDTH // 4] - lane * 0.4) <= 2
    # The step lies where the third second ends.
    change = int(np.argmax(drawn[40:] > lane * 0.35)) + 40
    assert abs(change - WIDTH // 2) <= 1


def test_takes_have_another_colour(view: WaveformView) -> None:
    view.is_take = True
    show(view, stairs(2.0))
    assert where(picture_of(view), view.theme.colours.take_body).any()
    assert not where(picture_of(view), view.theme.colours.recording_body).any()


def test_single_samples_are_dots_on_a_line(view: WaveformView) -> None:
    samples = np.zeros((100, 1), np.float32)
    samples[50] = 0.8
    show(view, samples)
    view.timeline.show_span(TimeSpan(0.045, 0.055))
    drawn = where(picture_of(view), view.theme.colours.recording_body)
    column = WIDTH // 2
    rows = np.flatnonzero(drawn[:, column - 1 : column + 2].any(axis=1))
    assert abs(rows.mean() - (HEIGHT / 2 - 0.8 * (HEIGHT / 2 - 2))) <= 2
    beside = np.flatnonzero(drawn[:, WIDTH // 10])
    assert abs(beside.mean() - HEIGHT / 2) <= 2


def test_the_selection_is_shown_where_it_lies(view: WaveformView) -> None:
    show(view, np.zeros((8000, 1), np.float32))
    before = picture_of(view)
    view.timeline.select(TimeSpan(2.0, 4.0))
    changed = (picture_of(view) != before).any(axis=-1).any(axis=0)
    columns = np.flatnonzero(changed[: WIDTH - 4])
    assert abs(columns[0] - WIDTH // 4) <= 1
    assert abs(columns[-1] - WIDTH // 2) <= 1


def test_nothing_is_drawn_without_a_sound(view: WaveformView) -> None:
    picture = picture_of(view)
    assert (picture == picture[0, 0]).all()


def test_columns_outside_the_sound_are_no_numbers() -> None:
    source = ArraySource(np.full((1000, 1), 0.5, np.float32))
    columns = visible_columns(source, TimeScale(TimeSpan(0.0, 4.0), 100.0), 100)
    assert np.isnan(columns.maximum[25:]).all()
    np.testing.assert_array_equal(columns.maximum[:25, 0], np.full(25, 0.5, np.float32))


def test_a_resized_view_is_drawn_anew(view: WaveformView) -> None:
    show(view, stairs(8.0))
    picture_of(view)
    view.resize(2 * WIDTH, HEIGHT)
    assert abs(extents(view)[int(7.5 / 8 * 2 * WIDTH)] - (HEIGHT / 2 - 2) * 0.8) <= 2


def test_in_decibels_twice_is_always_the_same_distance(view: WaveformView) -> None:
    view._style.choose_level_scale("decibels")
    steps = np.repeat(0.9 * 2.0 ** -np.arange(8), RATE)
    sound = (steps * np.where(np.arange(steps.size) % 2, 1, -1)).astype(np.float32)
    show(view, np.stack([sound, sound], axis=1))
    drawn = extents(view)[[int((second + 0.4) / 8 * WIDTH) for second in range(8)]]
    lane = HEIGHT / 2 - 2
    np.testing.assert_allclose(drawn, lane * (1 - (0.915 + 6.0206 * np.arange(8)) / 60), atol=2)


def test_alt_and_wheel_zoom_the_height(view: WaveformView) -> None:
    show(view, stairs(8.0))
    turn_wheel(view, 100, 2, ALT)
    second = extents(view)[int(1.5 / 8 * WIDTH)]
    assert abs(second - (HEIGHT / 2 - 2) * 0.2 * 1.25**2) <= 2
    assert view.timeline.visible == TimeSpan(0.0, 8.0)
    turn_wheel(view, 100, -9, ALT)
    assert abs(extents(view)[int(1.5 / 8 * WIDTH)] - (HEIGHT / 2 - 2) * 0.2) <= 2


def test_clipped_samples_are_marked_where_they_are(view: WaveformView) -> None:
    samples = np.zeros((8000, 2), np.float32)
    samples[2000, 0] = 32767 / 32768
    samples[6000, 1] = -1.0
    samples[4000, 0] = 0.999
    show(view, samples)
    marks = where(picture_of(view), view.theme.colours.error)
    top, bottom = marks[: HEIGHT // 2], marks[HEIGHT // 2 :]
    assert set(np.flatnonzero(top.any(axis=0))) == {WIDTH // 4}
    assert set(np.flatnonzero(bottom.any(axis=0))) == {WIDTH * 3 // 4}
    assert np.flatnonzero(top.any(axis=1)).max() < 6
    assert np.flatnonzero(bottom.any(axis=1)).min() > HEIGHT // 2 - 8


def test_single_clipped_samples_are_marked(view: WaveformView) -> None:
    samples = np.zeros((100, 1), np.float32)
    samples[50] = 1.0
    show(view, samples)
    view.timeline.show_span(TimeSpan(0.045, 0.055))
    columns = np.flatnonzero(where(picture_of(view), view.theme.colours.error).any(axis=0))
    assert abs(columns.mean() - WIDTH / 2) <= 2


def test_the_border_between_lanes_can_be_dragged(view: WaveformView) -> None:
    show(view, stairs(8.0))
    middle = HEIGHT // 2
    QTest.mousePress(view, LEFT, pos=QPoint(10, middle))
    QTest.mouseMove(view, QPoint(10, 150))
    QTest.mouseRelease(view, LEFT, pos=QPoint(10, 150))
    assert view.timeline.selection is None
    drawn = where(picture_of(view), *left_colours(view))[:149].sum(axis=0)
    assert abs(drawn[int(6.5 / 8 * WIDTH)] - 148 * 0.7) <= 2
    QTest.mouseDClick(view, LEFT, pos=QPoint(10, 150))
    assert abs(extents(view)[int(6.5 / 8 * WIDTH)] - (HEIGHT / 2 - 2) * 0.7) <= 2


def test_a_drag_along_the_border_selects(view: WaveformView) -> None:
    show(view, stairs(8.0))
    middle = HEIGHT // 2
    QTest.mousePress(view, LEFT, pos=QPoint(100, middle))
    QTest.mouseMove(view, QPoint(150, middle))
    QTest.mouseMove(view, QPoint(200, middle))
    QTest.mouseRelease(view, LEFT, pos=QPoint(200, middle))
    selection = view.timeline.selection
    assert selection is not None
    assert selection.duration_seconds == pytest.approx(100 * view.scale.seconds_per_pixel)


def left_colours(view: WaveformView) -> tuple[str, str]:
    """What a recording is drawn with."""
    return view.theme.colours.recording, view.theme.colours.recording_body


@pytest.mark.parametrize("per_pixel", [0.3, 0.6, 0.95])
def test_a_line_covers_what_lies_between_the_samples(per_pixel: float) -> None:
    source = ArraySource(np.random.default_rng(2).uniform(-1, 1, (500, 2)).astype(np.float32))
    start, width = 0.1003, 200
    scale = TimeScale(TimeSpan(start, start + width * per_pixel / RATE), float(width))
    columns = line_columns(source, scale, width)
    for pixel in range(width):
        places = start * RATE + per_pixel * (pixel + np.linspace(0, 1, 400))
        for lane in range(2):
            line = np.interp(places, np.arange(500), source.samples[:, lane])
            assert columns.minimum[pixel, lane] == pytest.approx(line.min(), abs=0.02)
            assert columns.maximum[pixel, lane] == pytest.approx(line.max(), abs=0.02)


@pytest.mark.parametrize("span", [TimeSpan(0.0, 8.0), TimeSpan(4.9, 5.9), TimeSpan(5.495, 5.505)])
def test_the_pointer_reads_moment_channel_and_level(view: WaveformView, span: TimeSpan) -> None:
    show(view, stairs(8.0))
    view.show()
    view.timeline.show_span(span)
    x = round(view.scale.x_of(5.5))
    QTest.mouseMove(view, QPoint(x, 40))
    moment, channel, level = view.reading.split(" · ")
    assert moment == view.timeline.display.text(view.scale.seconds_at(x))
    assert (channel, level) == ("L", f"{20 * np.log10(0.6):.1f} dB")
    QTest.mouseMove(view, QPoint(x, HEIGHT - 40))
    assert view.reading.split(" · ")[1:] == ["R", "silent"]
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert view.reading == ""


def test_the_reading_is_written_at_the_upper_edge_only(view: WaveformView) -> None:
    show(view, np.zeros((8000, 1), np.float32))
    before = picture_of(view)
    view.pointer = QPointF(100.0, 100.0)
    view.read_pointer()
    changed = (picture_of(view) != before).any(axis=-1)
    assert changed[4:20].any()
    assert not changed[30:].any()


def test_a_screen_of_other_pixels_is_drawn_for(
    view: WaveformView, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(view, stairs(8.0))
    picture_of(view)
    sizes = []
    for ratio in (2.0, 1.0):
        monkeypatch.setattr(view, "devicePixelRatioF", lambda ratio=ratio: ratio)
        view.repaint()
        picture_of(view)
        assert view._picture is not None
        sizes.append(view._picture.width())
    assert sizes == [2 * WIDTH, WIDTH]
