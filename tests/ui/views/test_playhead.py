"""The line where sound is now."""

import numpy as np
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.playhead import Playhead
from audiosynth_gui.ui.views.timeline import Timeline
from tests.ui.views.pixels import picture_of


def line_columns(under: QWidget) -> list[int]:
    """Columns that differ from the first one."""
    picture = picture_of(under).astype(int)
    differing = (picture != picture[:, :1]).any(axis=(0, 2))
    return [int(column) for column in np.flatnonzero(differing)]


def test_the_line_lies_over_what_is_underneath(qtbot: QtBot, dark: Theme) -> None:
    under, timeline = QWidget(), Timeline()
    under.resize(400, 50)
    qtbot.addWidget(under)
    timeline.reset(10.0)
    playhead = Playhead(under, timeline, dark)
    assert line_columns(under) == []
    timeline.move_playhead(5.0)
    assert line_columns(under) == [200]
    timeline.show_span(TimeSpan(4.0, 8.0))
    assert line_columns(under) == [100]
    under.resize(800, 60)
    under.grab()
    assert playhead.size() == under.size()
    assert line_columns(under) == [200]
    timeline.move_playhead(None)
    assert line_columns(under) == []


def test_clicks_go_through(qtbot: QtBot, dark: Theme) -> None:
    under = QWidget()
    qtbot.addWidget(under)
    Playhead(under, Timeline(), dark)
    assert under.childAt(5, 5) is None
