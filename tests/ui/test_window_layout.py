"""Where the parts of the window lie."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.project.requests import presets
from audiosynth_gui.ui.icons import Icons
from audiosynth_gui.ui.main_window import MainWindow
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.window_layout import WindowLayout
from audiosynth_gui.ui.window_state import WindowState


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


class Openings(QObject):
    """Notes each widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look, and leave it alone."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_flashes_as_a_window_of_its_own(
    controllers: Controllers, icons: Icons, theme: Theme, state: WindowState, qtbot: QtBot
) -> None:
    openings, application = Openings(), QApplication.instance()
    assert application is not None
    application.installEventFilter(openings)
    window = MainWindow(controllers, presets(), icons, theme, state)
    qtbot.addWidget(window)
    assert openings.seen == []
    window.show()
    application.removeEventFilter(openings)
    assert openings.seen == ["MainWindow"]
