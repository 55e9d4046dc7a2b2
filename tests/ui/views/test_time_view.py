"""Mouse, wheel and keyboard on the views."""

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.views.colour_map import COLOUR_MAPS, ColourMap, colour_map, lightness
from audiosynth_gui.ui.views.time_view import TimeView
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.hands import CTRL, LEFT, NO_KEYS, SHIFT, drag, turn_wheel, wheel_event
from tests.ui.views.pixels import picture_of

WIDTH = 600


class Marked(TimeView):
    """A view that draws its marks only, and remembers where it was asked to."""

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        super().__init__(timeline, theme)
        self.painted: list[QRegion] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """On a black ground."""
        self.painted.append(event.region())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), "#000000")
            self.paint_marks(painter)


@pytest.fixture
def view(qtbot: QtBot, dark: Theme) -> Marked:
    """A view of a minute, ten pixels a second."""
    made = Marked(Timeline(), dark)
    made.resize(WIDTH, 80)
    made.timeline.reset(60.0)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: bool(made.painted))
    return made


def test_a_click_puts_the_cursor(view: TimeView) -> None:
    view.timeline.select(TimeSpan(1.0, 2.0))
    QTest.mouseClick(view, LEFT, NO_KEYS, QPoint(200, 40))
    assert view.timeline.cursor_seconds == pytest.approx(20.0)
    assert view.timeline.selection is None


@pytest.mark.parametrize(("start", "stop"), [(100, 300), (300, 100)])
def test_a_drag_marks(view: TimeView, start: int, stop: int) -> None:
    drag(view, start, stop)
    span = view.timeline.selection
    assert span is not None
    assert (span.start_seconds, span.stop_seconds) == pytest.approx((10.0, 30.0))


@pytest.mark.parametrize("what", ["selection", "cursor", "loop"])
def test_only_what_becomes_other_is_painted_while_an_end_is_dragged(
    view: Marked, qtbot: QtBot, what: str
) -> None:
    marks: dict[str, Callable[[float], None]] = {
        "selection": lambda stop: view.timeline.select(TimeSpan(10.03, stop)),
        "cursor": view.timeline.put_cursor,
        "loop": lambda stop: view.timeline.loop.put(TimeSpan(10.03, stop)),
    }
    mark = marks[what]
    screen = view.screen()
    assert screen is not None
    mark(30.0)
    for stop in (30.55, 35.21, 11.3, 20.0, 90.0):
        view.repaint()
        view.painted.clear()
        mark(stop)
        qtbot.waitUntil(lambda: bool(view.painted))
        assert sum(each.boundingRect().width() for each in view.painted) < WIDTH * 0.75
        shown = screen.grabWindow(view.winId()).toImage()
        assert shown == view.grab().toImage().convertToFormat(shown.format()), stop


def test_a_trembling_click_marks_nothing(view: TimeView) -> None:
    drag(view, 100, 102)
    assert view.timeline.selection is None


def test_a_drag_over_the_edge_scrolls(view: TimeView) -> None:
    view.timeline.show_span(TimeSpan(0.0, 30.0))
    drag(view, 500, WIDTH + 100)
    assert view.timeline.visible.start_seconds > 1.0
    assert view.timeline.selection is not None
    assert view.timeline.selection.start_seconds == pytest.approx(25.0)
    assert view.timeline.selection.stop_seconds == pytest.approx(view.timeline.visible.stop_seconds)


@pytest.mark.parametrize(("x", "wanted"), [(500, (10.0, 50.0)), (50, (5.0, 30.0))])
def test_shift_and_click_move_the_nearer_end(
    view: TimeView, x: int, wanted: tuple[float, float]
) -> None:
    drag(view, 100, 300)
    QTest.mouseClick(view, LEFT, SHIFT, QPoint(x, 40))
    span = view.timeline.selection
    assert span is not None
    assert (span.start_seconds, span.stop_seconds) == pytest.approx(wanted)


def test_shift_and_click_mark_from_the_cursor(view: TimeView) -> None:
    QTest.mouseClick(view, LEFT, NO_KEYS, QPoint(100, 40))
    QTest.mouseClick(view, LEFT, SHIFT, QPoint(250, 40))
    span = view.timeline.selection
    assert span is not None
    assert (span.start_seconds, span.stop_seconds) == pytest.approx((10.0, 25.0))


def test_a_double_click_marks_everything(view: TimeView) -> None:
    QTest.mouseDClick(view, LEFT, NO_KEYS, QPoint(100, 40))
    assert view.timeline.selection == TimeSpan(0.0, 60.0)


