"""What is said of the place under the pointer."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.views.pointed_view import PointedView
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.views.pixels import picture_of

WIDTH, HEIGHT, MARGIN = 600, 120, 40


class HeightView(PointedView):
    """Says how high the pointer is, and nothing of its upper half."""

    def __init__(self, timeline: Timeline, theme: Theme) -> None:
        super().__init__(timeline, theme)
        self.painted: list[QRegion] = []

    def words_at(self, place: QPointF) -> tuple[str, ...]:
        """The height in pixels."""
        return (f"{place.y():.0f} px",) if place.y() > HEIGHT / 2 else ()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write what is said."""
        self.painted.append(event.region())
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self.theme.colours.well))
            self.paint_reading(painter, MARGIN)


@pytest.fixture
def view(qtbot: QtBot, dark: Theme, timeline: Timeline) -> HeightView:
    """A view of a minute, ten pixels a second."""
    made = HeightView(timeline, dark)
    made.resize(WIDTH, HEIGHT)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: bool(made.painted))
    return made


def test_the_moment_comes_first_in_the_form_of_times(view: HeightView, qtbot: QtBot) -> None:
    QTest.mouseMove(view, QPoint(125, 100))
    qtbot.waitUntil(lambda: view.reading == "00:12.500 · 100 px")
    view.timeline.show_display(TimeDisplay("seconds"))
    assert view.reading == "12.500 s · 100 px"


def test_nothing_is_said_where_there_is_no_sound_nor_once_the_pointer_is_gone(
    view: HeightView, qtbot: QtBot
) -> None:
    QTest.mouseMove(view, QPoint(140, 90))
    qtbot.waitUntil(lambda: view.reading != "")
    QTest.mouseMove(view, QPoint(125, 10))
    qtbot.waitUntil(lambda: view.reading == "")
    QTest.mouseMove(view, QPoint(150, 95))
    qtbot.waitUntil(lambda: view.reading != "")
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert (view.reading, view.pointer) == ("", None)


def test_only_the_line_that_is_written_is_painted(view: HeightView, qtbot: QtBot) -> None:
    view.repaint()
    view.painted.clear()
    QTest.mouseMove(view, QPoint(300, 110))
    qtbot.waitUntil(lambda: bool(view.painted))
    assert max(each.boundingRect().bottom() for each in view.painted) < HEIGHT / 3
    before = picture_of(view)
    view.pointer = None
    view.read_pointer()
    columns = np.flatnonzero((picture_of(view) != before).any(axis=(0, 2)))
    assert WIDTH / 2 < columns.min() < columns.max() < WIDTH - MARGIN


@pytest.mark.parametrize(
    ("amplitude", "words"),
    [(0.0, "silent"), (1.0, "0.0 dB"), (0.5, "-6.0 dB"), (1e-6, "-120.0 dB")],
)
def test_levels_in_words(view: HeightView, amplitude: float, words: str) -> None:
    assert view.level_words(amplitude) == words
