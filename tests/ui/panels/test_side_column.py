"""Panels one above the other."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.panels.panel import Panel
from audiosynth_gui.ui.panels.side_column import SideColumn


def test_a_low_window_scrolls_and_cuts_nothing_off_at_the_right(qtbot: QtBot) -> None:
    panels = Panel("One"), Panel("Two")
    for panel in panels:
        panel.body.addWidget(QLabel("a line of words that is longer than the column likes"))
        panel.setMinimumHeight(300)
    column = SideColumn(panels)
    qtbot.addWidget(column)
    column.resize(column.minimumWidth(), 400)
    column.show()
    qtbot.waitUntil(lambda: column.verticalScrollBar().maximum() > 0)
    assert panels[0].y() < panels[1].y()
    for panel in panels:
        assert panel.width() >= panel.minimumSizeHint().width()
        assert panel.width() <= column.viewport().width()