def test_ctrl_and_wheel_zoom_about_the_pointer(view: TimeView) -> None:
    before = view.scale.seconds_at(450)
    turn_wheel(view, 450, 3, CTRL)
    assert view.timeline.visible.duration_seconds == pytest.approx(60.0 * 0.8**3)
    assert view.scale.seconds_at(450) == pytest.approx(before)
    turn_wheel(view, 450, -10, CTRL)
    assert view.timeline.visible == TimeSpan(0.0, 60.0)


@pytest.mark.parametrize("keys", [NO_KEYS, SHIFT])
def test_the_wheel_scrolls(view: TimeView, keys: Qt.KeyboardModifier) -> None:
    view.timeline.show_span(TimeSpan(0.0, 10.0))
    turn_wheel(view, 100, -2, keys)
    assert view.timeline.visible == TimeSpan(2.0, 12.0)


def test_arrow_keys_move_the_cursor(view: TimeView) -> None:
    view.timeline.put_cursor(30.0)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.timeline.cursor_seconds == pytest.approx(32.0)
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert view.timeline.cursor_seconds == pytest.approx(30.0)
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.timeline.cursor_seconds == 60.0
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.timeline.cursor_seconds == 0.0


def test_shift_and_arrow_keys_mark(view: TimeView) -> None:
    view.timeline.put_cursor(30.0)
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.timeline.selection == TimeSpan(30.0, 34.0)
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert view.timeline.selection == TimeSpan(28.0, 30.0)
    QTest.keyClick(view, Qt.Key.Key_End, SHIFT)
    assert view.timeline.selection == TimeSpan(30.0, 60.0)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.timeline.selection is None


def test_an_empty_view_cannot_be_marked(qtbot: QtBot, dark: Theme) -> None:
    empty = TimeView(Timeline(), dark)
    qtbot.addWidget(empty)
    drag(empty, 10, 50)
    assert empty.timeline.selection is None


class Whole:
    """Snaps to whole tens of seconds."""

    def snap(self, seconds: float) -> float:
        """Give the nearest ten."""
        return round(seconds / 10) * 10.0


def test_what_is_marked_by_hand_is_snapped(view: TimeView) -> None:
    view.timeline.snapper = Whole()
    QTest.mouseClick(view, LEFT, NO_KEYS, QPoint(183, 40))
    assert view.timeline.cursor_seconds == 20.0
    drag(view, 96, 330)
    assert view.timeline.selection == TimeSpan(10.0, 30.0)
    QTest.mouseClick(view, LEFT, SHIFT, QPoint(470, 40))
    assert view.timeline.selection == TimeSpan(10.0, 50.0)
    drag(view, 560, WIDTH - 1)
    assert view.timeline.cursor_seconds == 60.0


def test_alt_and_click_ask_to_play_and_move_nothing(view: TimeView, qtbot: QtBot) -> None:
    view.timeline.select(TimeSpan(1.0, 2.0))
    with qtbot.waitSignal(view.timeline.play_asked) as asked:
        QTest.mouseClick(view, LEFT, Qt.KeyboardModifier.AltModifier, QPoint(200, 40))
    assert asked.args == [pytest.approx(20.0)]
    assert view.timeline.selection == TimeSpan(1.0, 2.0)


def test_a_drag_with_ctrl_and_alt_scrubs(view: TimeView) -> None:
    told: list[float | str] = []
    view.timeline.scrubbed.connect(told.append)
    view.timeline.scrub_ended.connect(lambda: told.append("end"))
    keys = CTRL | Qt.KeyboardModifier.AltModifier
    QTest.mousePress(view, LEFT, keys, QPoint(100, 40))
    QTest.mouseMove(view, QPoint(200, 40))
    QTest.mouseMove(view, QPoint(-50, 40))
    QTest.mouseRelease(view, LEFT, keys, QPoint(0, 40))
    QTest.mouseMove(view, QPoint(300, 40))
    assert told == pytest.approx([10.0, 20.0, 0.0, "end"])
    assert view.timeline.selection is None


def test_beats_are_lines_while_bars_are_shown(view: TimeView) -> None:
    marked = Marked(view.timeline, view.theme)
    marked.resize(WIDTH, 80)
    tempo = Tempo(bpm=20.0, first_beat_seconds=6.0, beats_a_bar=2)
    assert np.flatnonzero(picture_of(marked)[5].any(axis=1)).max() < 3  # the cursor
    view.timeline.show_display(TimeDisplay("bars", 48_000, tempo))
    row = picture_of(marked)[5].astype(int).sum(axis=1)
    lines = [x for x in np.flatnonzero(row).tolist() if x > 3]
    assert lines == list(range(30, WIDTH, 30))
    assert row[60] > 1.5 * row[90]
    marked.deleteLater()


