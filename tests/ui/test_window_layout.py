"""Where the parts of the window lie."""

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.ui.window_layout import WindowLayout


def _top(widget: QWidget, layout: WindowLayout) -> int:
    return widget.mapTo(layout, widget.rect().topLeft()).y()


def test_sounds_take_the_place_of_what_is_shown_without_any(qtbot: QtBot) -> None:
    library, empty, recording, take, panel, bar = (QLabel(name) for name in "LERTPB")
    layout = WindowLayout(library, empty, (recording, take), (panel,), (bar,))
    qtbot.addWidget(layout)
    layout.resize(1200, 800)
    layout.show()
    assert empty.isVisible()
    assert not recording.isVisible()
    layout.show_sounds(True)
    assert not empty.isVisible()
    assert recording.height() > take.height() > 0
    left, centre, right = (
        one.mapTo(layout, one.rect().topLeft()).x() for one in (library, take, panel)
    )
    assert left < centre < right
    assert _top(bar, layout) > _top(take, layout) > _top(recording, layout)
    layout.show_sounds(False)
    assert empty.isVisible()