def test_a_stretch_marked_in_one_view_is_extended_in_another(view: TimeView, qtbot: QtBot) -> None:
    other = TimeView(view.timeline, view.theme)
    other.resize(WIDTH, 80)
    qtbot.addWidget(other)
    drag(view, 300, 100)
    QTest.keyClick(other, Qt.Key.Key_Left, SHIFT)
    assert view.timeline.selection == TimeSpan(8.0, 30.0)
    view.timeline.select(TimeSpan(40.0, 50.0))  # by another hand: a region, a time that was typed
    QTest.keyClick(other, Qt.Key.Key_Right, SHIFT)
    assert view.timeline.selection == TimeSpan(40.0, 52.0)


def test_the_right_button_marks_nothing(view: TimeView) -> None:
    right = Qt.MouseButton.RightButton
    QTest.mouseClick(view, right, NO_KEYS, QPoint(200, 40))
    QTest.mouseDClick(view, right, NO_KEYS, QPoint(200, 40))
    assert view.timeline.selection is None
    assert view.timeline.cursor_seconds == 0.0


def test_a_touchpad_scrolls_the_way_it_is_stroked(view: TimeView) -> None:
    view.timeline.show_span(TimeSpan(10.0, 20.0))
    QApplication.sendEvent(view, wheel_event(view, 100, QPoint(-120, 3)))
    assert view.timeline.visible == TimeSpan(11.0, 21.0)


def test_the_focus_can_be_seen(view: TimeView, qtbot: QtBot) -> None:
    marked = Marked(view.timeline, view.theme)
    marked.resize(WIDTH, 80)
    qtbot.addWidget(marked)
    with qtbot.waitActive(marked):
        marked.show()
        marked.activateWindow()
    edges = {}
    for has_focus in (True, False):
        marked.setFocus() if has_focus else marked.clearFocus()
        picture = picture_of(marked)
        edges[has_focus] = [picture[0, 300:], picture[-1, 300:], picture[5:, -1]]
        assert not picture[5:-5, 300:-5].any()
    assert all(edge.any(axis=-1).all() for edge in edges[True])
    assert not any(edge.any() for edge in edges[False])


def test_beats_that_are_heard_are_lines_where_they_lie(view: TimeView, qtbot: QtBot) -> None:
    marked = Marked(view.timeline, view.theme)
    marked.resize(WIDTH, 80)
    qtbot.addWidget(marked)
    view.timeline.show_beats((7.0, 13.5, 21.0))
    assert [x for x in np.flatnonzero(picture_of(marked)[5].any(axis=1)) if x > 3] == [70, 135, 210]
    view.timeline.show_beats(tuple(number / 10 for number in range(600)))
    assert max(np.flatnonzero(picture_of(marked)[5].any(axis=1))) < 3  # too close to each other
    view.timeline.show_span(TimeSpan(10.0, 12.0))
    lines = [x for x in np.flatnonzero(picture_of(marked)[5].any(axis=1)) if x > 3]
    assert lines == pytest.approx([30 * number for number in range(1, 20)], abs=1)


@pytest.mark.parametrize("scheme", [Qt.ColorScheme.Dark, Qt.ColorScheme.Light])
@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_labels_can_be_read_over_any_picture(
    view: TimeView, scheme: Qt.ColorScheme, name: ColourMap
) -> None:
    def luminance(colour: QColor) -> float:
        rgb = np.array([(colour.red(), colour.green(), colour.blue())], np.float64)
        return float(((lightness(rgb) + 16) / 116)[0] ** 3)

    view.theme.set_scheme(scheme)
    ink = QColor(view.theme.colours.text)
    for colour in colour_map(name, view.theme.is_dark)[::51]:
        ground = QImage(40, 20, QImage.Format.Format_RGB32)
        ground.fill(QColor(*(int(part) for part in colour)))
        with QPainter(ground) as painter:
            view.paint_label(painter, QPointF(0, 0), "  ")
        levels = sorted((luminance(ground.pixelColor(2, 2)), luminance(ink)))
        assert (levels[1] + 0.05) / (levels[0] + 0.05) >= 4.5
    view.theme.set_scheme(Qt.ColorScheme.Dark)
